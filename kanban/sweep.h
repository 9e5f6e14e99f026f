// Use case: once a night the whole list of the bound groups is held against the stored cards. Finds what no
// list of changes can show: deleted tasks, tasks that left for groups that are not bound, rows missed long
// ago. Source: portal-api.md 3.9.
#pragma once

#include <map>
#include <mutex>
#include <stop_token>
#include <vector>

#include "kanban/on_the_way.h"
#include "kanban/repair_tickets.h"

namespace sd::kanban {

// A setting of the portal: the instant (UTC ms) of the last request for a sweep.
inline constexpr const char* kSweepAsked = "sync.sweep_asked";

class Sweep {
 public:
  Sweep(Portal& portal, CardStore& cards, RepairTickets& repair, OnTheWay& on_the_way)
      : portal_(portal), cards_(cards), repair_(repair), on_the_way_(on_the_way) {}

  // Two requests per 2,500 tasks and as many cards in memory. Cards of tasks that are not listed are only
  // noted: their events may be on the way; confirm() looks at them. Leaves alone what Reconcile leaves alone.
  // Errors: "sweep.stopped" (kUnavailable) when `stop` was asked for; those of portal and stores. What was
  // repaired stays; the next run begins from the start.
  Result<Repairs> run(PortalId portal, const std::stop_token& stop);

  // Forgets the noted cards that are still there although events had their time, once the portal confirms
  // that the tasks are gone. Nothing to do: no request.
  Result<Repairs> confirm(PortalId portal);

 private:
  struct Noted {
    TimePoint at;  // the portal's clock
    std::vector<Suspect> absent;
  };
  struct Run;
  Result<Repairs> take_page(Run& run, const StampPage& page, TicketId after);

  Portal& portal_;
  CardStore& cards_;
  RepairTickets& repair_;
  OnTheWay& on_the_way_;
  std::mutex mutex_;
  std::map<PortalId, Noted> noted_;
};

}  // namespace sd::kanban
