// The card of a ticket, computed from what the portal says of it now and from its journal, and from nothing
// else: throwing cards away and projecting again gives the same cards. Source: domain.md 2-5.
#pragma once

#include <span>

#include "kanban/rules/card.h"
#include "kanban/rules/group_rules.h"
#include "kanban/rules/journal.h"

namespace sd::kanban {

// `rows`: the ticket's whole journal, ascending, with what merge() found. The card's revision is 0. A stage
// the group does not know leaves the card in the stage the portal names, with the role it had. O(rows).
Card project(const Ticket& ticket, std::span<const JournalRow> rows, const GroupView& group);

}  // namespace sd::kanban
