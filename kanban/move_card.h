// Use case: a person drags a card to another stage. The portal decides; its answer is the new truth.
#pragma once

#include "kanban/sync_tickets.h"

namespace sd::kanban {

struct MoveCardCommand {
  Actor actor;  // the person
  GroupId group;
  TicketId ticket;
  StageId to;
  std::int64_t seen_revision = 0;  // of the card, as the person saw it
};

class MoveCard {
 public:
  MoveCard(Portal& portal, CardStore& cards, SyncTickets& sync)
      : portal_(portal), cards_(cards), sync_(sync) {}

  // The card as the portal has it after the move and after what follows from it (domain.md 2). A move to
  // where the card is asks nobody. Errors: "card.not_found" (no such card in that group), "card.stale"
  // (kConflict: somebody changed it since), "card.stage_unknown" (no such stage in the group),
  // "portal.refused" with the portal's own words and the other errors of the portal; those of the stores.
  Result<Card> run(const MoveCardCommand& command);

 private:
  Portal& portal_;
  CardStore& cards_;
  SyncTickets& sync_;
};

}  // namespace sd::kanban
