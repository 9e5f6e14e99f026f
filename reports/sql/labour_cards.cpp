#include "reports/sql/labour_cards.h"

#include <map>

#include "extension/storage/id_lists.h"

namespace sd::reports::sql {
namespace {

using soci::into;
using soci::use;
using Place = std::pair<long long, long long>;  // group, company

}  // namespace

void LabourCards::stored(soci::session& sql, PortalId portal, std::span<const kanban::CardChange> changes,
                         std::span<const TicketId> gone) {
  const long long portal_id = portal.value();
  std::map<long long, Place> wanted;
  std::vector<TicketId> tickets;
  for (const kanban::CardChange& change : changes) {
    wanted[change.card.ticket.value()] = {change.card.group.value(), change.card.company.value()};
  }
  for (const TicketId ticket : gone) wanted[ticket.value()] = {0, 0};
  tickets.reserve(wanted.size());
  for (const auto& [ticket, place] : wanted) tickets.emplace_back(ticket);
  std::vector<long long> elsewhere;
  storage::in_lists(std::span<const TicketId>(tickets), [&](const std::string& list) {
    long long ticket = 0, group = 0, company = 0;
    soci::statement select =
        (sql.prepare << "SELECT DISTINCT ticket, group_id, company FROM labour WHERE portal = :portal AND"
                        " ticket IN (" +
                            list + ")",
         into(ticket), into(group), into(company), use(portal_id, "portal"));
    select.execute();
    while (select.fetch()) {
      if (wanted[ticket] != Place{group, company}) elsewhere.push_back(ticket);
    }
  });
  for (const long long ticket : elsewhere) {
    const auto [group, company] = wanted[ticket];
    sql << "UPDATE labour SET group_id = :group, company = :company WHERE portal = :portal AND"
           " ticket = :ticket",
        use(group, "group"), use(company, "company"), use(portal_id, "portal"), use(ticket, "ticket");
  }
}

}  // namespace sd::reports::sql
