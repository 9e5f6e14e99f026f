#include "kanban/rules/follow.h"

#include "kanban/rules/replay.h"
#include "kanban/rules/stage_roles.h"

namespace sd::kanban {
namespace {

constexpr int kMaxOwnWrites = 4;
// A person needs longer to see what we wrote and to undo it; an automation that acts in a person's name does
// not. So many answers in a row, each that soon, are not followed any more.
constexpr Millis kAtOnce = std::chrono::seconds{15};
constexpr int kMaxAnswers = 4;

// What the journal says about who changed which side last.
struct Sides {
  CardAsOf now;
  const JournalRow* last = nullptr;  // the latest fact of a person on either side
  Role last_role = Role::kIntake;    // of the stage the card stood in after it
  bool robot_since = false;
  int own_since = 0;
  int answers = 0;      // facts of persons in a row that each came at once behind a write of ours
  bool worked = false;  // stood in work at or after the latest change of status
  StageId last_work;    // the last work stage it stood in
};

bool is_side(Fact fact) { return fact == Fact::kCreated || fact == Fact::kStage || fact == Fact::kStatus; }

Sides read_sides(std::span<const JournalRow> rows, const GroupView& group) {
  Sides sides;
  Replay replay(group);
  TimePoint wrote_at;
  for (const JournalRow& row : rows) {
    if (!replay.apply(row) || !is_side(row.fact)) continue;
    const CardAsOf& state = replay.state();
    const bool in_work = state.stage_role == Role::kWork;
    if (in_work && state.stage != StageId{0}) sides.last_work = state.stage;
    sides.worked = row.fact == Fact::kStatus ? in_work : sides.worked || in_work;
    if (row.source == Source::kExtension) {
      ++sides.own_since;
      wrote_at = row.at;
    } else if (row.source == Source::kRobot) {
      sides.robot_since = true;
    } else if (row.source == Source::kPerson && row.at >= group.rules.bound_at) {
      sides.last = &row;
      sides.last_role = state.stage_role;
      const bool answer = sides.own_since > 0 && row.at - wrote_at <= kAtOnce;
      sides.answers = answer ? sides.answers + 1 : 0;
      sides.robot_since = false;
      sides.own_since = 0;
    }
  }
  sides.now = replay.state();
  return sides;
}

class Follow {
 public:
  Follow(const Sides& sides, const GroupView& group) : sides_(sides), group_(group) {}

  FollowPlan plan() const {
    switch (sides_.now.stage_role) {
      case Role::kDone: return in_done();
      case Role::kVerify: return in_verify();
      case Role::kWork: return in_work();
      default: return before_work();
    }
  }

 private:
  bool moved() const { return sides_.last->fact == Fact::kStage; }
  // By a person, and not by us who brought back what he had moved into done.
  bool taken_back() const { return moved() && sides_.last_role != Role::kDone; }
  bool created() const { return sides_.last->fact == Fact::kCreated; }
  TaskStatus status() const { return sides_.now.status; }

  FollowPlan steps(std::vector<StatusStep> steps) const {
    if (!group_.rules.status_follows_stage) return {};
    return {std::move(steps), std::nullopt};
  }

  FollowPlan move_to(const Stage* stage) const {
    if (!stage || stage->id == sides_.now.stage || !group_.rules.stage_follows_status) return {};
    return {{}, stage->id};
  }
  FollowPlan move_to_role(Role role) const { return move_to(first_with_role(group_.stages, role)); }

  FollowPlan in_done() const {
    if (status() == TaskStatus::kCompleted) return {};
    if (status() == TaskStatus::kAwaitingCheck) {
      const Stage* verify = first_with_role(group_.stages, Role::kVerify);
      return verify ? move_to(verify) : move_back();
    }
    if (moved() || created()) return steps({StatusStep::kComplete});
    return move_back();
  }

  FollowPlan move_back() const {
    const Stage* left = find_stage(group_.stages, sides_.now.left_stage);
    if (left && left->role != Role::kDone) return move_to(left);
    return move_to_role(Role::kWork);
  }

  FollowPlan in_verify() const {
    if (status() == TaskStatus::kAwaitingCheck) return {};
    if (status() == TaskStatus::kCompleted) {
      return moved() ? steps({StatusStep::kRenew}) : move_to_role(Role::kDone);
    }
    const bool returned =
        sides_.last->fact == Fact::kStatus && (sides_.last->from == "4" || sides_.last->from == "5");
    if (!returned) return {};
    const Stage* work = find_stage(group_.stages, sides_.last_work);
    return work && work->role == Role::kWork ? move_to(work) : move_to_role(Role::kWork);
  }

  FollowPlan in_work() const {
    switch (status()) {
      case TaskStatus::kInProgress: return {};
      case TaskStatus::kPending: return moved() || created() ? steps({StatusStep::kStart}) : FollowPlan{};
      case TaskStatus::kCompleted:
        return moved() ? steps({StatusStep::kRenew, StatusStep::kStart}) : move_to_role(Role::kDone);
      case TaskStatus::kAwaitingCheck:
        return taken_back() ? steps({StatusStep::kRenew, StatusStep::kStart}) : move_to_role(Role::kVerify);
      case TaskStatus::kDeferred:
        return moved() ? steps({StatusStep::kRenew, StatusStep::kStart}) : FollowPlan{};
    }
    return {};
  }

  FollowPlan before_work() const {
    switch (status()) {
      case TaskStatus::kCompleted: return moved() ? steps({StatusStep::kRenew}) : move_to_role(Role::kDone);
      case TaskStatus::kAwaitingCheck:
        return taken_back() ? steps({StatusStep::kRenew}) : move_to_role(Role::kVerify);
      case TaskStatus::kInProgress:
        return moved() && sides_.worked ? steps({StatusStep::kPause}) : FollowPlan{};
      default: return {};
    }
  }

  const Sides& sides_;
  const GroupView& group_;
};

}  // namespace

FollowPlan follow(std::span<const JournalRow> rows, const GroupView& group) {
  const Sides sides = read_sides(rows, group);
  if (!sides.last || sides.robot_since || sides.own_since >= kMaxOwnWrites) return {};
  if (sides.answers >= kMaxAnswers) return {};
  return Follow(sides, group).plan();
}

}  // namespace sd::kanban
