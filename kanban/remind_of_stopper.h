// Use case: somebody sets the day on which to come back to a stopped card. Source: domain.md 3.
#pragma once

#include <optional>

#include "kanban/sync_tickets.h"

namespace sd::kanban {

struct RemindOfStopperCommand {
  Actor actor;  // the person
  GroupId group;
  TicketId ticket;
  std::optional<TimePoint> at;  // absent: no day any more
};

class RemindOfStopper {
 public:
  RemindOfStopper(Portal& portal, CardStore& cards, SyncTickets& sync)
      : portal_(portal), cards_(cards), sync_(sync) {}

  // The card; the day is in its journal (Fact::kFollowUp) and holds as long as the stopper that stands now.
  // The ticket is read as the person, who must be able to see it; nothing is written to the portal. Errors:
  // "card.not_found"; "stopper.none" (kConflict) for a card nothing stops; the portal's; the stores'.
  Result<Card> run(const RemindOfStopperCommand& command);

 private:
  Portal& portal_;
  CardStore& cards_;
  SyncTickets& sync_;
};

}  // namespace sd::kanban
