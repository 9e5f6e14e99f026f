#include "extension/clients/rules/public_view.h"

#include <algorithm>

namespace sd::clients {

using kanban::Role;

namespace {

Step step_of_role(Role role) {
  switch (role) {
    case Role::kIntake: return Step::kReceived;
    case Role::kTriage: return Step::kReview;
    case Role::kQueue: return Step::kQueue;
    case Role::kWork: return Step::kWork;
    case Role::kVerify: return Step::kCheck;
    case Role::kDone: return Step::kDone;
  }
  return Step::kReceived;
}

}  // namespace

std::string_view to_string(Step step) {
  switch (step) {
    case Step::kReceived: return "received";
    case Step::kReview: return "review";
    case Step::kQueue: return "queue";
    case Step::kWork: return "work";
    case Step::kCheck: return "check";
    case Step::kDone: return "done";
  }
  return "received";
}

Step step_of(const kanban::Card& card) {
  if (card.role != Role::kDone && card.awaiting_check) return Step::kCheck;
  return step_of_role(card.role);
}

std::vector<Step> line_of(std::span<const kanban::Stage> stages, Step now) {
  std::set<Step> steps{Step::kReceived, now, Step::kDone};
  for (const kanban::Stage& stage : stages) steps.insert(step_of_role(stage.role));
  return {steps.begin(), steps.end()};
}

std::vector<StepSpan> steps_of(std::span<const kanban::StageInterval> intervals) {
  std::vector<StepSpan> spans;
  for (const kanban::StageInterval& interval : intervals) {
    const Step step = step_of_role(interval.role);
    if (!spans.empty() && spans.back().step == step) {
      spans.back().to = interval.to;
    } else {
      spans.push_back({step, interval.from, interval.to});
    }
  }
  return spans;
}

const PublicWords::Entry* PublicWords::find(const std::string& title) const {
  if (title.empty()) return nullptr;
  const auto found = std::find_if(entries_.begin(), entries_.end(),
                                  [&title](const Entry& entry) { return entry.title == title; });
  return found == entries_.end() ? nullptr : &*found;
}

std::optional<Waits> waits_of(const kanban::Card& card, const PublicWords& stoppers) {
  const PublicWords::Entry* entry = card.stopper_known ? stoppers.find(card.stopper) : nullptr;
  if (entry == nullptr || (entry->public_title.empty() && !entry->waits_for_client)) return std::nullopt;
  return Waits{entry->public_title, entry->waits_for_client};
}

std::optional<PublicEstimate> estimate_of(const kanban::Card& card) {
  const bool agreed = card.agreement == kanban::Agreement::kAgreed;
  if (!card.estimate_minutes || (!agreed && card.agreement != kanban::Agreement::kAsked)) return std::nullopt;
  return PublicEstimate{*card.estimate_minutes, agreed};
}

std::string asked_because(std::span<const kanban::JournalRow> rows) {
  const std::string_view asked = to_string(kanban::Agreement::kAsked);
  const auto found = std::find_if(rows.rbegin(), rows.rend(), [asked](const kanban::JournalRow& row) {
    return row.fact == kanban::Fact::kAgreement && row.to == asked;
  });
  return found == rows.rend() ? std::string() : found->note;
}

PublicRequest public_request(const Client& client, const kanban::Card& card, const Marks& marks,
                             const PublicWords& types, const PublicWords& stoppers,
                             const std::set<UserId>& colleagues) {
  PublicRequest request;
  request.number = card.ticket;
  request.title = card.title;
  request.step = step_of(card);
  const PublicWords::Entry* type = card.type_known ? types.find(card.type) : nullptr;
  if (type != nullptr) request.type = type->public_title;
  if (request.step != Step::kDone) request.waits = waits_of(card, stoppers);
  request.estimate = estimate_of(card);
  request.deadline = card.deadline;
  request.created = card.created_at;
  request.changed =
      std::max({card.created_at, marks.last_word.value_or(TimePoint::min()),
                request.step == Step::kDone ? card.done_at.value_or(TimePoint::min()) : TimePoint::min()});
  request.own = client.user.value() != 0 && card.creator == client.user;
  if (colleagues.contains(card.creator)) request.author = card.creator;
  // Who is his own assignee has not been taken on by anybody yet.
  if (client.rules.names && card.assignee != card.creator) request.answers = card.assignee;
  request.unread = marks.last_word_to_me && *marks.last_word_to_me > marks.seen.value_or(TimePoint::min());
  return request;
}

}  // namespace sd::clients
