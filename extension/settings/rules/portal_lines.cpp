#include "extension/settings/rules/portal_lines.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "extension/settings/rules/calendar_sheet.h"

namespace sd::settings {
namespace {

using kanban::DayHours;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::month_day;
using std::chrono::sys_days;
using std::chrono::year;

std::string name_of(month_day day) {
  const auto two = [](unsigned number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  return two(static_cast<unsigned>(day.month())) + "-" + two(static_cast<unsigned>(day.day()));
}

DayHours with_lunch(const kanban::PortalHours& said) {
  const bool around_lunch = said.start < hours{13} && said.end > hours{14};
  if (!around_lunch || said.end - said.start < hours{9}) return {{said.start, said.end}};
  return {{said.start, hours{13}}, {hours{14}, said.end}};
}

std::string zone_of(Millis offset, bool in_russia) {
  if (in_russia && offset == hours{3}) return "Europe/Moscow";
  if (offset % hours{1} != Millis{0} || offset > hours{14} || offset < -hours{12}) return {};
  const auto away = offset / hours{1};
  if (away == 0) return "UTC";
  // Of these names the sign means the way west.
  return std::string("Etc/GMT") + (away > 0 ? "-" : "+") + std::to_string(std::abs(away));
}

}  // namespace

bool keeps_holidays_of(const kanban::CountryDays& country, std::span<const month_day> holidays) {
  std::map<month_day, std::set<year>> off;
  std::set<year> years;
  for (const auto& [day, kind] : country.days) {
    const std::chrono::year_month_day date{day};
    years.insert(date.year());
    if (kind == kanban::DayKind::kOff) off[date.month() / date.day()].insert(date.year());
  }
  int recurring = 0, kept = 0;
  bool counted = false;
  std::optional<sys_days> before;
  for (const auto& [day, its_years] : off) {
    if (its_years.size() != years.size()) continue;
    const sys_days at{year{2024} / day.month() / day.day()};
    if (!before || at - *before > days{1}) {
      ++recurring;
      counted = false;
    }
    before = at;
    if (!counted && std::find(holidays.begin(), holidays.end(), day) != holidays.end()) {
      ++kept;
      counted = true;
    }
  }
  return recurring > 0 && kept * 4 >= recurring * 3;
}

std::vector<Row> portal_lines(const kanban::PortalHours& said, std::span<const kanban::CountryDays> countries,
                              Millis utc_offset) {
  std::map<std::string, std::string> lines;
  const bool some_day = !std::all_of(said.off.begin(), said.off.end(), [](bool off) { return off; });
  if (some_day && said.start < said.end) {
    for (std::size_t i = 0; i < kWeekdays.size(); ++i) {
      lines[std::string(kWeekdays.at(i))] = written(said.off.at(i) ? DayHours{} : with_lunch(said));
    }
  }
  for (const month_day day : said.holidays) lines[name_of(day)] = "off";
  for (const month_day day : said.workdays) lines[name_of(day)] = "work";
  const auto country = std::find_if(countries.begin(), countries.end(), [&](const kanban::CountryDays& one) {
    return keeps_holidays_of(one, said.holidays);
  });
  if (country != countries.end()) lines["country"] = country->country;
  const std::string zone = zone_of(utc_offset, country != countries.end() && country->country == "ru");
  if (!zone.empty()) lines["zone"] = zone;
  std::vector<Row> rows;
  rows.reserve(lines.size());
  for (const auto& [name, value] : lines) rows.push_back({name, value});
  return rows;
}

}  // namespace sd::settings
