// Makes known how each portal is doing: figures for the health page, and a line in the log when that changes.
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <string>

#include "extension/portal/condition.h"
#include "kanban/sync_health.h"

namespace sd::app {

class PortalWatch {
 public:
  using Log = std::function<void(PortalId portal, const std::string& line)>;

  // A spare administrator's access begins to serve. Must not wait: it is told in the middle of a call.
  using SpareServes = std::function<void(PortalId portal, UserId spare)>;

  PortalWatch(kanban::SyncHealth& health, Log log, SpareServes spare_serves)
      : health_(health), log_(std::move(log)), spare_serves_(std::move(spare_serves)) {}

  // Something has changed: Conditions::on_change.
  void heard(PortalId portal, const portal::Condition& now);
  // About once a second: when the portal answered last. An outage that began before the service was started
  // keeps its beginning until the portal answers. Errors of the health store mean that it is tried again.
  void keep(PortalId portal, const portal::Condition& now);

 private:
  struct Told {
    portal::Condition last;
    std::int64_t answered_at = 0;    // as recorded
    std::int64_t outage_before = 0;  // began before this process did
  };
  bool begin(PortalId portal);
  void record(PortalId portal, Told& told, const portal::Condition& now);

  kanban::SyncHealth& health_;
  const Log log_;
  const SpareServes spare_serves_;
  std::mutex mutex_;
  std::map<PortalId, Told> told_;
};

kanban::OutageReason outage_reason(const std::string& code);

}  // namespace sd::app
