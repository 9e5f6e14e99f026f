#include "kanban/sync_stages.h"

#include <algorithm>

namespace sd::kanban {

Result<StagesOutcome> SyncStages::run(PortalId portal, GroupId group) {
  const Result<std::vector<PortalStage>> seen = portal_.stages(background(portal), group);
  if (!seen) return seen.error();
  const Result<std::vector<Stage>> known = cards_.stages(portal, group);
  if (!known) return known.error();

  StagesOutcome outcome{keep_in_step(group, *known, *seen), {}};
  if (!outcome.step.changed) return outcome;
  Result<std::vector<TicketId>> displaced = cards_in(portal, group, outcome.step.removed);
  if (!displaced) return displaced.error();
  outcome.displaced = std::move(displaced).value();

  const Status stored = cards_.put_stages(portal, group, outcome.step.stages, portal_.now(portal));
  if (!stored) return stored.error();
  const Result<std::int64_t> revision = cards_.revision(portal, group);
  if (!revision) return revision.error();
  revisions_.changed(portal, group, *revision);
  tell(portal, group, outcome.step, *known);
  return outcome;
}

Result<std::vector<TicketId>> SyncStages::cards_in(PortalId portal, GroupId group,
                                                   const std::vector<Stage>& removed) {
  std::vector<TicketId> displaced;
  if (removed.empty()) return displaced;
  const Result<BoardSnapshot> board = cards_.board(portal, group, true);
  if (!board) return board.error();
  for (const Card& card : board->cards) {
    if (find_stage(removed, card.stage)) displaced.push_back(card.ticket);
  }
  return displaced;
}

void SyncStages::tell(PortalId portal, GroupId group, const StagesInStep& step,
                      const std::vector<Stage>& known) {
  // The first stages of a group are no news: the installer has just chosen them.
  if (!known.empty()) {
    for (const Stage& stage : step.appeared) notices_.appeared(portal, group, stage);
  }
  for (const Stage& stage : step.removed) notices_.removed(portal, group, stage);
  const std::vector<std::string> before = role_problems(known);
  std::vector<std::string> fresh;
  std::copy_if(step.problems.begin(), step.problems.end(), std::back_inserter(fresh),
               [&](const std::string& code) {
                 return known.empty() || std::find(before.begin(), before.end(), code) == before.end();
               });
  if (!fresh.empty()) notices_.problems(portal, group, fresh);
}

}  // namespace sd::kanban
