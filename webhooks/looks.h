// When tickets were looked at last, in memory: a row of the queue whose change such a look has seen asks for
// no other one. Its online event was there first, and requests are few. Thread-safe.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <span>
#include <unordered_map>

#include "extension/core/ids.h"
#include "extension/core/time.h"

namespace sd::webhooks {

// One instant by both clocks: the portal's may be put back or forward between a look and a row.
struct BothClocks {
  TimePoint portal;
  TimePoint ours;
};

class Looks {
 public:
  // The tickets as they were at `begun` or later are kept. Not for looks that failed.
  void looked(PortalId portal, std::span<const TicketId> tickets, BothClocks begun);

  // When the last look that has brought something began, by our clock; the past before the first.
  TimePoint last(PortalId portal) const;

  // Something was written back at `at`, by our clock; the past before the first time.
  void wrote(PortalId portal, TimePoint at);
  TimePoint last_write(PortalId portal) const;

  // Whether a look begun after the second `changed_at` (the portal's clock) is known by both clocks. False is
  // always right: it costs a look. A portal whose clock was set since is looked at anew: what changed behind
  // a clock that was put back and runs on, or forward again, carries instants from before the looks.
  bool saw(PortalId portal, TicketId ticket, TimePoint changed_at, BothClocks now);

 private:
  static constexpr std::size_t kRemembered = 20'000;  // tickets of one portal; then it begins anew

  // How far the portal's clock may go from ours between two of our questions and count as left alone.
  static constexpr Millis kDrift{2'000};

  struct OfPortal {
    std::optional<Millis> ahead;  // of its clock against ours, when it was asked last
    std::unordered_map<TicketId, BothClocks> looks;
  };
  OfPortal& of(PortalId portal, BothClocks now);

  mutable std::mutex mutex_;
  std::map<PortalId, OfPortal> portals_;
  std::map<PortalId, TimePoint> last_, wrote_;
};

// How long changes are gathered from one look to the next, so that one request brings many: not at all while
// requests are plenty, longer the more of what may be sent at once is used (0 to 1). The more changes there
// are, the more are gathered, until what is sent is what the portal grants for ever. A change waits for it at
// most once, and for the look: below a second (portal-api.md 1.8: a cloud grants two requests a second).
Millis gather_by(double used);

// The same from one writing back to the next. Nobody who looks at a board waits for that, so it leaves the
// requests to the looks.
Millis gather_writes_by(double used);

}  // namespace sd::webhooks
