// FlowRebuildStore on SOCI. Thread-safe.
#pragma once

#include "extension/storage/database.h"
#include "kanban/flow_rebuild_store.h"

namespace sd::kanban::sql {

class SociFlowRebuild final : public FlowRebuildStore {
 public:
  explicit SociFlowRebuild(storage::Database& database) : database_(database) {}

  Result<std::vector<FlowPoint>> points(PortalId portal) override;
  Result<FlowPoint> begin(PortalId portal, GroupId group, std::int64_t basis) override;
  Result<FlowPoint> step(PortalId portal, const FlowPoint& point, std::size_t limit, const Make& make,
                         TimePoint now) override;

 private:
  storage::Database& database_;
};

}  // namespace sd::kanban::sql
