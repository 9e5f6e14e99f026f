// Use case: look at tickets that a list of the portal's shows otherwise than the stored cards, and tell what
// was really amiss.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "kanban/sync_tickets.h"

namespace sd::kanban {

// Why a ticket is looked at.
enum class Amiss {
  kMissed,   // listed, and there is no card
  kMoved,    // the card stands in another group
  kChanged,  // changed after the card was last seen
  kUnsure,   // changed in the very second the card was last seen: mostly nothing
  kGone      // a card, and the portal does not list the ticket
};

struct Suspect {
  TicketId ticket;
  Amiss why = Amiss::kChanged;
  TimePoint changed_at{};  // as listed
};

// The stored card against the portal's list; nullopt: they agree. `card` nullptr: there is none.
std::optional<Suspect> compare(const TicketStamp& listed, const SeenCard* card);

struct Repairs {
  std::size_t looked = 0;                                    // tickets read
  std::size_t missed = 0, moved = 0, changed = 0, gone = 0;  // cards that were amiss and are right now
  std::vector<std::pair<TicketId, std::string>> failed;  // tickets that cannot be read, with the error's code

  std::size_t total() const { return missed + moved + changed + gone; }
  Repairs& operator+=(const Repairs& other);
};

class RepairTickets {
 public:
  RepairTickets(CardStore& cards, SyncTickets& sync) : cards_(cards), sync_(sync) {}

  // A ticket that cannot be read for a reason of its own holds up no other. Errors: those of portal and
  // stores; what was looked at before stays.
  Result<Repairs> run(PortalId portal, std::span<const Suspect> suspects);

 private:
  Result<SyncOutcome> look(PortalId portal, std::span<const TicketId> tickets, Repairs& repairs);

  CardStore& cards_;
  SyncTickets& sync_;
};

}  // namespace sd::kanban
