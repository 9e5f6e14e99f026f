// Port: making anew what reports count of a group's tickets. Kept by SociFlowRebuild.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "extension/core/result.h"
#include "kanban/rules/ticket_flow.h"

namespace sd::kanban {

// How far a group is.
struct FlowPoint {
  GroupId group;
  std::int64_t basis = 0;  // flow_basis() its rows are, or are being, made for; 0: to be made anew
  TicketId last;           // made so far, by id
  std::int64_t done = 0;
  std::int64_t planned = 0;                // cards when it began
  std::optional<TimePoint> finished_at{};  // absent: under way

  friend bool operator==(const FlowPoint&, const FlowPoint&) = default;
};

class FlowRebuildStore {
 public:
  virtual ~FlowRebuildStore() = default;

  // Of the groups that have one, by group.
  virtual Result<std::vector<FlowPoint>> points(PortalId portal) = 0;
  // The group's rows are to be made for `basis`, from the first ticket on.
  virtual Result<FlowPoint> begin(PortalId portal, GroupId group, std::int64_t basis) = 0;

  using Make = std::function<TicketFlow(std::span<const JournalRow> rows)>;
  // The flows of the next `limit` tickets behind the point, made from their journals, in place of what is
  // kept of them, and the point behind them; one transaction. With none left the point is finished at `now`.
  // Errors: "flow.changed" (kConflict) when somebody has begun anew meanwhile, nothing is stored then; the
  // database's.
  virtual Result<FlowPoint> step(PortalId portal, const FlowPoint& point, std::size_t limit, const Make& make,
                                 TimePoint now) = 0;
};

}  // namespace sd::kanban
