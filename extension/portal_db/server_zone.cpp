#include "extension/portal_db/server_zone.h"

#include <date/date.h>
#include <date/tz.h>

#include <charconv>

namespace sd::portal_db {
namespace {

constexpr std::int64_t kDay = 86'400;

bool number(std::string_view text, std::size_t at, std::size_t digits, int& value) {
  const char* begin = text.data() + at;
  const auto [end, fault] = std::from_chars(begin, begin + digits, value);
  return fault == std::errc{} && end == begin + digits;
}

}  // namespace

Result<ServerZone> ServerZone::named(const std::string& name) {
  try {
    return ServerZone(name, date::locate_zone(name));
  } catch (const std::runtime_error&) {
    return Error{ErrorKind::kInvalidArgument, "portal_db.zone", "no zone is called " + name};
  }
}

std::optional<TimePoint> ServerZone::instant(std::string_view text, DateFault& fault) const {
  fault = DateFault::kWrong;
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
  if (text.size() < 19 || text[4] != '-' || text[7] != '-' || text[13] != ':' || text[16] != ':' ||
      !number(text, 0, 4, year) || !number(text, 5, 2, month) || !number(text, 8, 2, day) ||
      !number(text, 11, 2, hour) || !number(text, 14, 2, minute) || !number(text, 17, 2, second)) {
    return std::nullopt;
  }
  if (year == 0) {
    fault = DateFault::kZero;
    return std::nullopt;
  }
  const date::year_month_day whole{date::year{year}, date::month{static_cast<unsigned>(month)},
                                   date::day{static_cast<unsigned>(day)}};
  if (!whole.ok() || hour > 23 || minute > 59 || second > 59) return std::nullopt;
  fault = DateFault::kNone;
  const std::int64_t local =
      date::local_days{whole}.time_since_epoch().count() * kDay + hour * 3'600 + minute * 60 + second;
  if (local >= from_ && local < to_) return from_ms((local - offset_) * 1'000);

  const date::local_seconds at{std::chrono::seconds{local}};
  const date::local_info info = zone_->get_info(at);
  if (info.result == date::local_info::nonexistent) {
    return from_ms(info.first.end.time_since_epoch().count() * 1'000);
  }
  const std::int64_t offset = info.first.offset.count();
  if (info.result == date::local_info::unique) {
    // A day from either change at least: nothing in between comes twice or not at all.
    offset_ = offset;
    from_ = info.first.begin.time_since_epoch().count() + offset + kDay;
    to_ = info.first.end.time_since_epoch().count() + offset - kDay;
  }
  return from_ms((local - offset) * 1'000);
}

}  // namespace sd::portal_db
