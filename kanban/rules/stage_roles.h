// Stages of a bound group: looking them up, giving them roles, keeping them in step with the portal's own.
// Source: domain.md 2; portal-api.md 4.6.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "kanban/rules/stage.h"

namespace sd::kanban {

// `stages` ascending by sort in all of these. nullptr: no such stage.
const Stage* find_stage(std::span<const Stage> stages, StageId id);
const Stage* first_with_role(std::span<const Stage> stages, Role role);
// The stage the portal means by `id`: 0 is the first one. Unknown ids and an empty group: nullptr.
const Stage* resolve_stage(std::span<const Stage> stages, StageId id);

// What is wrong with the roles of a group, as codes; empty when nothing is: "stages.no_intake",
// "stages.no_work", "stages.no_done", "stages.many_done".
std::vector<std::string> role_problems(std::span<const Stage> stages);

struct StagesInStep {
  std::vector<Stage> stages;          // what we know from now on, in the portal's order
  std::vector<Stage> appeared;        // new in the portal; a notice to the administrator is due
  std::vector<Stage> removed;         // no longer in the portal
  std::vector<std::string> problems;  // role_problems() of `stages`
  bool changed = false;               // `stages` differs from what was known
};

// Titles, colours and order come from the portal, roles from what is known. A stage that appears gets the
// role of its left neighbour (intake when it is the leftmost); never a second done: right of done it gets the
// role of the nearest stage to the left that is not done. O(known + seen).
StagesInStep keep_in_step(GroupId group, std::span<const Stage> known, std::span<const PortalStage> seen);

// A default stage, from the manifests.
struct StageDefinition {
  Role role = Role::kIntake;
  std::string title;
  std::string color;
};

enum class StageAction {
  kKeep,    // stays as it is; only its role is ours
  kRename,  // an existing stage takes the default title, after asking
  kAdd,     // created in the portal
};

struct PlannedStage {
  StageAction action = StageAction::kKeep;
  Role role = Role::kIntake;
  std::string title;  // as it will be
  std::string color;  // as it will be; an existing stage keeps its own
  StageId existing;   // 0 with kAdd
  std::string existing_title;

  friend bool operator==(const PlannedStage&, const PlannedStage&) = default;
};

// How the default stages are put into a group, in the order the stages will have; nothing is ever deleted.
// A stage with the title of a default (without case and spaces) is that default. Otherwise the first stage
// becomes the first default, the last one the last, and stages between take the defaults that are missing at
// their place, the later ones first (so a portal's three become new, work, done). What is left over keeps its
// title and takes the role of its left neighbour. A stage for the client's check is added unless one has its
// title. `defaults` in their order, ending with the only done.
std::vector<PlannedStage> plan_stages(std::span<const PortalStage> existing,
                                      std::span<const StageDefinition> defaults);

}  // namespace sd::kanban
