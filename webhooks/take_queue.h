// Use case: empties a portal's offline queue into the inbox. A row is on our disk before the portal may
// forget it, and a batch that was interrupted at any point is taken up again. A batch is cleared with the
// request that asks for the next one, so that looking costs one request. Source: portal-api.md 3.9.
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "kanban/sync_health.h"
#include "webhooks/inbox.h"
#include "webhooks/offline_queue.h"

namespace sd::webhooks {

class TakeQueue {
 public:
  struct Options {
    std::size_t limit = 500;  // rows in one batch
    Millis look_for_leftovers{3'600'000};
    // A portal works on with a request whose answer nobody waits for any more, for up to a minute: it may
    // reserve rows after we have looked for them.
    Millis late{70'000};
    Millis try_reserving{24LL * 3'600'000};  // a licence may have been bought
  };
  struct Outcome {
    kanban::QueueMode mode = kanban::QueueMode::kReserved;
    std::size_t taken = 0;       // rows the portal gave
    std::size_t kept = 0;        // of them new, about something of ours, and not seen yet
    std::size_t recovered = 0;   // of the taken ones: from interrupted batches, or marked as failed
    bool may_have_lost = false;  // kClearedAtOnce: an answer did not come
    std::optional<Error> error;  // where it ended early; what was taken before is kept
  };

  // Whether a change of this ticket has been seen by a look already (looks.h). Asked with the row in hand, so
  // that the portal's clock is as fresh as the row.
  using Seen = std::function<bool(PortalId portal, TicketId ticket, TimePoint changed_at)>;

  // All references must outlive this object.
  TakeQueue(OfflineQueue& queue, Inbox& inbox, kanban::SyncHealth& health, Options options, Seen seen = {})
      : queue_(queue), inbox_(inbox), health_(health), options_(options), seen_(std::move(seen)) {}

  // Takes until nothing is left, and records it with the portal's health. Never twice at once for one portal;
  // different portals side by side. Blocks as long as the portal takes: background threads only. After an
  // error the next run first takes up what this one may have left reserved or unsaved.
  Outcome run(PortalId portal, TimePoint now);

 private:
  struct State {
    kanban::QueueMode mode = kanban::QueueMode::kReserved;
    std::optional<TimePoint> unlicensed_since;
    std::size_t page = 0;                    // rows of the largest batch so far
    std::optional<TimePoint> looked_at;      // for leftovers; none: before anything else
    std::optional<TimePoint> look_again_at;  // a request of the time before may have been late
    QueueBatch kept;                         // in the inbox; the portal hears of it with the next request
    std::vector<NewQueueRow> unsaved;        // kClearedAtOnce: the portal does not have them any more
  };
  class Run;

  OfflineQueue& queue_;
  Inbox& inbox_;
  kanban::SyncHealth& health_;
  const Options options_;
  const Seen seen_;
  std::mutex mutex_;
  std::map<PortalId, State> states_;
};

}  // namespace sd::webhooks
