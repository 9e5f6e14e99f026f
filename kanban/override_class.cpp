#include "kanban/override_class.h"

#include <algorithm>

namespace sd::kanban {

Result<Card> OverrideClass::run(const OverrideClassCommand& command) {
  const PortalId portal = command.actor.portal;
  const std::string reason = command.value ? trimmed(command.reason) : std::string{};
  if (command.value && reason.empty())
    return Error{ErrorKind::kInvalidArgument, "override.reason_missing", {}};
  if (reason.size() > kMaxReason) return Error{ErrorKind::kInvalidArgument, "override.reason_too_long", {}};
  const Result<std::optional<Card>> found = cards_.find(portal, command.ticket);
  if (!found) return found.error();
  if (!*found || (*found)->group != command.group) return Error{ErrorKind::kNotFound, "card.not_found", {}};

  const TicketId ids[] = {command.ticket};
  Result<std::vector<TicketRead>> reads = portal_.read(command.actor, ids);
  if (!reads) return reads.error();
  // Invisible to this person is not gone: the background look decides that.
  if (reads->empty() || !reads->front().ticket) return Error{ErrorKind::kNotFound, "card.not_found", {}};

  JournalRow row;
  row.at = std::max(portal_.now(portal), reads->front().ticket->changed_at);
  row.key = "xoverride-" + std::to_string(to_ms(row.at)) + "-" + std::to_string(command.actor.person.value());
  row.order = kOwnOrder;
  row.actor = command.actor.person;
  row.fact = Fact::kOverride;
  row.from = (*found)->class_reason == ClassReason::kOverride ? to_string((*found)->card_class) : "";
  row.to = command.value ? to_string(*command.value) : "";
  row.note = reason;
  return sync_.take_answer(portal, reads->front(), std::span(&row, 1));
}

}  // namespace sd::kanban
