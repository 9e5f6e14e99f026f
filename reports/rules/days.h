// The local days of a period as instants. Pure. Source: domain.md 8.
#pragma once

#include <vector>

#include "extension/core/zone.h"
#include "reports/rules/report.h"

namespace sd::reports {

class Days {
 public:
  // The days of [period.from, period.to) that had begun by `at`, the day of `at` among them; none when the
  // period is empty, or all of it is later.
  Days(const Period& period, const Zone& zone, TimePoint at);

  std::size_t count() const { return starts_.size() - 1; }
  bool empty() const { return count() == 0; }
  std::chrono::sys_days day(std::size_t index) const {
    return first_ + std::chrono::days{static_cast<int>(index)};
  }
  TimePoint begin() const { return starts_.front(); }
  TimePoint end() const { return starts_.back(); }
  // A day's first instant; of `count()`: the end of the last one.
  TimePoint start(std::size_t index) const { return starts_[index]; }
  bool contains(TimePoint at) const { return begin() <= at && at < end(); }
  // The place of an instant's day: 0 for all before the first one, count() for all behind the last. O(1) but
  // for clock changes.
  std::size_t index_of(TimePoint at) const;

 private:
  std::chrono::sys_days first_;
  std::vector<TimePoint> starts_;  // of each day, and the end of the last one
};

// Monday of the day's week.
std::chrono::sys_days monday_of(std::chrono::sys_days day);

inline Cell day_cell(std::chrono::sys_days day) {
  return static_cast<std::int64_t>(day.time_since_epoch().count());
}
inline Cell instant_cell(TimePoint at) { return to_ms(at); }
inline Cell instant_cell(std::optional<TimePoint> at) { return at ? Cell{to_ms(*at)} : Cell{}; }

// Whole minutes between the clock minutes of two instants: the parts of a stretch add up to the whole of it.
std::int64_t minutes_between(TimePoint from, TimePoint to);
// Thousandths of a day, cut.
inline std::int64_t milli_days(Millis span) { return span.count() / 86'400; }

}  // namespace sd::reports
