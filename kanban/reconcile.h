// Use case: the net under the events. Looks at every ticket of a bound group that changed since the last
// time. Source: architecture.md 4, "No event is lost".
#pragma once

#include "kanban/full_read.h"

namespace sd::kanban {

class Reconcile {
 public:
  Reconcile(Portal& portal, CardStore& cards, SyncTickets& sync)
      : portal_(portal), cards_(cards), sync_(sync) {}

  // Looks kOverlap further back than the last run that ended well (the first one: than the binding), because
  // the portal's list may lag behind its changes. Errors: "group.not_bound"; those of portal and stores; the
  // next run then covers the same time again.
  Result<SyncOutcome> run(PortalId portal, GroupId group);

  static constexpr Millis kOverlap = std::chrono::minutes{5};

 private:
  Portal& portal_;
  CardStore& cards_;
  SyncTickets& sync_;
};

}  // namespace sd::kanban
