// Use case: take over all tickets of a bound group, page by page; resumable, and harmless to repeat.
#pragma once

#include <functional>

#include "kanban/sync_tickets.h"

namespace sd::kanban {

struct ReadProgress {
  GroupId group;
  std::size_t done = 0;    // tickets read in this run
  std::size_t listed = 0;  // tickets listed so far; grows until the last page is known
  bool finished = false;
};

class FullRead {
 public:
  // Called after every chunk; false stops the run after what is stored, to be resumed later.
  using Progress = std::function<bool(const ReadProgress&)>;

  FullRead(Portal& portal, CardStore& cards, SyncTickets& sync)
      : portal_(portal), cards_(cards), sync_(sync) {}

  // Continues from the group's cursor and marks the group synced at the end. A run that began at the
  // beginning also looks at open cards the portal did not list, and so forgets deleted tickets. Lists of
  // 2,500 ids are the most it holds besides a chunk of tickets. Errors: "group.not_bound"; those of portal
  // and stores: what was read is kept, and the next run goes on from there.
  Result<SyncOutcome> run(PortalId portal, GroupId group, const Progress& progress);

 private:
  struct Run;
  Result<bool> take_page(Run& run, const TicketPage& page);
  Status look_for_missing(Run& run);
  Status save_cursor(Run& run, TicketId cursor, bool synced);

  Portal& portal_;
  CardStore& cards_;
  SyncTickets& sync_;
};

// The group's binding as it is stored now. Errors: "group.not_bound" (kNotFound); the store's.
Result<BoundGroup> find_bound(CardStore& cards, PortalId portal, GroupId group);

}  // namespace sd::kanban
