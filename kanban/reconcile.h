// Use case: the net under the events. Looks at every ticket of the bound groups that changed since the last
// time and whose change no event has brought. Source: architecture.md 4, "No event is lost"; portal-api.md
// 3.9.
#pragma once

#include "kanban/bound_group.h"
#include "kanban/on_the_way.h"
#include "kanban/repair_tickets.h"

namespace sd::kanban {

class Reconcile {
 public:
  Reconcile(Portal& portal, CardStore& cards, RepairTickets& repair, OnTheWay& on_the_way)
      : portal_(portal), cards_(cards), repair_(repair), on_the_way_(on_the_way) {}

  // All groups of the portal whose full read has come to its end, in one list: one request when less than a
  // page has changed, and none for a ticket that is known as it is listed. Changes that are younger than
  // events take are left for the next run, tickets whose events wait are left to them. Looks kOverlap further
  // back than the last run that ended well (the first one: than the binding), because the portal's list may
  // lag behind its changes. Errors: those of portal and stores; the next run then covers the same time again.
  Result<Repairs> run(PortalId portal);

  static constexpr Millis kOverlap = std::chrono::minutes{5};

 private:
  Result<Repairs> take_page(PortalId portal, std::span<const TicketStamp> rows, TimePoint settled,
                            const std::unordered_set<TicketId>& waiting);
  Status save(PortalId portal, std::span<const GroupId> groups, TimePoint settled);

  Portal& portal_;
  CardStore& cards_;
  RepairTickets& repair_;
  OnTheWay& on_the_way_;
};

}  // namespace sd::kanban
