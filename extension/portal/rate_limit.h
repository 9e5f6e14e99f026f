// The two limits of a portal (portal-api.md 1.8) as plain arithmetic: time is an argument, nobody waits here.
#pragma once

#include <array>
#include <deque>
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
  // How full it is, as a part of `share` of the capacity; from 0 to 1.
  double used(TimePoint now, double share) const;

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
  double used = 0;      // of what background work may send at once; from 0 to 1

  // More than half is used: what can wait had better be done together with other things.
  bool is_short() const { return per_minute > 0 && last_minute * 2 > per_minute; }
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

// Seconds each method has used up of the last ten minutes, as the portal's answers tell, and what the calls
// under way will add to them. Instants are ours.
class OperatingBudget {
 public:
  // Background work keeps a method below this: 80 % of the smallest budget in use, 420 s of a box; a cloud
  // grants 480 s.
  static constexpr double kLineSeconds = 336;

  // An answer: `seconds` are used up, the oldest of them are given back at `reset_at`.
  void note(const std::string& method, double seconds, TimePoint reset_at, TimePoint now);

  // `calls` of the method set out, and come back whatever their outcome.
  void begin(const std::string& method, int calls) { methods_[method].under_way += calls; }
  void end(const std::string& method, int calls) { methods_[method].under_way -= calls; }

  // How long until `calls` more of the method stay below the line, by what one has cost of late, together
  // with those under way. Calls that never would go when nothing is used up.
  Millis wait(const std::string& method, int calls, TimePoint now) const;

  // The pause while calls under way alone stand in the way: nobody knows when they come back.
  static constexpr Millis kStandBack{100};

 private:
  // What was used within a minute is given back together, as the portal keeps it.
  struct Minute {
    std::int64_t number = 0;
    TimePoint until{};
    double seconds = 0;
  };
  struct Method {
    std::deque<Minute> minutes;  // ascending
    double told = 0;             // the latest answer
    TimePoint told_reset{};
    double cost = 0;  // of one call; 0: not known yet
    int under_way = 0;
  };
  static void learn_cost(Method& method, double seconds, TimePoint reset_at);

  std::map<std::string, Method> methods_;
};

}  // namespace sd::portal
