// Who brings stage and status of which tickets together at this moment, within this process. Two looks at one
// ticket may both find that something is owed; were both to write, the second would undo what a person did
// between the two. Who holds a ticket's claim looks at what is known by then before he writes.
#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <utility>
#include <vector>

#include "extension/core/ids.h"
#include "extension/core/time.h"

namespace sd::kanban {

class TicketClaims {
 public:
  // Given back at its end; must not outlive the claims.
  class Claim {
   public:
    Claim(TicketClaims& claims, PortalId portal, std::vector<TicketId> tickets)
        : claims_(&claims), portal_(portal), tickets_(std::move(tickets)) {}
    Claim(Claim&& other) noexcept
        : claims_(std::exchange(other.claims_, nullptr)),
          portal_(other.portal_),
          tickets_(std::move(other.tickets_)) {}
    Claim& operator=(Claim&&) = delete;
    ~Claim();

   private:
    TicketClaims* claims_;
    PortalId portal_;
    std::vector<TicketId> tickets_;
  };

  // All of `tickets` or none, repeated ones allowed. Waits until nobody else holds any of them: never call it
  // while holding a claim. Thread-safe.
  Claim wait(PortalId portal, std::span<const TicketId> tickets);
  // The same, waiting no longer than `patience`; nothing when somebody else holds one of them even then.
  std::optional<Claim> wait_for(PortalId portal, std::span<const TicketId> tickets, Millis patience);

 private:
  bool free(PortalId portal, std::span<const TicketId> tickets) const;
  Claim hold(PortalId portal, std::span<const TicketId> tickets);

  std::mutex mutex_;
  std::condition_variable given_back_;
  std::set<std::pair<PortalId, TicketId>> held_;
};

}  // namespace sd::kanban
