#include "reports/snapshot_report.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "kanban/rules/stage_titles.h"

namespace sd::reports {
namespace {

// Tickets may have stood in stages of other groups, and in deleted ones.
Result<std::vector<kanban::Stage>> stages_elsewhere(kanban::CardStore& store, PortalId portal, GroupId group,
                                                    const std::vector<kanban::BoundGroup>& bound) {
  std::vector<kanban::Stage> elsewhere;
  for (const kanban::BoundGroup& one : bound) {
    const Result<std::vector<kanban::Stage>> stages = store.stages(portal, one.group);
    if (!stages) return stages.error();
    const Result<std::vector<kanban::StageTitle>> titles = store.titles(portal, one.group);
    if (!titles) return titles.error();
    const std::vector<kanban::Stage> deleted = kanban::deleted_stages(one.group, *stages, *titles);
    elsewhere.insert(elsewhere.end(), deleted.begin(), deleted.end());
    if (one.group != group) elsewhere.insert(elsewhere.end(), stages->begin(), stages->end());
  }
  return elsewhere;
}

}  // namespace

Result<Snapshot> snapshot_report(kanban::CardStore& store, PortalId portal, GroupId group,
                                 const kanban::GroupRules& rules, TimePoint at) {
  const Result<std::vector<kanban::BoundGroup>> bound = store.groups(portal);
  if (!bound) return bound.error();
  const auto found = std::find_if(bound->begin(), bound->end(),
                                  [&](const kanban::BoundGroup& one) { return one.group == group; });
  if (found == bound->end()) {
    return Error{ErrorKind::kNotFound, "group.unbound",
                 "group " + std::to_string(group.value()) + " is not connected"};
  }
  kanban::GroupRules own = rules;
  own.bound_at = found->bound_at;
  own.status_follows_stage = found->status_follows_stage;
  own.stage_follows_status = found->stage_follows_status;
  own.estimate_first = found->estimate_first;
  const Result<std::vector<kanban::Stage>> stages = store.stages(portal, group);
  if (!stages) return stages.error();
  const Result<std::vector<kanban::Stage>> elsewhere = stages_elsewhere(store, portal, group, *bound);
  if (!elsewhere) return elsewhere.error();

  const kanban::Clients nobody;  // who spoke last is not reported
  const kanban::GroupView view{*stages, nobody, own, *elsewhere};
  SnapshotBuilder builder(view, at);
  const Status read = store.each_history(
      portal, group, [&](const kanban::Card& card, const std::vector<kanban::JournalRow>& rows) {
        builder.add(card, rows);
        return true;
      });
  if (!read) return read.error();
  return std::move(builder).finish();
}

}  // namespace sd::reports
