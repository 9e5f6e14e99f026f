#include "kanban/ticket_claims.h"

#include <algorithm>

namespace sd::kanban {

TicketClaims::Claim::~Claim() {
  if (!claims_) return;
  {
    const std::lock_guard lock(claims_->mutex_);
    for (const TicketId ticket : tickets_) claims_->held_.erase({portal_, ticket});
  }
  claims_->given_back_.notify_all();
}

TicketClaims::Claim TicketClaims::wait(PortalId portal, std::span<const TicketId> tickets) {
  std::unique_lock lock(mutex_);
  given_back_.wait(lock, [&] { return free(portal, tickets); });
  return hold(portal, tickets);
}

std::optional<TicketClaims::Claim> TicketClaims::wait_for(PortalId portal, std::span<const TicketId> tickets,
                                                          Millis patience) {
  std::unique_lock lock(mutex_);
  if (!given_back_.wait_for(lock, patience, [&] { return free(portal, tickets); })) return std::nullopt;
  return hold(portal, tickets);
}

bool TicketClaims::free(PortalId portal, std::span<const TicketId> tickets) const {
  return std::none_of(tickets.begin(), tickets.end(), [&](TicketId ticket) {
    return held_.contains({portal, ticket});
  });
}

TicketClaims::Claim TicketClaims::hold(PortalId portal, std::span<const TicketId> tickets) {
  for (const TicketId ticket : tickets) held_.emplace(portal, ticket);
  return {*this, portal, {tickets.begin(), tickets.end()}};
}

}  // namespace sd::kanban
