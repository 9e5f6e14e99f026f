#include "webhooks/events_on_the_way.h"

#include <algorithm>

namespace sd::webhooks {

using kanban::Figure;

Result<std::unordered_set<TicketId>> EventsOnTheWay::waiting(PortalId portal) {
  const Result<std::vector<std::int64_t>> objects = inbox_.waiting_objects(portal, EventKind::kTicket);
  if (!objects) return objects.error();
  std::unordered_set<TicketId> tickets;
  for (const std::int64_t object : *objects) tickets.insert(TicketId{object});
  return tickets;
}

Millis EventsOnTheWay::lag(PortalId portal) {
  const Result<kanban::Figures> figures = health_.all(portal);
  if (!figures) return kMost;
  const std::int64_t polled = figure(*figures, Figure::kQueuePolledAt);
  if (polled == 0) return kOnlineOnly;
  const std::int64_t left = figure(*figures, Figure::kQueueOldestWaiting);
  const TimePoint brought = from_ms(left == 0 ? polled : std::min(left, polled));
  return std::clamp(clock_.now() - brought + kWorkingIn, kLeast, kMost);
}

}  // namespace sd::webhooks
