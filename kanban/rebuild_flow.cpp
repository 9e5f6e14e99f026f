#include "kanban/rebuild_flow.h"

#include <algorithm>

#include "kanban/group_contexts.h"

namespace sd::kanban {
namespace {

const FlowPoint* point_of(const std::vector<FlowPoint>& points, GroupId group) {
  const auto found = std::find_if(points.begin(), points.end(),
                                  [group](const FlowPoint& point) { return point.group == group; });
  return found == points.end() ? nullptr : &*found;
}

}  // namespace

Status RebuildFlow::run(PortalId portal, TimePoint now, const Watch& watch) {
  const Result<GroupContexts> groups = GroupContexts::load(cards_, settings_, portal);
  if (!groups) return groups.error();
  const Result<std::vector<FlowPoint>> points = flows_.points(portal);
  if (!points) return points.error();
  const Clients nobody;  // who spoke is not counted
  for (const auto& [id, group] : groups->all()) {
    const FlowPoint* known = point_of(*points, id);
    const bool fits = known != nullptr && known->basis == group.flow_basis;
    if (fits && known->finished_at) continue;
    Result<FlowPoint> point = fits ? Result<FlowPoint>(*known) : flows_.begin(portal, id, group.flow_basis);
    const GroupView view = group.view(nobody);
    const auto make = [&view](std::span<const JournalRow> rows) { return ticket_flow(rows, view); };
    while (point && !point->finished_at) {
      point = flows_.step(portal, *point, kStep, make, now);
      if (point && !watch(*point)) return Done{};
    }
    if (!point && point.error().code != "flow.changed") return point.error();
  }
  return Done{};
}

}  // namespace sd::kanban
