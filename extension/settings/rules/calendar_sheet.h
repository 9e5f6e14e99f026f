// A calendar as people set it, line by line, and the calendar that follows. The lines of a group win over
// those of the portal, one by one. Source: domain.md 6.
//
// clang-format off
//   name                        value
//   "zone"                      an IANA name; no line: the portal's clock, whose distance from UTC stands still
//   "country"                   a country's production calendar, "ru", or "none"
//   "timers"                    "calendar" or "working": how LU and WIA are counted
//   "monday" ... "sunday"       hours: "09:00-13:00 14:00-18:00", to 24:00 at most, or "off"
//   "05-01" (of every year)     "off" or "work" (as on a normal day)
//   "2026-05-04"                "off", "work", "short" (a normal day cut as the country cuts it, by an hour
//                               without one), or hours
// clang-format on
//
// A day is what its own line says, else what the country says, else what the line of every year says, else
// what its weekday is. Where no weekday has a line, the office week holds.
#pragma once

#include <array>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "extension/settings/rules/check.h"
#include "kanban/calendars.h"
#include "kanban/rules/country_days.h"

namespace sd::settings {

using CalendarLines = std::map<std::string, std::string, std::less<>>;

// The names of the lines of a week, Monday first.
inline constexpr std::array<std::string_view, 7> kWeekdays = {"monday", "tuesday",  "wednesday", "thursday",
                                                              "friday", "saturday", "sunday"};

// What lines are read against.
struct CalendarFrame {
  Millis portal_offset{0};  // of the portal's clock from UTC
  std::span<const kanban::CountryDays> countries;
  std::function<Result<Zone>(const std::string& name)> find_zone;
};

// The lines of Section::kCalendar's rows; of the portal, and of the group over them.
CalendarLines lines_of(std::span<const Row> portal, std::span<const Row> group = {});

// What cannot be, beside the line: "calendar.name", "calendar.zone", "calendar.country", "calendar.timers",
// "calendar.hours" (of weekdays and single days), "calendar.every_year". Then of the whole, at row 0 and no
// field: "calendar.no_working_day". `portal` are the lines that hold where `rows` say nothing.
std::vector<Wrong> check_calendar(std::span<const Row> rows, std::span<const Row> portal,
                                  const CalendarFrame& frame);

// The calendar of lines that check_calendar has found nothing wrong with. Errors: those of Calendar::make and
// of find_zone, for lines that have been kept before a zone or a country was gone.
Result<kanban::GroupCalendar> calendar_of(const CalendarLines& lines, const CalendarFrame& frame);

// "09:00-13:00 14:00-18:00" or "off"; absent for what is neither, or not ascending within one day.
std::optional<kanban::DayHours> parse_hours(std::string_view text);
std::string written(const kanban::DayHours& hours);

}  // namespace sd::settings
