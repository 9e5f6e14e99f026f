// The card of a ticket, computed from what the portal says of it now and from its journal, and from nothing
// else: throwing cards away and projecting again gives the same cards. Source: domain.md 2-5.
#pragma once

#include <span>

#include "kanban/rules/card.h"
#include "kanban/rules/group_rules.h"
#include "kanban/rules/journal.h"

namespace sd::kanban {

// `rows`: the ticket's whole journal, ascending, with what merge() found. The card's revision is 0. A stage
// that the group does not have, such as that of a task which was restored after its stage was deleted, is the
// first one: nobody would see the card in another. O(rows).
Card project(const Ticket& ticket, std::span<const JournalRow> rows, const GroupView& group);

}  // namespace sd::kanban
