#include "install/sdctl/sql/figures.h"

namespace sd::sdctl {

Result<std::vector<PortalRow>> portal_rows(storage::Database& database) {
  return database.read("sdctl.portals", [](soci::session& sql) -> Result<std::vector<PortalRow>> {
    std::vector<PortalRow> rows;
    long long id = 0;
    PortalRow row;
    soci::statement select =
        (sql.prepare << "SELECT id, member_id, client_endpoint, client_id, state FROM portal ORDER BY id",
         soci::into(id), soci::into(row.member), soci::into(row.client_endpoint), soci::into(row.client_id),
         soci::into(row.state));
    select.execute();
    while (select.fetch()) {
      row.id = PortalId{id};
      rows.push_back(row);
    }
    return rows;
  });
}

Result<std::vector<GroupFigures>> group_figures(storage::Database& database, PortalId portal) {
  return database.read("sdctl.groups", [&](soci::session& sql) -> Result<std::vector<GroupFigures>> {
    std::vector<GroupFigures> all;
    const long long portal_id = portal.value();
    long long group = 0, synced = 0, cards = 0, open = 0, revision = 0;
    std::string name;
    soci::statement select =
        (sql.prepare
             << "SELECT g.group_id, g.name, g.synced,"
                " (SELECT COUNT(*) FROM card c WHERE c.portal = g.portal AND c.group_id = g.group_id),"
                " (SELECT COUNT(*) FROM card c WHERE c.portal = g.portal AND c.group_id = g.group_id"
                "  AND c.role <> 'done'),"
                " COALESCE((SELECT r.revision FROM board_revision r WHERE r.portal = g.portal"
                "  AND r.group_id = g.group_id), 0)"
                " FROM bound_group g WHERE g.portal = :portal ORDER BY g.group_id",
         soci::into(group), soci::into(name), soci::into(synced), soci::into(cards), soci::into(open),
         soci::into(revision), soci::use(portal_id, "portal"));
    select.execute();
    while (select.fetch()) all.push_back({GroupId{group}, name, synced != 0, open, cards, revision});
    return all;
  });
}

Result<InboxFigures> inbox_figures(storage::Database& inbox, std::optional<PortalId> portal) {
  return inbox.read("sdctl.inbox", [&](soci::session& sql) -> Result<InboxFigures> {
    const long long all = portal ? 0 : 1;
    const long long portal_id = portal ? portal->value() : 0;
    InboxFigures figures;
    long long pending = 0, aside = 0, oldest = 0, last = 0;
    soci::indicator oldest_state = soci::i_null, last_state = soci::i_null;
    sql << "SELECT COUNT(*), MIN(received_ms) FROM inbox WHERE state = 0 AND (:every = 1 OR portal = "
           ":portal)",
        soci::into(pending), soci::into(oldest, oldest_state), soci::use(all, "every"),
        soci::use(portal_id, "portal");
    sql << "SELECT COUNT(*) FROM inbox WHERE state = 2 AND (:every = 1 OR portal = :portal)",
        soci::into(aside), soci::use(all, "every"), soci::use(portal_id, "portal");
    sql << "SELECT MAX(settled_ms) FROM inbox WHERE state = 1 AND (:every = 1 OR portal = :portal)",
        soci::into(last, last_state), soci::use(all, "every"), soci::use(portal_id, "portal");
    figures.pending = pending;
    figures.set_aside = aside;
    if (oldest_state == soci::i_ok) figures.oldest_pending = from_ms(oldest);
    if (last_state == soci::i_ok) figures.last_processed = from_ms(last);
    return figures;
  });
}

}  // namespace sd::sdctl
