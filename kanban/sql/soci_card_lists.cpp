// Lists of tickets that a back-fill asks for.
#include <unordered_set>

#include "extension/storage/id_lists.h"
#include "kanban/sql/soci_card_store.h"

namespace sd::kanban::sql {
namespace {

using soci::use;

// Group 0 stands for all groups; its bind is named all the same, so that both forms take the same values.
std::string without_history_condition(GroupId group, bool open) {
  const std::string of_group = group.value() == 0 ? ":group = 0" : "group_id = :group";
  return "history_read = 0 AND " + of_group +
         (open ? " AND role IN ('intake', 'triage', 'queue', 'work', 'verify')" : "");
}

}  // namespace

Result<std::vector<TicketId>> SociCardStore::without_history(PortalId portal, GroupId group, bool open,
                                                             TicketId before, std::size_t limit) {
  return database_.read("card.without_history", [&](soci::session& sql) -> Result<std::vector<TicketId>> {
    const long long portal_id = portal.value(), group_id = group.value(), below = before.value(),
                    most = static_cast<long long>(limit);
    long long ticket = 0;
    soci::statement select =
        (sql.prepare << "SELECT ticket FROM card WHERE portal = :portal AND ticket < :below AND " +
                            without_history_condition(group, open) + " ORDER BY ticket DESC LIMIT :most",
         soci::into(ticket), use(portal_id, "portal"), use(below, "below"), use(group_id, "group"),
         use(most, "most"));
    select.execute();
    std::vector<TicketId> tickets;
    while (select.fetch()) tickets.emplace_back(ticket);
    return tickets;
  });
}

Result<std::int64_t> SociCardStore::count_without_history(PortalId portal, GroupId group, bool open) {
  return database_.read("card.without_history", [&](soci::session& sql) -> Result<std::int64_t> {
    const long long portal_id = portal.value(), group_id = group.value();
    long long count = 0;
    sql << "SELECT COUNT(*) FROM card WHERE portal = :portal AND " + without_history_condition(group, open),
        soci::into(count), use(portal_id, "portal"), use(group_id, "group");
    return count;
  });
}

Result<std::vector<CompanyId>> SociCardStore::companies(PortalId portal) {
  return database_.read("card.companies", [&](soci::session& sql) -> Result<std::vector<CompanyId>> {
    const long long portal_id = portal.value();
    long long company = 0;
    soci::statement select =
        (sql.prepare << "SELECT DISTINCT company FROM card WHERE portal = :portal AND company <> 0",
         soci::into(company), use(portal_id, "portal"));
    select.execute();
    std::vector<CompanyId> companies;
    while (select.fetch()) companies.emplace_back(company);
    return companies;
  });
}

Result<std::vector<bool>> SociCardStore::known(PortalId portal, std::span<const TicketId> tickets) {
  return database_.read("card.known", [&](soci::session& sql) -> Result<std::vector<bool>> {
    const long long portal_id = portal.value();
    std::unordered_set<TicketId> found;
    storage::in_lists(tickets, [&](const std::string& list) {
      long long ticket = 0;
      soci::statement select =
          (sql.prepare << "SELECT ticket FROM card WHERE portal = :portal AND ticket IN (" + list + ")",
           soci::into(ticket), use(portal_id, "portal"));
      select.execute();
      while (select.fetch()) found.emplace(ticket);
    });
    std::vector<bool> known;
    known.reserve(tickets.size());
    for (const TicketId id : tickets) known.push_back(found.contains(id));
    return known;
  });
}

Result<std::vector<TicketId>> SociCardStore::with_time_spent(PortalId portal) {
  return database_.read("card.with_time_spent", [&](soci::session& sql) -> Result<std::vector<TicketId>> {
    const long long portal_id = portal.value();
    long long ticket = 0;
    soci::statement select =
        (sql.prepare
             << "SELECT ticket FROM card WHERE portal = :portal AND spent_minutes > 0 ORDER BY ticket",
         soci::into(ticket), use(portal_id, "portal"));
    select.execute();
    std::vector<TicketId> tickets;
    while (select.fetch()) tickets.emplace_back(ticket);
    return tickets;
  });
}

}  // namespace sd::kanban::sql
