// FlowStore in the tables flow_cycle and flow_stop, which kanban/sql writes. Thread-safe.
#pragma once

#include "extension/storage/database.h"
#include "reports/flow_store.h"

namespace sd::reports::sql {

class SociFlowStore final : public FlowStore {
 public:
  explicit SociFlowStore(storage::Database& database) : database_(database) {}

  Status each_cycle(PortalId portal, std::span<const GroupId> groups, TimePoint from, TimePoint to,
                    const TakeCycle& take) override;
  Status each_stop(PortalId portal, std::span<const GroupId> groups, TimePoint from, TimePoint to,
                   const TakeStop& take) override;
  Result<std::vector<StopRow>> stops_of(PortalId portal, std::span<const TicketId> tickets) override;
  Result<std::vector<std::pair<TicketId, TimePoint>>> last_updates(
      PortalId portal, std::span<const TicketId> tickets) override;
  Result<FlowState> state(PortalId portal, std::span<const GroupId> groups) override;

 private:
  storage::Database& database_;
};

}  // namespace sd::reports::sql
