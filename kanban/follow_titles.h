// Use case: tasks follow when an entry of a dictionary is renamed, or merged into another: the portal's
// fields hold titles (domain.md 3).
#pragma once

#include <functional>

#include "kanban/sync_tickets.h"

namespace sd::kanban {

class FollowTitles {
 public:
  // All references must outlive this object.
  FollowTitles(Portal& portal, CardStore& cards, SettingsStore& settings, SyncTickets& sync)
      : portal_(portal), cards_(cards), settings_(settings), sync_(sync) {}

  // Writes the new title into every task of the bound groups that holds a former one, in the background, and
  // settles the title when none does any more. Such a write is ours: no update of the task, no end of a
  // stopper. Ends early when `go_on` says no; what is not done is done by the next run. A task that the
  // portal does not let us write stays as it is and is tried again with the next run. Returns how many were
  // written. Errors: those of portal and stores.
  Result<std::int64_t> run(PortalId portal, const std::function<bool()>& go_on);

 private:
  struct Follower;
  Status follow(Follower& run, const FormerTitle& title);
  Result<bool> write(Follower& run, const FormerTitle& title, TicketId ticket);

  Portal& portal_;
  CardStore& cards_;
  SettingsStore& settings_;
  SyncTickets& sync_;
};

}  // namespace sd::kanban
