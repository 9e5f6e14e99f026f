// The working calendar of a group: which stretches of a local day are worked, in a zone, and the arithmetic
// of working time. A value; what it is made of is checked once, in make(). Source: domain.md 6.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <vector>

#include "extension/core/result.h"
#include "extension/core/time.h"
#include "extension/core/zone.h"

namespace sd::kanban {

// A stretch [from, to) of a local day, counted from its midnight: 0 <= from < to <= 24 h.
struct WorkSpan {
  std::chrono::minutes from{0};
  std::chrono::minutes to{0};

  friend bool operator==(const WorkSpan&, const WorkSpan&) = default;
};
// One day's stretches, ascending and disjoint; none: nobody works that day.
using DayHours = std::vector<WorkSpan>;
// The seven days, Monday first.
using WorkWeek = std::array<DayHours, 7>;

// Monday to Friday 9:00-13:00 and 14:00-18:00: what holds where nobody has said anything else.
WorkWeek office_week();

// The day's length by its clocks: the sum of its stretches.
Millis length_of(const DayHours& hours);
// The length most working days of the week have, the longest of those equally frequent; 0 without working
// days.
Millis normal_length(const WorkWeek& week);

// What a calendar is made of.
struct CalendarTerms {
  Zone zone;
  WorkWeek week;
  std::map<std::chrono::sys_days, DayHours> days;  // local days that differ from their weekday

  friend bool operator==(const CalendarTerms&, const CalendarTerms&) = default;
};

// Copying is cheap: copies share what was computed, and nothing changes it.
class Calendar {
 public:
  // The days a calendar knows: [kFirstDay, kEndDay). No working time lies outside of them.
  static constexpr std::chrono::sys_days kFirstDay{std::chrono::year{1990} / 1 / 1};
  static constexpr std::chrono::sys_days kEndDay{std::chrono::year{2051} / 1 / 1};

  // Errors (kInvalidArgument): "calendar.span" for a stretch that ends before it begins, leaves its day, or
  // begins before the one ahead of it ends; "calendar.day" for a differing day outside of what a calendar
  // knows; "calendar.no_working_day" when no weekday has working time. The detail names the day.
  static Result<Calendar> make(CalendarTerms terms);

  const Zone& zone() const;
  const CalendarTerms& terms() const;

  // The length of the normal working day by its clocks: the one most weekdays have that have any, the longest
  // of those equally frequent. Never 0. Thresholds in working days count with it.
  Millis working_day() const;

  // The stretches of a local day.
  const DayHours& hours(std::chrono::sys_days day) const;
  bool works(std::chrono::sys_days day) const;  // whether it has any
  // Working time that really passes on a local day: where clocks change within a stretch, an hour more or
  // less than length_of(hours(day)). worked(d) = diff(zone().instant(d), zone().instant(d + 1)).
  Millis worked(std::chrono::sys_days day) const;
  // The day's length by its clocks in thousandths of the normal working day, rounded half up: 1000 an
  // ordinary day, 875 one shortened from 8 h to 7, 0 a day off, over 1000 a longer one. Plans are pro rata to
  // it (domain.md 8), so a change of clocks does not change a plan.
  std::int64_t share(std::chrono::sys_days day) const;

  // Working time between two instants; negative, and equal in size, when they are swapped. O(log days).
  Millis diff(TimePoint start, TimePoint end) const;
  // The instant at which `span` of working time, counted from `start`, is used up: the earliest t >= start
  // with diff(start, t) == span; for a negative span the latest t <= start. A start outside working time
  // counts from the next working instant on. So diff(start, add(start, span)) == span for every span, and
  // add(start, diff(start, end)) == end for every end that working time leads up to. O(log days).
  // Error: "calendar.too_far" (kInvalidArgument) when the calendar ends before the span does.
  Result<TimePoint> add(TimePoint start, Millis span) const;

  friend bool operator==(const Calendar& a, const Calendar& b) { return a.terms() == b.terms(); }

 private:
  struct Known;
  explicit Calendar(std::shared_ptr<const Known> known) : known_(std::move(known)) {}
  // Working time from the first known day up to an instant.
  Millis until(TimePoint at) const;

  std::shared_ptr<const Known> known_;
};

}  // namespace sd::kanban
