// What a country's production calendar says about single days, whatever hours somebody works. Source:
// domain.md 6.
#pragma once

#include <chrono>
#include <map>
#include <string>

#include "kanban/rules/calendar.h"

namespace sd::kanban {

enum class DayKind {
  kOff,      // nobody works: a holiday, or a day off moved there
  kWorking,  // an ordinary working day, on whatever weekday
  kShort,    // a working day that ends earlier: before a holiday
};

struct CountryDays {
  std::string country;                            // "ru"
  std::chrono::minutes short_by{60};              // how much earlier a short day ends
  std::map<std::chrono::sys_days, DayKind> days;  // those that differ from their weekday

  friend bool operator==(const CountryDays&, const CountryDays&) = default;
};

// The hours of the normal working day: of the first weekday as long as Calendar::working_day(); none in a
// week without working days.
DayHours normal_hours(const WorkWeek& week);

// Without the last `by` of working time; a day no longer than that has none left.
DayHours shortened(DayHours hours, std::chrono::minutes by);

// The hours of a day of that kind in a week like this: a working day has those of its weekday, or the normal
// ones where the weekday has none.
DayHours hours_of(DayKind kind, std::chrono::sys_days day, const WorkWeek& week,
                  std::chrono::minutes short_by);

}  // namespace sd::kanban
