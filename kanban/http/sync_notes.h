// What a board has to say about itself: its age while the portal does not answer, and what is not there yet
// while the back-fill runs. Thread-safe.
#pragma once

#include <map>
#include <mutex>
#include <string>

#include "extension/core/clock.h"
#include "kanban/sync_health.h"

namespace sd::kanban {

class SyncNotes {
 public:
  // Both must outlive this object.
  SyncNotes(SyncHealth& health, const Clock& clock) : health_(health), clock_(clock) {}

  // `"sync":{…},` for the head of a board's answer:
  //   outage_ms  since when the portal does not answer; null: it answers
  //   as_of_ms   when it answered last, that is how old the board is; null: not known
  //   filling    what is still being read: "directory", "open", "open_history", "closed", "labour",
  //              "closed_history"; null: nothing
  //   done, planned  objects of that part
  // Asks the figures at most once a second per portal. When they cannot be read there is nothing to say.
  std::string json(PortalId portal);

 private:
  struct Kept {
    TimePoint at;
    std::string text;
  };

  SyncHealth& health_;
  const Clock& clock_;
  std::mutex mutex_;
  std::map<PortalId, Kept> kept_;
};

// A gap shorter than this is no news for a board.
inline constexpr Millis kOutageShownAfter{60'000};

}  // namespace sd::kanban
