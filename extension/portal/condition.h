// How each portal is doing, in one place: since when it is ill, why, when it answered last, and when
// background work may ask it again. The Caller writes it; schedulers, pages and metrics read it. Instants are
// ours.
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "extension/core/ids.h"
#include "extension/core/result.h"
#include "extension/core/time.h"
#include "extension/portal/retry.h"

namespace sd::portal {

struct Condition {
  std::optional<TimePoint> last_answer;  // to anybody; absent: none since the service started
  std::optional<TimePoint> ill_since;    // absent: well
  std::string reason;                    // code of the latest failure (README.md); "" = well
  std::string detail;                    // its words
  int failures = 0;                      // of background work since then
  std::optional<TimePoint> ask_at;       // background work stands still until then
  UserId acting;                         // whose token background work uses; 0: none has served yet
  std::optional<TimePoint> spare_since;  // the first administrator's access has ended, a spare one's serves
  std::optional<TimePoint> moved_at;     // the portal was found under a new address then

  bool ill() const { return ill_since.has_value(); }
};

// Whether a failure says that the portal as a whole does not serve us, and not that it refuses one request.
bool is_illness(const Error& error);

// The pause before background work asks an ill portal again, after `failures` (from 1): doubling from 2 s to
// 5 min; for what somebody has to mend first (access, licence, a deleted portal) from 30 s to 15 min.
// Shortened by up to half by `jitter` (0 to 1), so that portals that fell ill together are not asked
// together.
Millis illness_pause(const std::string& reason, int failures, double jitter);

// Thread-safe. Background work passes admit() before each call; an ill portal lets one of them through when
// its pause is over, and the others once that one has been answered.
class Conditions {
 public:
  // Called when a portal falls ill, when its reason changes, when it is well again, when another
  // administrator's token begins to serve, and when the portal has moved; on the thread of the call, without
  // locks held.
  using Heard = std::function<void(PortalId portal, const Condition& now)>;

  explicit Conditions(RandomSource& random) : random_(random) {}

  // Before any call is made.
  void on_change(Heard heard) { heard_ = std::move(heard); }

  // Errors: "portal.paused" (kUnavailable): the portal is ill and this is not the call that asks again.
  Status admit(PortalId portal, TimePoint now);

  // Outcomes of calls. A person's answer does not make the portal well, because background work may be what
  // does not get through; it lets that ask at once.
  void answered(PortalId portal, bool background, TimePoint now);
  // Failures that are no illness of the portal's count as answers when it was the portal who said them.
  void failed(PortalId portal, bool background, const Error& error, TimePoint now);
  // Whose token has served background work; `spare`: not the first one's.
  void acted(PortalId portal, UserId user, bool spare, TimePoint now);

  void moved(PortalId portal, TimePoint now);

  Condition of(PortalId portal) const;
  // Every portal that was ever called.
  std::vector<std::pair<PortalId, Condition>> all() const;
  // When background work may ask; the past for a portal that is well.
  TimePoint ready_at(PortalId portal) const;

  // A call that asks again and is never heard of any more holds the others back for this long.
  static constexpr Millis kProbe{300'000};

 private:
  void fell_ill(PortalId portal, bool background, const Error& error, TimePoint now);

  struct State {
    Condition shown;
    bool asking = false;  // the call that asks again is under way
  };

  RandomSource& random_;
  Heard heard_;
  mutable std::mutex mutex_;
  std::map<PortalId, State> states_;
};

}  // namespace sd::portal
