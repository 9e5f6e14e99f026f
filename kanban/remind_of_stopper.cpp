#include "kanban/remind_of_stopper.h"

#include <algorithm>

namespace sd::kanban {

Result<Card> RemindOfStopper::run(const RemindOfStopperCommand& command) {
  const PortalId portal = command.actor.portal;
  const Result<std::optional<Card>> found = cards_.find(portal, command.ticket);
  if (!found) return found.error();
  if (!*found || (*found)->group != command.group) return Error{ErrorKind::kNotFound, "card.not_found", {}};
  if ((*found)->stopper.empty()) return Error{ErrorKind::kConflict, "stopper.none", {}};

  const TicketId ids[] = {command.ticket};
  const Result<std::vector<TicketRead>> reads = portal_.read(command.actor, ids);
  if (!reads) return reads.error();
  // Invisible to this person is not gone: the background look decides that.
  if (reads->empty() || !reads->front().ticket) return Error{ErrorKind::kNotFound, "card.not_found", {}};

  JournalRow row;
  row.at = std::max(portal_.now(portal), reads->front().ticket->changed_at);
  row.key = "xfollow-" + std::to_string(to_ms(row.at)) + "-" + std::to_string(command.actor.person.value());
  row.order = kOwnOrder;
  row.actor = command.actor.person;
  row.fact = Fact::kFollowUp;
  row.to = command.at ? std::to_string(to_ms(*command.at)) : std::string();
  return sync_.take_answer(portal, reads->front(), std::span(&row, 1));
}

}  // namespace sd::kanban
