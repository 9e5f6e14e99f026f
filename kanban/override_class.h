// Use case: a manager sets a card's class by hand, or drops what was set. Source: domain.md 4.
#pragma once

#include <optional>
#include <string>

#include "kanban/sync_tickets.h"

namespace sd::kanban {

struct OverrideClassCommand {
  Actor actor;  // the manager; the caller has checked that he is one
  GroupId group;
  TicketId ticket;
  std::optional<CardClass> value;  // absent: back to the computed class
  std::string reason;              // the manager's words; needed unless dropped
};

class OverrideClass {
 public:
  OverrideClass(Portal& portal, CardStore& cards, SyncTickets& sync)
      : portal_(portal), cards_(cards), sync_(sync) {}

  // The card with its class. The override stands until importance or estimate change. Nothing is written to
  // the portal; the ticket is read as that person, who must be able to see it. Errors: "card.not_found";
  // "override.reason_missing"; "override.reason_too_long" above kMaxReason bytes; the portal's; the stores'.
  Result<Card> run(const OverrideClassCommand& command);

  static constexpr std::size_t kMaxReason = 1000;

 private:
  Portal& portal_;
  CardStore& cards_;
  SyncTickets& sync_;
};

}  // namespace sd::kanban
