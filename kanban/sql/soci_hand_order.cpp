// Cards placed by hand, and boards that are told of something beside their cards.
#include "extension/storage/id_lists.h"
#include "kanban/sql/board_rows.h"
#include "kanban/sql/soci_card_store.h"

namespace sd::kanban::sql {

using soci::into;
using soci::use;

std::vector<Place> read_places(soci::session& sql, PortalId portal, GroupId group,
                               std::span<const Card> cards) {
  const long long portal_id = portal.value(), group_id = group.value();
  std::vector<TicketId> tickets;
  for (const Card& card : cards) tickets.push_back(card.ticket);
  std::vector<Place> places;
  long long ticket = 0, at = 0;
  storage::in_lists(std::span<const TicketId>(tickets), [&](const std::string& list) {
    soci::statement select =
        (sql.prepare << "SELECT ticket, place FROM card_place WHERE portal = :portal AND group_id = :group"
                        " AND ticket IN (" +
                            list + ")",
         into(ticket), into(at), use(portal_id, "portal"), use(group_id, "group"));
    select.execute();
    while (select.fetch()) places.push_back({TicketId{ticket}, at});
  });
  return places;
}

std::vector<Place> open_places(soci::session& sql, PortalId portal, GroupId group) {
  const long long portal_id = portal.value(), group_id = group.value();
  std::vector<Place> places;
  long long ticket = 0, at = 0;
  soci::statement select =
      (sql.prepare << "SELECT card_place.ticket, place FROM card_place JOIN card ON card.portal = "
                      "card_place.portal AND card.ticket = card_place.ticket AND card.group_id = "
                      "card_place.group_id WHERE card_place.portal = :portal AND card_place.group_id = :group"
                      " AND card.role <> 'done' ORDER BY card_place.ticket",
       into(ticket), into(at), use(portal_id, "portal"), use(group_id, "group"));
  select.execute();
  while (select.fetch()) places.push_back({TicketId{ticket}, at});
  return places;
}

Result<std::int64_t> SociCardStore::touch(PortalId portal, GroupId group) {
  return database_.write(
      "board.touch", storage::Durability::kRelaxed,
      [&](soci::session& sql) -> Result<std::int64_t> { return raise_revision(sql, portal, group); });
}

Result<std::int64_t> SociCardStore::put_places(PortalId portal, GroupId group,
                                               std::span<const Place> places) {
  return database_.write(
      "card.place", storage::Durability::kRelaxed, [&](soci::session& sql) -> Result<std::int64_t> {
        const long long portal_id = portal.value(), group_id = group.value();
        const long long revision = raise_revision(sql, portal, group);
        for (const Place& place : places) {
          const long long ticket = place.ticket.value(), at = place.at;
          sql << "REPLACE INTO card_place (portal, group_id, ticket, place)"
                 " VALUES (:portal, :group, :ticket, :place)",
              use(portal_id, "portal"), use(group_id, "group"), use(ticket, "ticket"), use(at, "place");
          sql << "UPDATE card SET revision = :revision WHERE portal = :portal AND ticket = :ticket"
                 " AND group_id = :group",
              use(revision, "revision"), use(portal_id, "portal"), use(ticket, "ticket"),
              use(group_id, "group");
        }
        return std::int64_t{revision};
      });
}

}  // namespace sd::kanban::sql
