// A card made from a task's row alone, while the task's history is not read yet. Source: domain.md 5, 7.
#pragma once

#include "kanban/rules/card.h"
#include "kanban/rules/group_rules.h"
#include "kanban/rules/ticket.h"

namespace sd::kanban {

// The present as the row tells it: stage, role, class, fields. The past is a guess that errs on no side: LU
// and a stopper count from the ticket's last change, a closed ticket is done since it was closed, nobody has
// spoken, and there is no WIA. Card::history_read is false.
Card card_from_row(const Ticket& ticket, const GroupView& group);

}  // namespace sd::kanban
