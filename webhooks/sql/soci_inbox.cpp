#include "webhooks/sql/soci_inbox.h"

namespace sd::webhooks {
namespace {

using soci::into;
using soci::use;
using storage::Durability;

// The column `state`.
constexpr long long kDone = 1, kSetAside = 2;

// At most `most` bytes of `text`, and no half of a character: a server refuses broken UTF-8.
std::string cut(const std::string& text, std::size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U) --most;
  return text.substr(0, most);
}

}  // namespace

Result<std::unique_ptr<SociInbox>> SociInbox::open(storage::Database& database,
                                                   const storage::Sealer& sealer) {
  if (database.dialect() == storage::Dialect::kMysql) {
    return std::unique_ptr<SociInbox>(new SociInbox(database, sealer, std::nullopt));
  }
  const Result<long long> last = database.read("inbox.open", [](soci::session& sql) -> Result<long long> {
    long long id = 0;
    sql << "SELECT COALESCE(MAX(id), 0) FROM inbox", into(id);
    return id;
  });
  if (!last) return last.error();
  return std::unique_ptr<SociInbox>(new SociInbox(database, sealer, *last));
}

std::optional<long long> SociInbox::next_id() {
  if (!last_id_) return std::nullopt;
  return ++*last_id_;
}

Status SociInbox::append(std::span<const NewRow> rows) {
  return appending_.run("inbox.append", [&](InsertRow& insert) -> Status {
    for (const NewRow& row : rows) insert.run(row, sealer_.seal(row.payload), next_id());
    return Done{};
  });
}

Result<std::size_t> SociInbox::append_once(std::span<const NewQueueRow> rows) {
  if (rows.empty()) return std::size_t{0};
  return database_.write(
      "inbox.append_once", Durability::kDurable, [&](soci::session& sql) -> Result<std::size_t> {
        InsertRow insert(sql);
        long long portal = 0, number = 0, changed = 0, taken = 0, known = 0;
        std::string event, message;
        soci::statement look =
            (sql.prepare << "SELECT COUNT(*) FROM queue_taken WHERE portal = :portal AND queue_id = :number"
                            " AND event_name = :event AND message_id = :message AND changed_ms = :changed",
             into(known), use(portal, "portal"), use(number, "number"), use(event, "event"),
             use(message, "message"), use(changed, "changed"));
        soci::statement remember =
            (sql.prepare << "INSERT INTO queue_taken (portal, queue_id, event_name, message_id, changed_ms,"
                            " taken_ms) VALUES (:portal, :number, :event, :message, :changed, :taken)",
             use(portal, "portal"), use(number, "number"), use(event, "event"), use(message, "message"),
             use(changed, "changed"), use(taken, "taken"));
        std::size_t kept = 0;
        for (const NewQueueRow& row : rows) {
          if (row.number != 0) {
            portal = row.row.portal.value();
            number = row.number;
            event = row.event;
            message = row.message_id;
            changed = to_ms(row.changed_at);
            taken = to_ms(row.row.received_at);
            look.execute(true);
            if (known > 0) continue;
            remember.execute(true);
          }
          insert.run(row.row, sealer_.seal(row.row.payload), next_id());
          ++kept;
        }
        return kept;
      });
}

// One step of the index per portal, however many rows each has.
Result<std::vector<Waiting>> SociInbox::waiting() {
  return database_.read("inbox.waiting", [](soci::session& sql) -> Result<std::vector<Waiting>> {
    long long last = -1, portal = 0, due = 0;
    soci::statement next =
        (sql.prepare << "SELECT portal, due_ms FROM inbox WHERE state = 0 AND portal > :last"
                        " ORDER BY portal, due_ms LIMIT 1",
         into(portal), into(due), use(last, "last"));
    std::vector<Waiting> all;
    for (;;) {
      next.execute();
      if (!next.fetch()) return all;
      all.push_back({PortalId{portal}, from_ms(due)});
      last = portal;
    }
  });
}

Result<std::vector<std::int64_t>> SociInbox::waiting_objects(PortalId portal, EventKind kind) {
  return database_.read("inbox.objects", [&](soci::session& sql) -> Result<std::vector<std::int64_t>> {
    const long long portal_id = portal.value();
    const std::string kind_name(to_string(kind));
    long long object = 0;
    soci::statement select = (sql.prepare << "SELECT object_id FROM inbox WHERE state = 0 AND"
                                             " portal = :portal AND kind = :kind",
                              into(object), use(portal_id, "portal"), use(kind_name, "kind"));
    select.execute();
    std::vector<std::int64_t> objects;
    while (select.fetch()) objects.push_back(object);
    return objects;
  });
}

Result<std::vector<InboxRow>> SociInbox::due(PortalId portal, TimePoint now, std::size_t limit) {
  return database_.read("inbox.due", [&](soci::session& sql) -> Result<std::vector<InboxRow>> {
    const long long portal_id = portal.value(), now_ms = to_ms(now), most = static_cast<long long>(limit);
    long long id = 0, object = 0, attempts = 0;
    std::string kind, sealed;
    soci::statement select =
        (sql.prepare << "SELECT id, kind, object_id, payload_sealed, attempts FROM inbox WHERE state = 0 AND"
                        " portal = :portal AND due_ms <= :now ORDER BY due_ms, id LIMIT :most",
         into(id), into(kind), into(object), into(sealed), into(attempts), use(portal_id, "portal"),
         use(now_ms, "now"), use(most, "most"));
    select.execute();
    std::vector<InboxRow> rows;
    while (select.fetch()) {
      Result<std::string> payload = sealer_.open(sealed);
      rows.push_back({id, event_kind_from(kind).value_or(EventKind::kIgnored), object,
                      payload ? std::move(*payload) : std::string(), static_cast<int>(attempts)});
    }
    return rows;
  });
}

Status SociInbox::settle(PortalId portal, std::span<const Settlement> settlements, TimePoint now) {
  if (settlements.empty()) return Done{};
  // Relaxed: a settlement undone by a power cut means that the work is done once more, which changes nothing.
  return database_.write("inbox.settle", Durability::kRelaxed, [&](soci::session& sql) -> Status {
    const long long portal_id = portal.value(), now_ms = to_ms(now);
    long long id = 0, state = 0, attempts = 0, due = 0, forget = 0;
    std::string reason;
    soci::statement finish =
        (sql.prepare
             << "UPDATE inbox SET state = :state, attempts = :attempts, settled_ms = :now, reason = :reason,"
                " payload_sealed = CASE WHEN :forget = 1 THEN '' ELSE payload_sealed END"
                " WHERE portal = :portal AND id = :id",
         use(state, "state"), use(attempts, "attempts"), use(now_ms, "now"), use(reason, "reason"),
         use(forget, "forget"), use(portal_id, "portal"), use(id, "id"));
    soci::statement again =
        (sql.prepare << "UPDATE inbox SET attempts = :attempts, due_ms = :due, reason = :reason"
                        " WHERE portal = :portal AND id = :id",
         use(attempts, "attempts"), use(due, "due"), use(reason, "reason"), use(portal_id, "portal"),
         use(id, "id"));
    for (const Settlement& settlement : settlements) {
      id = settlement.id;
      attempts = settlement.attempts;
      reason = cut(settlement.reason, 255);
      if (settlement.outcome == Settlement::Outcome::kRetry) {
        due = to_ms(settlement.due_at);
        again.execute(true);
      } else {
        state = settlement.outcome == Settlement::Outcome::kDone ? kDone : kSetAside;
        // What was set aside may be run again and needs its payload; of strangers nothing is kept.
        forget = state == kDone || portal_id == 0 ? 1 : 0;
        finish.execute(true);
      }
    }
    return Done{};
  });
}

Result<std::int64_t> SociInbox::purge(TimePoint done_before, TimePoint aside_before, std::size_t limit) {
  return database_.write(
      "inbox.purge", Durability::kRelaxed, [&](soci::session& sql) -> Result<std::int64_t> {
        const long long most = static_cast<long long>(limit);
        long long state = kDone, before = to_ms(done_before);
        const std::string statement =
            storage::delete_some(database_.dialect(), "inbox", "portal, id",
                                 "state IN (1, 2) AND state = :state AND settled_ms < :before", "settled_ms");
        soci::statement remove =
            (sql.prepare << statement, use(state, "state"), use(before, "before"), use(most, "most"));
        remove.execute(true);
        std::int64_t removed = remove.get_affected_rows();
        state = kSetAside;
        before = to_ms(aside_before);
        remove.execute(true);
        removed += remove.get_affected_rows();
        long long remembered = to_ms(done_before), until = 0;
        sql << "SELECT COALESCE(MAX(taken_ms), 0) FROM (SELECT taken_ms FROM queue_taken"
               " WHERE taken_ms < :before ORDER BY taken_ms LIMIT :most) AS oldest",
            into(until), use(remembered, "before"), use(most, "most");
        soci::statement forget =
            (sql.prepare << "DELETE FROM queue_taken WHERE taken_ms <= :until", use(until, "until"));
        forget.execute(true);
        return removed + forget.get_affected_rows();
      });
}

Status SociInbox::tidy() { return database_.checkpoint(); }

Result<InboxCounts> SociInbox::counts() {
  return database_.read("inbox.counts", [](soci::session& sql) -> Result<InboxCounts> {
    InboxCounts counts;
    long long waiting = 0, aside = 0;
    sql << "SELECT COUNT(*) FROM inbox WHERE state = 0", into(waiting);
    sql << "SELECT COUNT(*) FROM inbox WHERE state = 2", into(aside);
    counts.waiting = waiting;
    counts.set_aside = aside;
    return counts;
  });
}

}  // namespace sd::webhooks
