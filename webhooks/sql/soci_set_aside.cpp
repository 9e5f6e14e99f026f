#include "webhooks/sql/soci_set_aside.h"

namespace sd::webhooks {
namespace {

using soci::indicator;
using soci::into;
using soci::use;
using storage::Durability;

// Runs `statement`, whose bound `id` is the variable given, for each chosen row. Returns the rows it changed.
std::int64_t for_each_id(soci::statement& statement, long long& id, const std::vector<std::int64_t>& ids) {
  std::int64_t changed = 0;
  for (const std::int64_t each : ids) {
    id = each;
    statement.execute(true);
    changed += statement.get_affected_rows();
  }
  return changed;
}

}  // namespace

Result<Backlog> SociSetAside::backlog(PortalId portal) {
  return database_.read("inbox.backlog", [&](soci::session& sql) -> Result<Backlog> {
    const long long portal_id = portal.value();
    long long waiting = 0, oldest = 0, aside = 0, last = 0;
    indicator oldest_state = soci::i_null, last_state = soci::i_null;
    sql << "SELECT COUNT(*), MIN(received_ms) FROM inbox WHERE state = 0 AND portal = :portal", into(waiting),
        into(oldest, oldest_state), use(portal_id, "portal");
    sql << "SELECT COUNT(*) FROM inbox WHERE state = 2 AND state IN (1, 2) AND portal = :portal", into(aside),
        use(portal_id, "portal");
    sql << "SELECT settled_ms FROM inbox WHERE state = 1 AND state IN (1, 2) AND portal = :portal"
           " ORDER BY settled_ms DESC LIMIT 1",
        into(last, last_state), use(portal_id, "portal");
    const bool done_before = sql.got_data() && last_state == soci::i_ok;
    Backlog backlog{waiting, std::nullopt, aside, std::nullopt};
    if (oldest_state == soci::i_ok) backlog.oldest_waiting = from_ms(oldest);
    if (done_before) backlog.last_done = from_ms(last);
    return backlog;
  });
}

Result<std::vector<AsideRow>> SociSetAside::rows(PortalId portal, std::size_t limit) {
  return database_.read("inbox.aside", [&](soci::session& sql) -> Result<std::vector<AsideRow>> {
    const long long portal_id = portal.value(), most = static_cast<long long>(limit);
    long long id = 0, object = 0, attempts = 0, received = 0, settled = 0;
    std::string kind, reason;
    soci::statement select =
        (sql.prepare << "SELECT id, kind, object_id, reason, attempts, received_ms, settled_ms FROM inbox"
                        " WHERE state = 2 AND state IN (1, 2) AND portal = :portal"
                        " ORDER BY settled_ms DESC, id DESC LIMIT :most",
         into(id), into(kind), into(object), into(reason), into(attempts), into(received), into(settled),
         use(portal_id, "portal"), use(most, "most"));
    select.execute();
    std::vector<AsideRow> rows;
    while (select.fetch()) {
      rows.push_back({id, event_kind_from(kind).value_or(EventKind::kIgnored), object, reason, attempts,
                      from_ms(received), from_ms(settled)});
    }
    return rows;
  });
}

Result<std::int64_t> SociSetAside::run_again(PortalId portal, const AsideChoice& choice, TimePoint now) {
  return database_.write(
      "inbox.run_again", Durability::kRelaxed, [&](soci::session& sql) -> Result<std::int64_t> {
        const long long portal_id = portal.value(), now_ms = to_ms(now);
        long long id = 0;
        const long long every = choice.all ? 1 : 0;
        soci::statement again =
            (sql.prepare << "UPDATE inbox SET state = 0, attempts = 0, due_ms = :now, settled_ms = NULL "
                            "WHERE state = 2"
                            " AND portal = :portal AND (:every = 1 OR id = :id)",
             use(now_ms, "now"), use(portal_id, "portal"), use(every, "every"), use(id, "id"));
        return for_each_id(again, id, choice.all ? std::vector<std::int64_t>{0} : choice.ids);
      });
}

Result<std::int64_t> SociSetAside::discard(PortalId portal, const AsideChoice& choice) {
  return database_.write(
      "inbox.discard", Durability::kRelaxed, [&](soci::session& sql) -> Result<std::int64_t> {
        const long long portal_id = portal.value();
        long long id = 0;
        const long long every = choice.all ? 1 : 0;
        soci::statement remove =
            (sql.prepare
                 << "DELETE FROM inbox WHERE state = 2 AND portal = :portal AND (:every = 1 OR id = :id)",
             use(portal_id, "portal"), use(every, "every"), use(id, "id"));
        return for_each_id(remove, id, choice.all ? std::vector<std::int64_t>{0} : choice.ids);
      });
}

}  // namespace sd::webhooks
