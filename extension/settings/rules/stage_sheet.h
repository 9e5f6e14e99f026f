// The stages of a group as its settings page shows and saves them: what is wrong with a sheet, what has to be
// done in the portal so that its columns become the sheet, and what that changes. Source: domain.md 2;
// portal-api.md 4.6.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "extension/settings/rules/check.h"
#include "extension/settings/rules/difference.h"
#include "kanban/rules/stage.h"
#include "kanban/rules/stage_rule.h"

namespace sd::settings {

// One line of the sheet. A stage that is to be made has the id 0.
struct StageLine {
  StageId id;
  std::string title;
  std::string color;
  kanban::Role role = kanban::Role::kIntake;
  kanban::StageRule rule;

  friend bool operator==(const StageLine&, const StageLine&) = default;
};
using StageSheet = std::vector<StageLine>;

// Stages that go, and where the cards that stand in them are to be moved.
using Leaving = std::map<StageId, StageId>;

// The stages as they are known, with their rules.
StageSheet sheet_of(std::span<const kanban::Stage> stages, std::span<const kanban::StageRule> rules);

// Codes beside those of check() for titles, colours and rules: "stages.no_intake", "stages.no_work",
// "stages.no_done", "stages.many_done" of the whole sheet (role_problems()); "stages.unknown" for a line
// whose stage is not in `known`; "stages.nowhere" for a stage of `known` that is neither in the sheet nor
// leaving for one that is.
std::vector<Wrong> check_sheet(std::span<const StageLine> wanted, const Leaving& leaving,
                               std::span<const kanban::Stage> known);

// One call to the portal.
struct StageStep {
  std::size_t line = 0;              // of the sheet
  bool add = false;                  // else the stage of the line is changed
  std::string title;                 // "": stays
  std::string color;                 // "": stays
  std::optional<std::size_t> after;  // behind the stage of that line; absent: where it is
  bool first = false;                // to the very left

  friend bool operator==(const StageStep&, const StageStep&) = default;
};

// Steps in the order of the sheet, so that a line's left neighbour is there when it is placed. Stages that
// leave end up to the right of all others: the portal deletes no first stage. The sheet has been checked.
std::vector<StageStep> steps_to(std::span<const StageLine> wanted, std::span<const kanban::Stage> known);

// What differs, named by titles.
std::vector<Changed> sheet_difference(std::span<const StageLine> before, std::span<const StageLine> after);

// The rows of Section::kStages: of the lines whose rule asks for anything.
std::vector<Row> rule_rows(std::span<const StageLine> sheet);

}  // namespace sd::settings
