// Statements that the parts of SociCardStore share; each runs on the caller's session and transaction.
#pragma once

#include <soci/soci.h>

#include <memory>
#include <span>
#include <vector>

#include "kanban/card_store.h"

namespace sd::kanban::sql {

// The board's present revision; 0 before the first change.
std::int64_t read_revision(soci::session& sql, PortalId portal, GroupId group);
// Raises it by one and returns the new one.
std::int64_t raise_revision(soci::session& sql, PortalId portal, GroupId group);
// By sort, then id.
std::vector<Stage> read_stages(soci::session& sql, PortalId portal, GroupId group);

// Where people have put these cards of the group, in no particular order.
std::vector<Place> read_places(soci::session& sql, PortalId portal, GroupId group,
                               std::span<const Card> cards);
// Where people have put the group's open cards, by ticket.
std::vector<Place> open_places(soci::session& sql, PortalId portal, GroupId group);

// Reads the journals of one ticket after another with one prepared statement.
class JournalReader {
 public:
  JournalReader(soci::session& sql, PortalId portal);
  // Ascending by (at, order).
  std::vector<JournalRow> read(TicketId ticket);

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace sd::kanban::sql
