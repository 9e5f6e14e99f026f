#include "extension/portal/calendar.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "extension/portal/json_reading.h"

namespace sd::portal {
namespace {

using std::chrono::minutes;

// "23.02" as {23, 2}; "9" as {9, 0}.
std::optional<std::pair<unsigned, unsigned>> two_numbers(std::string_view text, std::string_view between) {
  unsigned first = 0, second = 0;
  const char* end = text.data() + text.size();
  auto read = std::from_chars(text.data(), end, first);
  if (read.ec != std::errc{}) return std::nullopt;
  if (read.ptr == end) return std::pair{first, 0U};
  if (between.find(*read.ptr) == std::string_view::npos) return std::nullopt;
  read = std::from_chars(read.ptr + 1, end, second);
  if (read.ec != std::errc{} || read.ptr != end) return std::nullopt;
  return std::pair{first, second};
}

minutes time_of(const std::string& text) {
  const auto time = two_numbers(text, ".:");
  if (!time || time->first > 24 || time->second > 59 || (time->first == 24 && time->second > 0))
    return minutes{0};
  return std::chrono::hours{time->first} + minutes{time->second};
}

// "1.01,23.02" or a list of the same.
std::vector<std::chrono::month_day> days_of(const std::string& list) {
  std::vector<std::chrono::month_day> days;
  for (std::size_t at = 0; at < list.size();) {
    const std::size_t comma = std::min(list.find(',', at), list.size());
    std::string_view item = std::string_view(list).substr(at, comma - at);
    while (!item.empty() && item.front() == ' ') item.remove_prefix(1);
    while (!item.empty() && item.back() == ' ') item.remove_suffix(1);
    at = comma + 1;
    const auto numbers = two_numbers(item, ".");
    if (!numbers) continue;
    const auto day = std::chrono::month{numbers->second} / std::chrono::day{numbers->first};
    if (day.ok()) days.push_back(day);
  }
  return days;
}

}  // namespace

Result<kanban::PortalHours> decode_hours(const json::value& result) {
  if (!result.is_object()) return shape_error("calendar.settings.get: result is no object");
  RowReader row(result, "calendar settings");
  kanban::PortalHours hours;
  hours.start = time_of(row.text("work_time_start"));
  hours.end = time_of(row.text("work_time_end"));
  hours.holidays = days_of(row.text("year_holidays"));
  hours.workdays = days_of(row.text("year_workdays"));
  const std::string off = "," + row.text("week_holidays") + ",";
  constexpr std::array<std::string_view, 7> kDays = {",MO,", ",TU,", ",WE,", ",TH,", ",FR,", ",SA,", ",SU,"};
  for (std::size_t i = 0; i < kDays.size(); ++i) hours.off.at(i) = off.find(kDays.at(i)) != std::string::npos;
  return hours;
}

Result<kanban::PortalHours> CalendarRest::hours(PortalId portal) {
  const auto answer = caller_.call(kanban::background(portal), {"calendar.settings.get"});
  if (!answer) return answer.error();
  return decode_hours(answer->result);
}

}  // namespace sd::portal
