#include "kanban/rules/country_days.h"

namespace sd::kanban {

DayHours normal_hours(const WorkWeek& week) {
  const Millis length = normal_length(week);
  for (const DayHours& day : week) {
    if (!day.empty() && length_of(day) == length) return day;
  }
  return {};
}

DayHours shortened(DayHours hours, std::chrono::minutes by) {
  while (!hours.empty() && by > std::chrono::minutes{0}) {
    WorkSpan& last = hours.back();
    const std::chrono::minutes length = last.to - last.from;
    if (length > by) {
      last.to -= by;
      return hours;
    }
    by -= length;
    hours.pop_back();
  }
  return hours;
}

DayHours hours_of(DayKind kind, std::chrono::sys_days day, const WorkWeek& week,
                  std::chrono::minutes short_by) {
  if (kind == DayKind::kOff) return {};
  DayHours hours = week.at(std::chrono::weekday{day}.iso_encoding() - 1);
  if (hours.empty()) hours = normal_hours(week);
  return kind == DayKind::kShort ? shortened(std::move(hours), short_by) : hours;
}

}  // namespace sd::kanban
