#include "extension/clients/sql/contact_requests.h"

#include <unordered_map>
#include <vector>

#include "extension/storage/id_lists.h"

namespace sd::clients::sql {

void put_writers(soci::session& sql, long long portal, std::span<kanban::Card* const> cards) {
  std::vector<TicketId> tickets;
  std::unordered_map<long long, kanban::Card*> by_ticket;
  tickets.reserve(cards.size());
  for (kanban::Card* card : cards) {
    tickets.push_back(card->ticket);
    by_ticket[card->ticket.value()] = card;
  }
  storage::in_lists(std::span<const TicketId>(tickets), [&](const std::string& list) {
    long long ticket = 0, user = 0;
    soci::statement select = (sql.prepare << "SELECT ticket, user_id FROM client_contact_request WHERE portal"
                                             " = :portal AND ticket IN (" +
                                                 list + ")",
                              soci::into(ticket), soci::into(user), soci::use(portal, "portal"));
    select.execute();
    while (select.fetch()) by_ticket[ticket]->creator = UserId{user};
  });
}

}  // namespace sd::clients::sql
