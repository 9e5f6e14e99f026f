#include "kanban/move_card.h"

#include <algorithm>
#include <map>
#include <utility>

#include "kanban/bound_group.h"
#include "kanban/rules/dictionary.h"
#include "kanban/unagreed_work.h"

namespace sd::kanban {
namespace {

// The stage's cards from above as people put them, without `moved`.
std::vector<Place> column_of(const BoardSnapshot& board, StageId stage, TicketId moved) {
  std::map<TicketId, std::int64_t> put;
  for (const Place& place : board.places) put[place.ticket] = place.at;
  std::vector<Place> column;
  for (const Card& card : board.cards) {
    if (card.stage != stage || card.ticket == moved) continue;
    const auto found = put.find(card.ticket);
    column.push_back({card.ticket, found == put.end() ? natural_place(card.ticket) : found->second});
  }
  std::sort(column.begin(), column.end(), [](const Place& left, const Place& right) {
    return std::pair(left.at, left.ticket) < std::pair(right.at, right.ticket);
  });
  return column;
}

}  // namespace

Result<Card> MoveCard::run(const MoveCardCommand& command) {
  const PortalId portal = command.actor.portal;
  Result<std::optional<Card>> found = cards_.find(portal, command.ticket);
  if (!found) return found.error();
  if (!*found || (*found)->group != command.group) return Error{ErrorKind::kNotFound, "card.not_found", {}};
  const Card& card = **found;
  if (card.revision != command.seen_revision) return Error{ErrorKind::kConflict, "card.stale", {}};
  const Result<std::vector<Stage>> stages = cards_.stages(portal, command.group);
  if (!stages) return stages.error();
  const Stage* to = find_stage(*stages, command.to);
  if (!to) return Error{ErrorKind::kInvalidArgument, "card.stage_unknown", {}};
  if (card.stage == command.to && !command.beside) return card;
  const std::string reason = trimmed(command.reason);
  if (reason.size() > kMaxReason) return Error{ErrorKind::kInvalidArgument, "entry.reason_too_long", {}};
  if (card.stage != command.to) {
    if (const Status pulled = may_pull(command, card, *stages); !pulled) return pulled.error();
    if (const Status entered = may_enter(command, card, reason); !entered) return entered.error();
  }

  const Result<TicketRead> answer = write(command, card, *to);
  if (!answer) return answer.error();
  std::vector<JournalRow> added;
  if (!reason.empty()) added.push_back(entry_row(command, *answer, reason));
  Result<Card> moved = sync_.take_answer(portal, *answer, added);
  if (!moved || !command.beside) return moved;
  if (const Status placed = put_beside(command, *moved); !placed) return placed.error();
  return moved;
}

Result<TicketRead> MoveCard::write(const MoveCardCommand& command, const Card& card, const Stage& to) {
  if (to.role == Role::kDone && card.role != Role::kDone && card.task_control) {
    Result<Handed> handed = hand_over(command, card);
    if (!handed) return handed.error();
    if (*handed) return std::move(**handed);
  }
  if (!command.beside) return portal_.move(command.actor, command.ticket, command.to);
  return portal_.move_beside(command.actor, command.ticket, command.to, *command.beside);
}

// The answer with which the card waits for its check; nothing when it may be moved into done.
Result<MoveCard::Handed> MoveCard::hand_over(const MoveCardCommand& command, const Card& card) {
  const Result<BoundGroup> group = find_bound(cards_, command.actor.portal, command.group);
  if (!group) return group.error();
  if (!group->status_follows_stage || !group->stage_follows_status) return Handed{};
  Result<TicketRead> answer = portal_.step(
      command.actor, command.ticket, card.awaiting_check ? StatusStep::kApprove : StatusStep::kComplete);
  if (!answer) {
    // Whom the portal lets move a card but not complete it: the background completes it then.
    if (answer.error().code == "portal.refused" && !card.awaiting_check) return Handed{};
    return answer.error();
  }
  const bool waits = answer->ticket && answer->ticket->status == TaskStatus::kAwaitingCheck;
  if (!answer->error && !waits) return Handed{};
  return Handed(std::move(*answer));
}

JournalRow MoveCard::entry_row(const MoveCardCommand& command, const TicketRead& answer,
                               const std::string& reason) {
  JournalRow row;
  row.at =
      std::max(portal_.now(command.actor.portal), answer.ticket ? answer.ticket->changed_at : TimePoint{});
  row.key = "xentry-" + std::to_string(to_ms(row.at)) + "-" + std::to_string(command.actor.person.value());
  row.order = kOwnOrder;
  row.actor = command.actor.person;
  row.fact = Fact::kEntry;
  row.to = std::to_string(command.to.value());
  row.note = reason;
  return row;
}

// The card stands where the portal has put it; where in the column is ours to keep.
Status MoveCard::put_beside(const MoveCardCommand& command, Card& moved) {
  const PortalId portal = command.actor.portal;
  const Result<BoardSnapshot> board = cards_.board(portal, command.group, false);
  if (!board) return board.error();
  const std::vector<Place> column = column_of(*board, moved.stage, moved.ticket);
  const auto neighbour = std::find_if(column.begin(), column.end(), [&](const Place& place) {
    return place.ticket == command.beside->ticket;
  });
  if (neighbour == column.end()) return Done{};
  const auto index =
      static_cast<std::size_t>(neighbour - column.begin()) + (command.beside->before ? 0u : 1u);
  const Result<std::int64_t> revision =
      cards_.put_places(portal, command.group, placed_at(column, moved.ticket, index));
  if (!revision) return revision.error();
  moved.revision = *revision;
  revisions_.changed(portal, command.group, *revision);
  return Done{};
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

// A stage nobody knows counts as the first one.
Status MoveCard::may_pull(const MoveCardCommand& command, const Card& card, std::span<const Stage> stages) {
  const Stage *from = find_stage(stages, card.stage), *to = find_stage(stages, command.to);
  if (!wants_agreement(card) || !pulls(from ? from->role : Role::kIntake, to->role)) return Done{};
  const Result<Unagreed> unagreed = unagreed_of(settings_, command.actor.portal, command.group);
  if (!unagreed) return unagreed.error();
  if (*unagreed == Unagreed::kForbid) return Error{ErrorKind::kConflict, "entry.agreement", {}};
  return Done{};
}

Result<std::int64_t> MoveCard::standing_in(PortalId portal, GroupId group, StageId stage) {
  const Result<BoardSnapshot> board = cards_.board(portal, group, false);
  if (!board) return board.error();
  return std::count_if(board->cards.begin(), board->cards.end(),
                       [stage](const Card& card) { return card.stage == stage; });
}

}  // namespace sd::kanban
