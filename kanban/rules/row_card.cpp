#include "kanban/rules/row_card.h"

#include <algorithm>
#include <vector>

#include "kanban/rules/history_rows.h"
#include "kanban/rules/project.h"
#include "kanban/rules/stage_roles.h"

namespace sd::kanban {
namespace {

TimePoint last_known_change(const Ticket& ticket) {
  const bool closed = ticket.status == TaskStatus::kCompleted && ticket.closed_at;
  return std::max(ticket.created_at, closed ? *ticket.closed_at : ticket.changed_at);
}

// The shortest journal that leads to the row: created in the first stage, then everything at once.
std::vector<JournalRow> shortest_journal(const Ticket& ticket, const GroupView& group) {
  const Look look{ticket, {}, {}, {}, {}, {}, std::nullopt, ticket.changed_at};
  const HistoryRows portal(look, group);
  const TimePoint at = last_known_change(ticket);
  std::vector<JournalRow> rows;
  JournalRow created = observed_row(Fact::kCreated, ticket.created_at, {}, {});
  if (const Stage* first = resolve_stage(group.stages, StageId{0})) created.to = id_text(first->id);
  created.order = kInitialOrder;
  created.source = Source::kRobot;
  rows.push_back(std::move(created));
  for (const Fact fact :
       {Fact::kStage, Fact::kImportance, Fact::kType, Fact::kStopper, Fact::kEstimate, Fact::kStatus}) {
    rows.push_back(observed_row(fact, at, {}, portal.present(fact)));
  }
  return rows;
}

}  // namespace

Card card_from_row(const Ticket& ticket, const GroupView& group) {
  Card card = project(ticket, shortest_journal(ticket, group), group);
  card.history_read = false;
  card.last_update_at = last_known_change(ticket);
  if (card.done_at) card.done_at = card.last_update_at;
  card.work_since.reset();
  card.stopped_before_ms = 0;
  card.last_speaker = Speaker::kNobody;
  card.cycle = 1;
  return card;
}

}  // namespace sd::kanban
