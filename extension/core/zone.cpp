#include "extension/core/zone.h"

#include <algorithm>

namespace sd {

using std::chrono::floor;
using std::chrono::sys_days;

Millis Zone::offset_at(TimePoint at) const {
  const auto later =
      std::upper_bound(shifts.begin(), shifts.end(), at,
                       [](TimePoint instant, const Shift& shift) { return instant < shift.from; });
  return later == shifts.begin() ? first_offset : std::prev(later)->offset;
}

sys_days Zone::day_of(TimePoint at) const { return floor<std::chrono::days>(at + offset_at(at)); }

TimePoint Zone::instant(sys_days day, Millis since_midnight) const {
  const TimePoint as_if_utc = TimePoint{day} + since_midnight;
  // Only shifts within a day of the naive instant can matter: no offset exceeds 24 hours.
  const auto near =
      std::lower_bound(shifts.begin(), shifts.end(), as_if_utc - std::chrono::hours{24},
                       [](const Shift& shift, TimePoint instant) { return shift.from < instant; });
  Millis offset = near == shifts.begin() ? first_offset : std::prev(near)->offset;
  for (auto shift = near; shift != shifts.end(); ++shift) {
    const TimePoint meant = as_if_utc - offset;
    if (meant < shift->from) return meant;
    // The clocks jump over it: local time at the shift is already past it.
    if (as_if_utc < shift->from + shift->offset) return shift->from;
    offset = shift->offset;
  }
  return as_if_utc - offset;
}

Zone fixed_zone(Millis offset) { return {.name = {}, .first_offset = offset, .shifts = {}}; }

}  // namespace sd
