#include "reports/rules/days.h"

#include <algorithm>

namespace sd::reports {

using std::chrono::days;
using std::chrono::sys_days;

Days::Days(const Period& period, const Zone& zone, TimePoint at) : first_(period.from) {
  const sys_days end = std::min(period.to, zone.day_of(at) + days{1});
  for (sys_days day = period.from; day < end; day += days{1}) starts_.push_back(zone.instant(day));
  starts_.push_back(zone.instant(std::max(end, period.from)));
}

std::size_t Days::index_of(TimePoint at) const {
  if (at < begin()) return 0;
  if (at >= end()) return count();
  // No day is shorter than 23 hours or so by more than the shifts of its zone: the guess is a place or two
  // off.
  auto index = std::min<std::size_t>(static_cast<std::size_t>((at - begin()) / days{1}), count() - 1);
  while (starts_[index] > at) --index;
  while (starts_[index + 1] <= at) ++index;
  return index;
}

sys_days monday_of(sys_days day) { return day - (std::chrono::weekday{day} - std::chrono::Monday); }

std::int64_t minutes_between(TimePoint from, TimePoint to) {
  using std::chrono::floor;
  using std::chrono::minutes;
  return (floor<minutes>(to) - floor<minutes>(from)).count();
}

}  // namespace sd::reports
