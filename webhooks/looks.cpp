#include "webhooks/looks.h"

#include <algorithm>
#include <chrono>

namespace sd::webhooks {
namespace {

// Rows tell the second only.
constexpr std::chrono::seconds kRowsSecond{1};

}  // namespace

void Looks::looked(PortalId portal, std::span<const TicketId> tickets, BothClocks begun) {
  const std::lock_guard lock(mutex_);
  last_[portal] = begun.ours;
  auto& known = looks_[portal];
  if (known.size() + tickets.size() > kRemembered) known.clear();
  for (const TicketId ticket : tickets) known.insert_or_assign(ticket, begun);
}

TimePoint Looks::last(PortalId portal) const {
  const std::lock_guard lock(mutex_);
  const auto found = last_.find(portal);
  return found == last_.end() ? TimePoint{} : found->second;
}

bool Looks::saw(PortalId portal, TicketId ticket, TimePoint changed_at, BothClocks now) const {
  const std::lock_guard lock(mutex_);
  const auto of_portal = looks_.find(portal);
  if (of_portal == looks_.end()) return false;
  const auto look = of_portal->second.find(ticket);
  if (look == of_portal->second.end()) return false;
  const TimePoint over = changed_at + kRowsSecond;
  return look->second.portal >= over && look->second.ours >= over - (now.portal - now.ours);
}

Millis gather_by(double used) {
  // Two requests a look, one to read and one to write back, and some for the queue: a cloud grants two a
  // second for ever.
  constexpr double kLongest = 1'100;
  return Millis{static_cast<std::int64_t>(kLongest * std::clamp(used, 0.0, 1.0))};
}

}  // namespace sd::webhooks
