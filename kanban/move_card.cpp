#include "kanban/move_card.h"

namespace sd::kanban {

Result<Card> MoveCard::run(const MoveCardCommand& command) {
  const PortalId portal = command.actor.portal;
  Result<std::optional<Card>> found = cards_.find(portal, command.ticket);
  if (!found) return found.error();
  if (!*found || (*found)->group != command.group) return Error{ErrorKind::kNotFound, "card.not_found", {}};
  const Card& card = **found;
  if (card.revision != command.seen_revision) return Error{ErrorKind::kConflict, "card.stale", {}};
  const Result<std::vector<Stage>> stages = cards_.stages(portal, command.group);
  if (!stages) return stages.error();
  if (!find_stage(*stages, command.to)) return Error{ErrorKind::kInvalidArgument, "card.stage_unknown", {}};
  if (card.stage == command.to) return card;

  const Result<TicketRead> answer = portal_.move(command.actor, command.ticket, command.to);
  if (!answer) return answer.error();
  return sync_.take_answer(portal, *answer);
}

}  // namespace sd::kanban
