// A FillStore in memory.
#pragma once

#include <map>
#include <mutex>
#include <tuple>

#include "kanban/fill_store.h"

namespace sd::test {

class MemoryFillStore final : public kanban::FillStore {
 public:
  Result<std::vector<kanban::FillPoint>> points(PortalId portal) override {
    const std::lock_guard lock(mutex_);
    std::vector<kanban::FillPoint> all;
    for (const auto& [key, point] : points_) {
      if (std::get<0>(key) == portal) all.push_back(point);
    }
    return all;
  }
  Status put(PortalId portal, const kanban::FillPoint& point) override {
    const std::lock_guard lock(mutex_);
    points_.insert_or_assign({portal, point.group, point.phase}, point);
    return Done{};
  }

 private:
  std::mutex mutex_;
  std::map<std::tuple<PortalId, GroupId, kanban::FillPhase>, kanban::FillPoint> points_;
};

}  // namespace sd::test
