#include "kanban/rules/stage_roles.h"

#include <algorithm>

namespace sd::kanban {
namespace {

// The role of a stage that appears behind `before` (in order): the nearest one to the left that is not done.
Role role_of_left(std::span<const Stage> before) {
  for (auto stage = before.rbegin(); stage != before.rend(); ++stage) {
    if (stage->role != Role::kDone) return stage->role;
  }
  return Role::kIntake;
}

std::vector<PortalStage> by_sort(std::span<const PortalStage> stages) {
  std::vector<PortalStage> sorted(stages.begin(), stages.end());
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const PortalStage& a, const PortalStage& b) { return a.sort < b.sort; });
  return sorted;
}

}  // namespace

const Stage* find_stage(std::span<const Stage> stages, StageId id) {
  const auto found = std::find_if(stages.begin(), stages.end(), [&](const Stage& s) { return s.id == id; });
  return found == stages.end() ? nullptr : &*found;
}

const Stage* first_with_role(std::span<const Stage> stages, Role role) {
  const auto found =
      std::find_if(stages.begin(), stages.end(), [&](const Stage& s) { return s.role == role; });
  return found == stages.end() ? nullptr : &*found;
}

const Stage* resolve_stage(std::span<const Stage> stages, StageId id) {
  if (id == StageId{0}) return stages.empty() ? nullptr : &stages.front();
  return find_stage(stages, id);
}

std::vector<std::string> role_problems(std::span<const Stage> stages) {
  const auto count = [&](Role role) {
    return std::count_if(stages.begin(), stages.end(), [&](const Stage& s) { return s.role == role; });
  };
  std::vector<std::string> problems;
  if (count(Role::kIntake) == 0) problems.emplace_back("stages.no_intake");
  if (count(Role::kWork) == 0) problems.emplace_back("stages.no_work");
  if (count(Role::kDone) == 0) problems.emplace_back("stages.no_done");
  if (count(Role::kDone) > 1) problems.emplace_back("stages.many_done");
  return problems;
}

StagesInStep keep_in_step(GroupId group, std::span<const Stage> known, std::span<const PortalStage> seen) {
  StagesInStep step;
  for (const PortalStage& portal : by_sort(seen)) {
    const Stage* old = find_stage(known, portal.id);
    const Role role = old ? old->role : role_of_left(step.stages);
    step.stages.push_back({portal.id, group, portal.title, portal.color, portal.sort, role});
    if (!old) step.appeared.push_back(step.stages.back());
  }
  for (const Stage& old : known) {
    if (!find_stage(step.stages, old.id)) step.removed.push_back(old);
  }
  step.problems = role_problems(step.stages);
  step.changed = !std::equal(step.stages.begin(), step.stages.end(), known.begin(), known.end());
  return step;
}

}  // namespace sd::kanban
