// Port: cycles and stopper intervals of tickets, as kanban keeps them beside the journal. Implemented by
// SociFlowStore; tests/contract/stores/soci_flow_store_test.cpp holds it to a naive reading.
#pragma once

#include <functional>
#include <span>
#include <utility>
#include <vector>

#include "extension/core/result.h"
#include "reports/rules/flow_rows.h"

namespace sd::reports {

// How much of the groups' past is there to be counted.
struct FlowState {
  std::int64_t planned = 0;  // cards of groups that are being counted anew
  std::int64_t done = 0;     // those of them that are
  bool rebuilding = false;   // some group is being counted anew, or will be
  std::int64_t unread = 0;   // cards whose past is not read yet, or cannot be: they count nowhere

  friend bool operator==(const FlowState&, const FlowState&) = default;
};

class FlowStore {
 public:
  virtual ~FlowStore() = default;

  // Hands out, in no order to rely on, the cycles of the groups' cards that began before `to` and were not
  // done before `from`. The row is good for the call only and may be changed by it. Costs what the period
  // holds, not what the years before and after it do.
  using TakeCycle = std::function<void(CycleRow& row)>;
  virtual Status each_cycle(PortalId portal, std::span<const GroupId> groups, TimePoint from, TimePoint to,
                            const TakeCycle& take) = 0;
  // The stopper intervals that began before `to` and did not end before `from`, in the same way.
  using TakeStop = std::function<void(StopRow& row)>;
  virtual Status each_stop(PortalId portal, std::span<const GroupId> groups, TimePoint from, TimePoint to,
                           const TakeStop& take) = 0;
  // All stopper intervals of these tickets, ticket by ticket, ascending.
  virtual Result<std::vector<StopRow>> stops_of(PortalId portal, std::span<const TicketId> tickets) = 0;
  // When these tickets' cards were last updated (LU counts from then); without those that have no card.
  virtual Result<std::vector<std::pair<TicketId, TimePoint>>> last_updates(
      PortalId portal, std::span<const TicketId> tickets) = 0;
  virtual Result<FlowState> state(PortalId portal, std::span<const GroupId> groups) = 0;
};

}  // namespace sd::reports
