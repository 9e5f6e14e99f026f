// Statements that the parts of SociCardStore share; each runs on the caller's session and transaction.
#pragma once

#include <soci/soci.h>

#include <span>
#include <vector>

#include "extension/storage/dialect.h"
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

// Journals of these tickets in their order, each ascending by (at, order, key): many in one statement.
std::vector<std::vector<JournalRow>> read_journals(soci::session& sql, storage::Dialect dialect,
                                                   PortalId portal, std::span<const TicketId> tickets);

}  // namespace sd::kanban::sql
