// Keeps the points of a back-fill and tells the figures of it to whoever watches.
#pragma once

#include <map>
#include <mutex>

#include "extension/core/clock.h"
#include "kanban/fill_store.h"
#include "kanban/portal.h"
#include "kanban/sync_health.h"

namespace sd::kanban {

class FillBook {
 public:
  FillBook(FillStore& store, Portal& portal, SyncHealth& health, const Clock& clock)
      : store_(store), portal_(portal), health_(health), clock_(clock) {}

  // The point of a phase that is to be worked on now; a fresh one when it never was. Errors: the store's.
  Result<FillPoint> open(PortalId portal, GroupId group, FillPhase phase);

  // Whether the phase was begun, or asked for, and has not come to its end.
  Result<bool> unfinished(PortalId portal, FillPhase phase);

  // Counts the requests since open() or the last keep() into the point, stores it and sets the portal's
  // figures.
  Status keep(PortalId portal, FillPoint& point);
  // `left`: objects that could not be read.
  Status finish(PortalId portal, FillPoint& point, std::int64_t left = 0);

 private:
  void publish(PortalId portal, const std::vector<FillPoint>& points, FillPhase now);

  FillStore& store_;
  Portal& portal_;
  SyncHealth& health_;
  const Clock& clock_;
  std::mutex mutex_;
  std::map<PortalId, std::int64_t> counted_;  // requests of the portal that are in some point
};

}  // namespace sd::kanban
