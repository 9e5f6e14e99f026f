#include <date/date.h>
#include <date/tz.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <sstream>
#include <string_view>

#include "tests/portal/engine/history_player.h"

namespace sd::portal_double {
namespace {

Error wrong(const char* code, std::size_t line, const std::string& what) {
  return {ErrorKind::kInvalidArgument, code, "line " + std::to_string(line) + ": " + what};
}

std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

bool whole_number(std::string_view text, int& value) {
  if (text.find_first_not_of("0123456789") != std::string_view::npos) return false;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  return read.ec == std::errc{} && read.ptr == text.data() + text.size();
}

// "2010-04-01 00:59:00"
std::optional<date::local_seconds> local_time(std::string_view text) {
  if (text.size() != 19 || text[4] != '-' || text[7] != '-' || text[10] != ' ' || text[13] != ':' ||
      text[16] != ':') {
    return std::nullopt;
  }
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
  if (!whole_number(text.substr(0, 4), year) || !whole_number(text.substr(5, 2), month) ||
      !whole_number(text.substr(8, 2), day) || !whole_number(text.substr(11, 2), hour) ||
      !whole_number(text.substr(14, 2), minute) || !whole_number(text.substr(17, 2), second)) {
    return std::nullopt;
  }
  const date::year_month_day day_of{date::year{year}, date::month{static_cast<unsigned>(month)},
                                    date::day{static_cast<unsigned>(day)}};
  if (!day_of.ok() || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59)
    return std::nullopt;
  return date::local_days{day_of} + std::chrono::hours{hour} + std::chrono::minutes{minute} +
         std::chrono::seconds{second};
}

Ms instant(const date::time_zone& zone, date::local_seconds local) {
  const date::local_info info = zone.get_info(local);
  // Both for a repeated hour (the earlier instant) and for a skipped one the offset before the change counts.
  return std::chrono::duration_cast<Millis>(local.time_since_epoch() - info.first.offset).count();
}

}  // namespace

Result<std::vector<CaseRow>> decode_history(const std::string& text, const std::string& zone_name) {
  const date::time_zone* zone = nullptr;
  try {
    zone = date::locate_zone(zone_name);
  } catch (const std::runtime_error&) {
    return Error{ErrorKind::kInvalidArgument, "csv.zone", "unknown time zone \"" + zone_name + "\""};
  }
  std::string_view rest = text;
  if (rest.empty()) return Error{ErrorKind::kInvalidArgument, "csv.empty", "the file is empty"};
  if (take_line(rest) != "CaseID,ActivityID,CompleteTimestamp") {
    return wrong("csv.header", 1, "expected the header CaseID,ActivityID,CompleteTimestamp");
  }
  std::vector<CaseRow> rows;
  for (std::size_t line = 2; !rest.empty(); ++line) {
    const std::string_view row = take_line(rest);
    const std::size_t first = row.find(','), second = row.find(',', first + 1);
    if (first == std::string_view::npos || second == std::string_view::npos ||
        row.find(',', second + 1) != std::string_view::npos) {
      return wrong("csv.columns", line, "expected three columns");
    }
    CaseRow out;
    out.case_id = std::string(row.substr(0, first));
    if (out.case_id.empty() || out.case_id.size() > 50)
      return wrong("csv.case", line, "CaseID is empty or longer than 50");
    const std::string_view activity = row.substr(first + 1, second - first - 1);
    if (!whole_number(activity, out.activity) || out.activity < 1 || out.activity > 13) {
      return wrong("csv.activity", line, "unknown activity \"" + std::string(activity.substr(0, 20)) + "\"");
    }
    const std::optional<date::local_seconds> local = local_time(row.substr(second + 1));
    if (!local)
      return wrong("csv.time", line, "bad time \"" + std::string(row.substr(second + 1, 30)) + "\"");
    out.at = instant(*zone, *local);
    rows.push_back(std::move(out));
  }
  std::stable_sort(rows.begin(), rows.end(), [](const CaseRow& a, const CaseRow& b) { return a.at < b.at; });
  return rows;
}

Result<std::vector<CaseRow>> load_history(const std::string& file, const std::string& zone) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return Error{ErrorKind::kNotFound, "csv.file", "cannot read the file"};
  std::ostringstream text;
  text << in.rdbuf();
  return decode_history(std::move(text).str(), zone);
}

}  // namespace sd::portal_double
