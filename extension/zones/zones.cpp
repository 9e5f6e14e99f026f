#include "extension/zones/zones.h"

#include <date/tz.h>

#include <array>
#include <fstream>
#include <map>
#include <mutex>
#include <stdexcept>

#include "extension/zones/yearly_rule.h"

namespace sd::zones {
namespace {

constexpr const char* kFolder = "/usr/share/zoneinfo/";  // where the date library looks, too
constexpr std::chrono::sys_days kFirst{std::chrono::year{1990} / 1 / 1};
constexpr std::chrono::sys_days kEnd{std::chrono::year{2051} / 1 / 1};

TimePoint instant_of(date::sys_seconds at) { return from_ms(at.time_since_epoch().count() * 1'000); }

// The last line of the zone's file; the name is known to the database, so it leads out of the folder no more.
std::string rule_text(const std::string& name) {
  std::ifstream file(kFolder + name, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  if (bytes.size() < 2 || bytes.back() != '\n') return {};
  const std::size_t before = bytes.rfind('\n', bytes.size() - 2);
  return before == std::string::npos ? std::string{} : bytes.substr(before + 1, bytes.size() - before - 2);
}

void add(Zone& zone, const Zone::Shift& shift) {
  const Millis now = zone.shifts.empty() ? zone.first_offset : zone.shifts.back().offset;
  if (shift.offset != now) zone.shifts.push_back(shift);
}

Zone read(const std::string& name, const date::time_zone& known) {
  date::sys_seconds at{std::chrono::floor<std::chrono::seconds>(kFirst).time_since_epoch()};
  date::sys_info stretch = known.get_info(at);
  Zone zone{.name = name, .first_offset = stretch.offset, .shifts = {}};
  while (instant_of(stretch.end) < kEnd) {
    at = stretch.end;
    stretch = known.get_info(at);
    add(zone, {instant_of(at), stretch.offset});
  }
  const auto rule = YearlyRule::parse(rule_text(name));
  if (!rule) return zone;
  // Where the file ends and its rule begins.
  const TimePoint written_until = instant_of(stretch.begin);
  for (std::chrono::year year{
           std::chrono::year_month_day{std::chrono::floor<std::chrono::days>(written_until)}.year()};
       year <= std::chrono::year{2050}; ++year) {
    for (const Zone::Shift& shift : rule->shifts(year)) {
      if (shift.from > written_until && shift.from >= TimePoint{kFirst} && shift.from < TimePoint{kEnd})
        add(zone, shift);
    }
  }
  return zone;
}

bool is_place(std::string_view name) {
  constexpr std::array<std::string_view, 10> kAreas = {"Africa/", "America/",  "Antarctica/", "Arctic/",
                                                       "Asia/",   "Atlantic/", "Australia/",  "Europe/",
                                                       "Indian/", "Pacific/"};
  for (const std::string_view area : kAreas) {
    if (name.starts_with(area)) return true;
  }
  return name == "UTC";
}

}  // namespace

Result<Zone> find_zone(const std::string& name) {
  static std::mutex mutex;
  static std::map<std::string, Zone> found;
  const std::lock_guard lock(mutex);
  if (const auto known = found.find(name); known != found.end()) return known->second;
  try {
    date::get_tzdb();
  } catch (const std::runtime_error& failure) {
    return Error{ErrorKind::kUnavailable, "zone.database", failure.what()};
  }
  try {
    return found.emplace(name, read(name, *date::locate_zone(name))).first->second;
  } catch (const std::runtime_error&) {
    return Error{ErrorKind::kInvalidArgument, "zone.unknown", {}};
  }
}

const std::vector<std::string>& zone_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> places;
    try {
      for (const date::time_zone& zone : date::get_tzdb().zones) {
        if (is_place(zone.name())) places.push_back(zone.name());
      }
    } catch (const std::runtime_error&) {
      places.clear();
    }
    return places;
  }();
  return names;
}

}  // namespace sd::zones
