// The two limits of a portal (portal-api.md 1.8) as plain arithmetic: time is an argument, nobody waits here.
#pragma once

#include <array>
#include <map>
#include <string>

#include "extension/core/time.h"
#include "extension/portal/portal_directory.h"

namespace sd::portal {

// Requests fall into a bucket that drains steadily; one that finds it full is refused by the portal.
class LeakyBucket {
 public:
  // kOff: wait() is always zero.
  explicit LeakyBucket(LimitsProfile profile);

  // How long until one more request fits below `share` (0..1] of the capacity.
  Millis wait(TimePoint now, double share) const;
  void take(TimePoint now);
  // The portal says the bucket is full (others may pour into it too).
  void fill(TimePoint now);
  int per_minute() const;

 private:
  double level(TimePoint now) const;

  double drain_per_ms_ = 0;
  double capacity_ = 0;  // 0: no limit
  double level_ = 0;
  TimePoint at_{};
};

// How much of a portal's request rate is used.
struct RequestUsage {
  int last_minute = 0;  // requests sent in the last 60 seconds
  int per_minute = 0;   // what the portal grants for ever; 0: no limit
};

// Counts requests of the last minute, to the second.
class MinuteCount {
 public:
  void add(TimePoint now);
  int at(TimePoint now) const;

 private:
  std::array<std::int64_t, 60> second_{};  // which second each place counts
  std::array<int, 60> count_{};
};

// Seconds each method has used up, as the portal's answers tell.
class OperatingBudget {
 public:
  // A method over this is left alone until its budget is given back: 80 % of the cloud's 480 s.
  static constexpr double kPauseAboveSeconds = 384;

  // `reset_at` by our clock.
  void note(const std::string& method, double seconds, TimePoint reset_at);
  Millis wait(const std::string& method, TimePoint now) const;

 private:
  std::map<std::string, TimePoint> paused_until_;  // methods over the line only
};

}  // namespace sd::portal
