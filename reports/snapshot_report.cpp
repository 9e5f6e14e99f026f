#include "reports/snapshot_report.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace sd::reports {

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

  const kanban::Clients nobody;  // who spoke last is not reported
  const kanban::GroupView view{*stages, nobody, own};
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
