// Port: what the service knows about how well it keeps up with each portal. Whoever does the work records
// it here; the health page, /metrics and sdctl show it. Kept by SociSyncHealth across restarts.
// Source: portal-api.md 3.9.
#pragma once

#include "extension/core/ids.h"
#include "extension/core/result.h"
#include "extension/core/time.h"
#include "kanban/rules/sync_figures.h"

namespace sd::kanban {

// Thread-safe. set() and add() touch memory only and never fail; what they say reaches the database within
// about a second, and what a crash takes with it is at most that.
class SyncHealth {
 public:
  virtual ~SyncHealth() = default;

  virtual void set(PortalId portal, Figure figure, std::int64_t value) = 0;
  void set(PortalId portal, Figure figure, TimePoint at) { set(portal, figure, to_ms(at)); }
  virtual void add(PortalId portal, Figure figure, std::int64_t delta) = 0;

  // All figures of the portal that were ever recorded, those not yet in the database included.
  // Errors: "db.*".
  virtual Result<Figures> all(PortalId portal) = 0;
};

}  // namespace sd::kanban
