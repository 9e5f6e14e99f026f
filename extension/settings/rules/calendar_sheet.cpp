#include "extension/settings/rules/calendar_sheet.h"

#include <algorithm>
#include <array>

namespace sd::settings {
namespace {

using kanban::Calendar;
using kanban::DayHours;
using kanban::DayKind;
using std::chrono::minutes;
using std::chrono::sys_days;
using std::chrono::year;

std::optional<std::size_t> weekday_of(std::string_view name) {
  const auto found = std::find(kWeekdays.begin(), kWeekdays.end(), name);
  if (found == kWeekdays.end()) return std::nullopt;
  return static_cast<std::size_t>(found - kWeekdays.begin());
}

unsigned two_digits(std::string_view text, std::size_t at) {
  return static_cast<unsigned>((text[at] - '0') * 10 + (text[at + 1] - '0'));
}

// "05-01": a day some year has.
std::optional<std::chrono::month_day> every_year_of(std::string_view name) {
  // 2024 has every day there is.
  if (name.size() != 5 || !is_date("2024-" + std::string(name))) return std::nullopt;
  return std::chrono::month{two_digits(name, 0)} / std::chrono::day{two_digits(name, 3)};
}

std::optional<sys_days> date_of(std::string_view name) {
  if (!is_date(name)) return std::nullopt;
  const int number = static_cast<int>(two_digits(name, 0) * 100 + two_digits(name, 2));
  const sys_days day{year{number} / std::chrono::month{two_digits(name, 5)} /
                     std::chrono::day{two_digits(name, 8)}};
  if (day < Calendar::kFirstDay || day >= Calendar::kEndDay) return std::nullopt;
  return day;
}

std::optional<DayKind> kind_of(std::string_view value) {
  if (value == "off") return DayKind::kOff;
  if (value == "work") return DayKind::kWorking;
  if (value == "short") return DayKind::kShort;
  return std::nullopt;
}

const kanban::CountryDays* country_of(const CalendarFrame& frame, std::string_view code) {
  for (const kanban::CountryDays& country : frame.countries) {
    if (country.country == code) return &country;
  }
  return nullptr;
}

// "" when the line is one.
std::string_view wrong_line(const std::string& name, const std::string& value, const CalendarFrame& frame) {
  if (name == "zone") return frame.find_zone(value) ? "" : "calendar.zone";
  if (name == "country") return value == "none" || country_of(frame, value) ? "" : "calendar.country";
  if (name == "timers") return value == "calendar" || value == "working" ? "" : "calendar.timers";
  if (weekday_of(name)) return parse_hours(value) ? "" : "calendar.hours";
  if (every_year_of(name)) return value == "off" || value == "work" ? "" : "calendar.every_year";
  if (date_of(name)) return kind_of(value) || parse_hours(value) ? "" : "calendar.hours";
  return "calendar.name";
}

kanban::WorkWeek week_of(const CalendarLines& lines) {
  kanban::WorkWeek week = kanban::office_week();
  for (std::size_t i = 0; i < week.size(); ++i) {
    const auto line = lines.find(kWeekdays.at(i));
    if (line != lines.end()) week.at(i) = parse_hours(line->second).value_or(DayHours{});
  }
  return week;
}

// What differs from the weekdays, the later of the three winning.
std::map<sys_days, DayHours> days_of(const CalendarLines& lines, const kanban::WorkWeek& week,
                                     const kanban::CountryDays* country) {
  const minutes short_by = country ? country->short_by : minutes{60};
  std::map<sys_days, DayHours> days;
  for (const auto& [name, value] : lines) {
    const auto every_year = every_year_of(name);
    const auto kind = kind_of(value);
    if (!every_year || !kind) continue;
    for (int number = 1990; number <= 2050; ++number) {
      const std::chrono::year_month_day date{year{number}, every_year->month(), every_year->day()};
      if (date.ok()) days[sys_days{date}] = kanban::hours_of(*kind, sys_days{date}, week, short_by);
    }
  }
  if (country) {
    for (const auto& [day, kind] : country->days) days[day] = kanban::hours_of(kind, day, week, short_by);
  }
  for (const auto& [name, value] : lines) {
    const auto day = date_of(name);
    if (!day) continue;
    const auto kind = kind_of(value);
    days[*day] =
        kind ? kanban::hours_of(*kind, *day, week, short_by) : parse_hours(value).value_or(DayHours{});
  }
  return days;
}

}  // namespace

CalendarLines lines_of(std::span<const Row> portal, std::span<const Row> group) {
  CalendarLines lines;
  for (const std::span<const Row> rows : {portal, group}) {
    for (const Row& row : rows) lines.insert_or_assign(text_of(row, 0), text_of(row, 1));
  }
  return lines;
}

std::vector<Wrong> check_calendar(std::span<const Row> rows, std::span<const Row> portal,
                                  const CalendarFrame& frame) {
  std::vector<Wrong> wrong;
  for (std::size_t at = 0; at < rows.size(); ++at) {
    const std::string_view code = wrong_line(text_of(rows[at], 0), text_of(rows[at], 1), frame);
    if (!code.empty()) wrong.push_back({at, code == "calendar.name" ? "name" : "value", std::string(code)});
  }
  if (!wrong.empty()) return wrong;
  const Result<kanban::GroupCalendar> calendar = calendar_of(lines_of(portal, rows), frame);
  if (!calendar) wrong.push_back({0, "", calendar.error().code});
  return wrong;
}

Result<kanban::GroupCalendar> calendar_of(const CalendarLines& lines, const CalendarFrame& frame) {
  kanban::CalendarTerms terms{.zone = fixed_zone(frame.portal_offset), .week = week_of(lines), .days = {}};
  if (const auto zone = lines.find("zone"); zone != lines.end()) {
    Result<Zone> found = frame.find_zone(zone->second);
    if (!found) return found.error();
    terms.zone = std::move(found).value();
  }
  const auto country = lines.find("country");
  terms.days =
      days_of(lines, terms.week, country == lines.end() ? nullptr : country_of(frame, country->second));
  Result<Calendar> calendar = Calendar::make(std::move(terms));
  if (!calendar) return calendar.error();
  const auto timers = lines.find("timers");
  return kanban::GroupCalendar{std::move(calendar).value(),
                               timers != lines.end() && timers->second == "working"};
}

std::optional<DayHours> parse_hours(std::string_view text) {
  if (text == "off") return DayHours{};
  DayHours hours;
  minutes free_from{0};
  // Every stretch is eleven signs, "09:00-13:00", with one space between two.
  for (std::size_t at = 0; at < text.size() || hours.empty(); at += 12) {
    if (text.size() < at + 11 || (at > 0 && text[at - 1] != ' ')) return std::nullopt;
    const auto time = [&](std::size_t from) -> std::optional<minutes> {
      for (const std::size_t digit : {from, from + 1, from + 3, from + 4}) {
        if (text[digit] < '0' || text[digit] > '9') return std::nullopt;
      }
      const unsigned hour = two_digits(text, from), minute = two_digits(text, from + 3);
      if (text[from + 2] != ':' || minute > 59 || hour > 24 || (hour == 24 && minute > 0))
        return std::nullopt;
      return std::chrono::hours{hour} + minutes{minute};
    };
    const auto from = time(at), to = time(at + 6);
    if (!from || !to || text[at + 5] != '-' || *from < free_from || *to <= *from) return std::nullopt;
    hours.push_back({*from, *to});
    free_from = *to;
  }
  // A space behind the last one.
  if (text.size() % 12 == 0) return std::nullopt;
  return hours;
}

std::string written(const DayHours& hours) {
  if (hours.empty()) return "off";
  const auto time = [](minutes at) {
    std::string text = "00:00";
    const auto digits = [&text](std::size_t place, std::int64_t number) {
      text[place] = static_cast<char>('0' + number / 10);
      text[place + 1] = static_cast<char>('0' + number % 10);
    };
    digits(0, at.count() / 60);
    digits(3, at.count() % 60);
    return text;
  };
  std::string text;
  for (const kanban::WorkSpan& span : hours) {
    text += (text.empty() ? "" : " ") + time(span.from) + "-" + time(span.to);
  }
  return text;
}

}  // namespace sd::settings
