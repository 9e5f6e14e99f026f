#include "kanban/rules/project.h"

#include <algorithm>

#include "kanban/rules/as_of.h"
#include "kanban/rules/stage_roles.h"
#include "kanban/rules/tags.h"

namespace sd::kanban {
namespace {

void take_portal(Card& card, const Ticket& ticket) {
  card.ticket = ticket.id;
  card.group = ticket.group;
  card.status = ticket.status;
  card.title = ticket.title;
  card.xml_id = ticket.xml_id;
  card.assignee = ticket.assignee;
  card.creator = ticket.creator;
  card.company = ticket.companies.empty() ? CompanyId{} : ticket.companies.front();
  card.important = ticket.important;
  card.task_control = ticket.task_control;
  card.spent_minutes = (std::max<std::int64_t>(0, ticket.spent_seconds) + 30) / 60;
  card.created_at = ticket.created_at;
  card.deadline = ticket.deadline;
  card.closed_at = ticket.closed_at;
  card.comments = ticket.comments;
  card.tags = tags_text(ticket.tags);
  card.awaiting_check = ticket.status == TaskStatus::kAwaitingCheck;
}

void take_fields(Card& card, const Ticket& ticket, const CardAsOf& now, const GroupRules& rules) {
  Dictionary::Match type = rules.types.match(ticket.type);
  card.type = std::move(type.title);
  card.type_known = type.known;
  Dictionary::Match stopper = rules.stoppers.match(ticket.stopper);
  card.stopper = std::move(stopper.title);
  card.stopper_known = stopper.known;
  if (!card.stopper.empty()) {
    card.stopper_since = now.stopper_since.value_or(ticket.changed_at);
    card.stopper_by = now.stopper_by;
  }
  PortalEstimate estimate = read_estimate(ticket.estimate);
  card.estimate_minutes = estimate.minutes;
  card.estimate_invalid = std::move(estimate.invalid);
  card.agreement = now.agreement;
}

void take_class(Card& card, const CardAsOf& now, const GroupRules& rules) {
  const Classified classified =
      classify({card.important, card.estimate_minutes}, rules.estimate_first, now.by_hand);
  card.card_class = classified.value;
  card.class_reason = classified.reason;
  if (classified.reason == ClassReason::kOverride) card.override_reason = now.by_hand->reason;
}

void take_times(Card& card, const CardAsOf& now) {
  card.last_update_at = now.last_update_at;
  card.last_speaker = now.last_speaker;
  card.work_since = now.work_since;
  card.done_at = now.done_at;
  card.stopped_before_ms = now.stopped_before.count();
  card.cycle = now.cycle;
}

}  // namespace

Card project(const Ticket& ticket, std::span<const JournalRow> rows, const GroupView& group) {
  const CardAsOf now = latest(rows, group);
  Card card;
  take_portal(card, ticket);
  // The journal's stage is the newer truth when a history was read after its ticket.
  const Stage* stage = find_stage(group.stages, now.stage);
  if (!stage) stage = resolve_stage(group.stages, ticket.stage);
  card.role = now.role;
  if (!stage && !group.stages.empty()) {
    stage = &group.stages.front();
    if (card.role != Role::kDone) card.role = stage->role;
  }
  card.stage = stage ? stage->id : ticket.stage;
  take_fields(card, ticket, now, group.rules);
  take_class(card, now, group.rules);
  take_times(card, now);
  return card;
}

}  // namespace sd::kanban
