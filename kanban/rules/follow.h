// Stage and status follow one another: what a person changed on one side is carried to the other.
// Source: domain.md 2, last paragraphs.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "kanban/rules/group_rules.h"
#include "kanban/rules/journal.h"

namespace sd::kanban {

// What is to be written to the portal, in the background. Steps come in order; never both steps and a move.
struct FollowPlan {
  std::vector<StatusStep> steps;
  std::optional<StageId> move;

  bool empty() const { return steps.empty() && !move; }
  friend bool operator==(const FollowPlan&, const FollowPlan&) = default;
};

// Looks at the latest fact of a person among creation, stage and status, not before the group was bound:
//
// | latest fact | now | plan |
// |---|---|---|
// | moved (or created) into work | not in progress | start |
// | the same | completed, awaiting, deferred | renew, start |
// | moved back from work | in progress | pause |
// | moved (or created) into done | open | complete |
// | moved out of done, or to a stage before it | completed, awaiting | renew |
// | completed in the portal | not in done | move to done |
// | awaiting check, by whatever way | a verify stage exists | move there |
// | the same | none; in done | move back to the stage it left: it is not done yet |
// | the same | none; elsewhere | the card stays, with its mark |
// | re-opened in the portal | in done | move back to the stage it left |
// | returned by the client | in verify | move back to the work stage it was in |
//
// Nothing when the two sides agree, when the switch of that direction is off, when a robot changed either
// side since, when four writes of ours have not brought them together, or when four facts in a row each came
// within 15 s behind a write of ours (somebody's automation disagrees, in a person's name or not).
// Applying a plan and asking again ends in no plan. O(rows).
FollowPlan follow(std::span<const JournalRow> rows, const GroupView& group);

}  // namespace sd::kanban
