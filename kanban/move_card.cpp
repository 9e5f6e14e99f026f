#include "kanban/move_card.h"

#include <algorithm>

#include "kanban/rules/dictionary.h"

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
  const std::string reason = trimmed(command.reason);
  if (reason.size() > kMaxReason) return Error{ErrorKind::kInvalidArgument, "entry.reason_too_long", {}};
  if (const Status entered = may_enter(command, card, reason); !entered) return entered.error();

  const Result<TicketRead> answer = portal_.move(command.actor, command.ticket, command.to);
  if (!answer) return answer.error();
  if (reason.empty()) return sync_.take_answer(portal, *answer);
  JournalRow row;
  row.at = std::max(portal_.now(portal), answer->ticket ? answer->ticket->changed_at : TimePoint{});
  row.key = "xentry-" + std::to_string(to_ms(row.at)) + "-" + std::to_string(command.actor.person.value());
  row.order = kOwnOrder;
  row.actor = command.actor.person;
  row.fact = Fact::kEntry;
  row.to = std::to_string(command.to.value());
  row.note = reason;
  return sync_.take_answer(portal, *answer, std::span(&row, 1));
}

Status MoveCard::may_enter(const MoveCardCommand& command, const Card& card, const std::string& reason) {
  const PortalId portal = command.actor.portal;
  const Result<std::vector<StageRule>> rules = settings_.stage_rules(portal, command.group);
  if (!rules) return rules.error();
  const auto rule = std::find_if(rules->begin(), rules->end(),
                                 [&](const StageRule& one) { return one.stage == command.to; });
  if (rule == rules->end()) return Done{};
  std::int64_t there = 0;
  // Counting costs a whole board: only where there is a limit to hold it against.
  if (rule->wip_limit > 0) {
    const Result<std::int64_t> standing = standing_in(portal, command.group, command.to);
    if (!standing) return standing.error();
    there = *standing;
  }
  bool asks = false;
  for (const EntryConcern& concern : entry_concerns(*rule, card, there)) {
    if (concern.demand == Demand::kForbid) {
      return Error{ErrorKind::kConflict, "entry." + std::string(to_string(concern.unmet)), {}};
    }
    asks = asks || concern.demand == Demand::kReason;
  }
  if (asks && reason.empty()) return Error{ErrorKind::kInvalidArgument, "entry.reason_missing", {}};
  return Done{};
}

Result<std::int64_t> MoveCard::standing_in(PortalId portal, GroupId group, StageId stage) {
  const Result<BoardSnapshot> board = cards_.board(portal, group, false);
  if (!board) return board.error();
  return std::count_if(board->cards.begin(), board->cards.end(),
                       [stage](const Card& card) { return card.stage == stage; });
}

}  // namespace sd::kanban
