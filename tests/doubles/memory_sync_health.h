// SyncHealth in memory.
#pragma once

#include <mutex>

#include "kanban/sync_health.h"

namespace sd::test {

class MemorySyncHealth final : public kanban::SyncHealth {
 public:
  using SyncHealth::set;
  void set(PortalId portal, kanban::Figure figure, std::int64_t value) override {
    const std::lock_guard lock(mutex_);
    figures_[portal][figure] = value;
  }
  void add(PortalId portal, kanban::Figure figure, std::int64_t delta) override {
    const std::lock_guard lock(mutex_);
    figures_[portal][figure] += delta;
  }
  Result<kanban::Figures> all(PortalId portal) override {
    const std::lock_guard lock(mutex_);
    return figures_[portal];
  }

 private:
  std::mutex mutex_;
  std::map<PortalId, kanban::Figures> figures_;
};

}  // namespace sd::test
