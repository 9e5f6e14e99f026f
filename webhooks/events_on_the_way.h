// What reconciliation may leave to the events: rows of the inbox, and changes the portal's queue had no
// chance to bring yet.
#pragma once

#include "extension/core/clock.h"
#include "kanban/on_the_way.h"
#include "kanban/sync_health.h"
#include "webhooks/inbox.h"

namespace sd::webhooks {

class EventsOnTheWay final : public kanban::OnTheWay {
 public:
  // All references must outlive this object.
  EventsOnTheWay(Inbox& inbox, kanban::SyncHealth& health, const Clock& clock)
      : inbox_(inbox), health_(health), clock_(clock) {}

  Result<std::unordered_set<TicketId>> waiting(PortalId portal) override;
  // As old as the last poll of the queue, or as the oldest row it left there, and kWorkingIn more; between
  // kLeast and kMost: a queue that is not polled any more must not switch the net off.
  Millis lag(PortalId portal) override;

  static constexpr Millis kWorkingIn{15'000};
  static constexpr Millis kLeast{30'000};
  static constexpr Millis kMost{900'000};
  static constexpr Millis kOnlineOnly{90'000};  // no queue has ever been polled

 private:
  Inbox& inbox_;
  kanban::SyncHealth& health_;
  const Clock& clock_;
};

}  // namespace sd::webhooks
