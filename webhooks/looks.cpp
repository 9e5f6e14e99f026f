#include "webhooks/looks.h"

#include <algorithm>
#include <chrono>

namespace sd::webhooks {
namespace {

// Rows tell the second only.
constexpr std::chrono::seconds kRowsSecond{1};

Millis part_of(Millis longest, double used) {
  return Millis{static_cast<std::int64_t>(static_cast<double>(longest.count()) * std::clamp(used, 0.0, 1.0))};
}

}  // namespace

void Looks::looked(PortalId portal, std::span<const TicketId> tickets, BothClocks begun) {
  const std::lock_guard lock(mutex_);
  last_[portal] = begun.ours;
  auto& known = of(portal, begun).looks;
  if (known.size() + tickets.size() > kRemembered) known.clear();
  for (const TicketId ticket : tickets) known.insert_or_assign(ticket, begun);
}

TimePoint Looks::last(PortalId portal) const {
  const std::lock_guard lock(mutex_);
  const auto found = last_.find(portal);
  return found == last_.end() ? TimePoint{} : found->second;
}

bool Looks::saw(PortalId portal, TicketId ticket, TimePoint changed_at, BothClocks now) {
  const std::lock_guard lock(mutex_);
  const auto& looks = of(portal, now).looks;
  const auto look = looks.find(ticket);
  if (look == looks.end()) return false;
  const TimePoint over = changed_at + kRowsSecond;
  return look->second.portal >= over && look->second.ours >= over - (now.portal - now.ours);
}

Looks::OfPortal& Looks::of(PortalId portal, BothClocks now) {
  OfPortal& known = portals_[portal];
  const Millis ahead = now.portal - now.ours;
  if (known.ahead && std::chrono::abs(ahead - *known.ahead) > kDrift) known.looks.clear();
  known.ahead = ahead;
  return known;
}

void Looks::wrote(PortalId portal, TimePoint at) {
  const std::lock_guard lock(mutex_);
  wrote_[portal] = at;
}

TimePoint Looks::last_write(PortalId portal) const {
  const std::lock_guard lock(mutex_);
  const auto found = wrote_.find(portal);
  return found == wrote_.end() ? TimePoint{} : found->second;
}

// At most 4 looks in 3 seconds and 2 writes in 5 (each up to 24 tasks): 1.74 requests a second of the 2 that
// a cloud grants for ever; the rest is for the queue and the nets.
Millis gather_by(double used) { return part_of(Millis{750}, used); }
Millis gather_writes_by(double used) { return part_of(Millis{2'500}, used); }

}  // namespace sd::webhooks
