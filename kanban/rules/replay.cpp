#include "kanban/rules/replay.h"

#include <algorithm>
#include <charconv>

#include "kanban/rules/stage_roles.h"

namespace sd::kanban {
namespace {

template <class Number>
Number number_in(std::string_view text, Number otherwise) {
  Number value{};
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  return failed == std::errc{} && end == text.data() + text.size() ? value : otherwise;
}

bool is_observed(const JournalRow& row) { return !row.key.empty() && row.key.front() == 'o'; }

}  // namespace

bool meaningful(const JournalRow& row, const GroupRules& rules) {
  if (row.fact == Fact::kClass || row.source == Source::kExtension) return false;
  return row.source != Source::kRobot || rules.robots_count;
}

bool Replay::apply(const JournalRow& row) {
  const bool first = !state_.exists;
  if (first) begin(row);
  if (!first && is_observed(row) && repeats(row)) return false;
  const Role role_before = state_.role;
  apply_value(row);
  settle_role(row.at);
  if (!first) settle_update(row, role_before);
  return true;
}

void Replay::begin(const JournalRow& row) {
  state_.exists = true;
  state_.created_at = row.at;
  state_.last_update_at = row.at;
}

bool Replay::repeats(const JournalRow& row) const {
  switch (row.fact) {
    case Fact::kCreated: return created_;
    case Fact::kStage: return row.to == stage_text_;
    case Fact::kStatus: return number_in(row.to, 0) == static_cast<int>(state_.status);
    case Fact::kImportance: return (row.to == "1") == state_.important;
    case Fact::kType: return row.to == state_.type;
    case Fact::kStopper: return row.to == state_.stopper;
    case Fact::kEstimate: return read_estimate(row.to).minutes == state_.estimate;
    default: return false;
  }
}

// Whom the portal does not know (below 0) comes by a personal link: a client.
Speaker Replay::speaker(UserId actor) const {
  return actor.value() < 0 || group_.clients.contains(actor) ? Speaker::kClient : Speaker::kStaff;
}

void Replay::apply_value(const JournalRow& row) {
  switch (row.fact) {
    case Fact::kCreated:
      if (created_) return;
      created_ = true;
      if (stage_text_.empty()) move_to(row);
      if (row.source != Source::kRobot) {
        state_.last_speaker = speaker(row.actor);
      }
      return;
    case Fact::kStage: move_to(row); return;
    case Fact::kStatus: set_status(row); return;
    case Fact::kImportance: set_grounds(row.to == "1", state_.estimate); return;
    case Fact::kType: state_.type = row.to; return;
    case Fact::kStopper: set_stopper(row); return;
    case Fact::kEstimate: set_grounds(state_.important, read_estimate(row.to).minutes); return;
    case Fact::kComment:
      if (row.source == Source::kPerson || row.source == Source::kImport) {
        state_.last_speaker = speaker(row.actor);
      }
      return;
    case Fact::kOverride: {
      const std::optional<CardClass> value = class_from(row.to);
      state_.by_hand.reset();
      if (value) state_.by_hand = ClassOverride{*value, row.note, {state_.important, state_.estimate}};
      set_grounds(state_.important, state_.estimate);
      return;
    }
    case Fact::kAgreement: state_.agreement = agreement_from(row.to).value_or(Agreement::kNone); return;
    default: return;
  }
}

void Replay::move_to(const JournalRow& row) {
  const bool from_done = state_.stage_role == Role::kDone;
  stage_text_ = row.to;
  const Stage* stage = find_stage(group_.stages, StageId{number_in<std::int64_t>(row.to, 0)});
  const Stage* role_of = stage;
  if (!role_of) role_of = find_stage(group_.elsewhere, StageId{number_in<std::int64_t>(row.to, 0)});
  state_.stage = stage ? stage->id : StageId{0};
  if (role_of) state_.stage_role = role_of->role;
  if (state_.stage_role != Role::kDone && stage) state_.left_stage = stage->id;
  // A completed card that is pulled out of done, or moved by hand in a group we keep in step, is open again.
  // Not by a move of ours: it may have come late, behind somebody's completing it once more.
  const bool pulled_out = from_done && state_.stage_role != Role::kDone;
  if (row.fact == Fact::kStage && row.source != Source::kExtension &&
      (pulled_out || row.at >= group_.rules.bound_at)) {
    closed_by_status_ = false;
  }
}

void Replay::set_status(const JournalRow& row) {
  const int value = number_in(row.to, 0);
  if (value < static_cast<int>(TaskStatus::kPending) || value > static_cast<int>(TaskStatus::kDeferred))
    return;
  state_.status = static_cast<TaskStatus>(value);
  if (state_.status != TaskStatus::kCompleted) {
    closed_by_status_ = false;
  } else if (row.source != Source::kExtension && group_.rules.stage_follows_status) {
    closed_by_status_ = true;
  }
}

void Replay::set_stopper(const JournalRow& row) {
  if (row.to == state_.stopper) return;
  // An entry that was renamed still stops the task since it was set.
  if (!row.to.empty() && state_.stopper_since && group_.rules.stoppers.same(row.to, state_.stopper)) {
    state_.stopper = row.to;
    return;
  }
  if (state_.stopper_since) {
    state_.stopped_before = stopped_in_work(state_, row.at);
    if (state_.done_at) stopped_in_done_ += row.at - std::max(*state_.stopper_since, *state_.done_at);
  }
  state_.stopper = row.to;
  state_.stopper_since.reset();
  state_.stopper_by = UserId{};
  if (row.to.empty()) return;
  state_.stopper_since = row.at;
  state_.stopper_by = row.actor;
}

void Replay::set_grounds(bool important, Minutes estimate) {
  const Grounds grounds{important, estimate};
  if (estimate != state_.estimate) state_.agreement = Agreement::kNone;
  state_.important = important;
  state_.estimate = estimate;
  if (state_.by_hand && state_.by_hand->grounds != grounds) state_.by_hand.reset();
  state_.classified = classify(grounds, group_.rules.estimate_first, state_.by_hand);
}

void Replay::settle_role(TimePoint at) {
  const Role before = state_.role;
  state_.role = closed_by_status_ ? Role::kDone : state_.stage_role;
  if (before == Role::kDone && state_.role != Role::kDone && state_.done_at) leave_done();
  if (state_.role == Role::kDone) {
    completed_ = completed_ || state_.status == TaskStatus::kCompleted;
    if (!state_.done_at) {
      state_.done_at = at;
      stopped_in_done_ = Millis{0};
    }
  } else {
    opened_ = true;
  }
  if (state_.role == Role::kWork && !state_.work_since) {
    state_.work_since = at;
    state_.stopped_before = Millis{0};
  }
}

// What leaves done while its check is awaited, and was never completed there, was handed over and not done:
// its cycle goes on. Anything else is opened again.
void Replay::leave_done() {
  const bool handed_over = opened_ && !completed_ && state_.status == TaskStatus::kAwaitingCheck;
  state_.done_at.reset();
  completed_ = false;
  if (handed_over) {
    if (state_.work_since) state_.stopped_before += stopped_in_done_;
    return;
  }
  ++state_.cycle;
  state_.work_since.reset();
  state_.stopped_before = Millis{0};
}

void Replay::settle_update(const JournalRow& row, Role role_before) {
  if (!meaningful(row, group_.rules)) return;
  const bool reopens = row.fact == Fact::kStatus && state_.status != TaskStatus::kCompleted;
  const bool frozen = role_before == Role::kDone && state_.role == Role::kDone;
  if (frozen && !reopens) return;
  state_.last_update_at = row.at;
}

}  // namespace sd::kanban
