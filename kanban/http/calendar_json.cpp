#include "kanban/http/calendar_json.h"

#include <algorithm>

namespace sd::kanban {
namespace {

namespace json = boost::json;
using std::chrono::days;
using std::chrono::sys_days;

constexpr days kBack{3660}, kAhead{370};

void append(json::array& row, const DayHours& hours) {
  for (const WorkSpan& span : hours) {
    row.emplace_back(span.from.count());
    row.emplace_back(span.to.count());
  }
}

}  // namespace

json::object calendar_json(const Calendar& calendar, TimePoint now) {
  const sys_days today = std::clamp(std::chrono::floor<days>(now), Calendar::kFirstDay, Calendar::kEndDay);
  const sys_days from = std::max(today - kBack, Calendar::kFirstDay),
                 to = std::min(today + kAhead, Calendar::kEndDay);
  const CalendarTerms& terms = calendar.terms();
  json::array shifts, week, differing;
  // A day before: local days begin up to as much earlier.
  const TimePoint known_from = TimePoint{from} - days{1};
  for (const Zone::Shift& shift : terms.zone.shifts) {
    if (shift.from < known_from || shift.from > TimePoint{to} + days{1}) continue;
    shifts.emplace_back(json::array{to_ms(shift.from), shift.offset.count()});
  }
  for (const DayHours& hours : terms.week) append(week.emplace_back(json::array{}).get_array(), hours);
  for (auto day = terms.days.lower_bound(from); day != terms.days.end() && day->first < to; ++day) {
    append(differing.emplace_back(json::array{day->first.time_since_epoch().count()}).get_array(),
           day->second);
  }
  return {{"day_ms", calendar.working_day().count()},
          {"from_day", from.time_since_epoch().count()},
          {"to_day", to.time_since_epoch().count()},
          {"offset_ms", terms.zone.offset_at(known_from - Millis{1}).count()},
          {"shifts", std::move(shifts)},
          {"week", std::move(week)},
          {"days", std::move(differing)}};
}

}  // namespace sd::kanban
