// Whose turn it is: every kind of periodic work is due for every portal by itself. No threads and no clock in
// here: `now` is passed in.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "extension/core/ids.h"
#include "extension/core/time.h"

namespace sd::app {

class RoundPlan {
 public:
  struct Turn {
    std::size_t work = 0;  // index of add()
    PortalId portal;
  };
  // From when on background work may ask this portal; past instants: at once.
  using ReadyAt = std::function<TimePoint(PortalId portal)>;

  // `jitter` returns numbers from 0 to 1.
  RoundPlan(ReadyAt ready_at, std::function<double()> jitter)
      : ready_at_(std::move(ready_at)), jitter_(std::move(jitter)) {}

  // Work that is due `every` after each end that went well, give or take a tenth. Returns its index.
  std::size_t add(Millis every);

  // The portals to serve from now on: new ones are due at once, the others' turns end and do not come again.
  void serve(std::span<const PortalId> portals, TimePoint now);

  // The turn that has been due longest, marked as running; none when nothing is due. A portal's works run
  // side by side, one work of one portal never twice at once.
  std::optional<Turn> take(TimePoint now);
  // When take() can have something again; absent while everything is running or there is no portal.
  std::optional<TimePoint> next() const;
  // A turn that failed comes again after kFirstPause, doubled by each further failure up to the longer of
  // kLongestPause and the work's interval, shortened by up to half at random.
  void end(const Turn& turn, bool well, TimePoint now);

  // Due at once, or once more after the turn that runs; for `portal` 0 in every portal. Work that has failed
  // waits for its pause all the same. False when the portal is not served (yet).
  bool wake(std::size_t work, PortalId portal, TimePoint now);
  // The portal answers again: what has failed there is due at once.
  void recovered(PortalId portal, TimePoint now);

  static constexpr Millis kFirstPause{2'000};
  static constexpr Millis kLongestPause{300'000};

 private:
  struct State {
    TimePoint due;
    bool running = false;
    bool woken = false;      // while it was running
    bool recovered = false;  // while it was running
    bool served = true;      // false: removed at its end
    int failures = 0;        // since the last good end
  };
  Millis pause_after(const State& state, Millis every) const;

  ReadyAt ready_at_;
  std::function<double()> jitter_;
  std::vector<Millis> works_;
  std::map<std::pair<PortalId, std::size_t>, State> states_;
};

}  // namespace sd::app
