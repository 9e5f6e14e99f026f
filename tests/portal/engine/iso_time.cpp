#include "tests/portal/engine/iso_time.h"

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>

namespace sd::portal_double {
namespace {

// Takes `count` digits off the front of `text`.
std::optional<int> digits(std::string_view& text, std::size_t count) {
  if (text.size() < count) return std::nullopt;
  int value = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  text.remove_prefix(count);
  return value;
}

bool take(std::string_view& text, char expected) {
  if (text.empty() || text.front() != expected) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<std::chrono::sys_days> read_date(std::string_view& text) {
  std::optional<int> year, month, day;
  if (text.size() > 2 && text[2] == '.') {
    day = digits(text, 2);
    if (!day || !take(text, '.') || !(month = digits(text, 2)) || !take(text, '.')) return std::nullopt;
    year = digits(text, 4);
  } else {
    year = digits(text, 4);
    if (!year || !take(text, '-') || !(month = digits(text, 2)) || !take(text, '-')) return std::nullopt;
    day = digits(text, 2);
  }
  if (!year || !day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{*year},
                                         std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days{date};
}

// Minutes east of UTC at the end of `text`; nullopt when malformed.
std::optional<int> read_offset(std::string_view text, int fallback) {
  if (text.empty()) return fallback;
  if (text == "Z") return 0;
  const bool west = text.front() == '-';
  if (!west && text.front() != '+') return std::nullopt;
  text.remove_prefix(1);
  const std::optional<int> hours = digits(text, 2);
  take(text, ':');
  const std::optional<int> minutes = digits(text, 2);
  if (!hours || !minutes || !text.empty()) return std::nullopt;
  const int total = *hours * 60 + *minutes;
  return west ? -total : total;
}

}  // namespace

std::string iso(Ms at, int offset_minutes) {
  if (at == 0) return {};
  using namespace std::chrono;
  const sys_time<seconds> local{floor<seconds>(milliseconds{at}) + minutes{offset_minutes}};
  const sys_days day = floor<days>(local);
  const year_month_day date{day};
  const hh_mm_ss<seconds> clock{local - day};
  const int away = std::abs(offset_minutes);
  std::array<char, 64> out{};
  std::snprintf(out.data(), out.size(), "%04d-%02u-%02uT%02d:%02d:%02d%c%02d:%02d",
                static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
                static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()),
                offset_minutes < 0 ? '-' : '+', away / 60, away % 60);
  return out.data();
}

std::optional<Ms> read_instant(std::string_view text, int offset_minutes) {
  const std::optional<std::chrono::sys_days> date = read_date(text);
  if (!date) return std::nullopt;
  int seconds = 0;
  if (!text.empty()) {
    if (!take(text, 'T') && !take(text, ' ')) return std::nullopt;
    const std::optional<int> hour = digits(text, 2);
    if (!hour || *hour > 23 || !take(text, ':')) return std::nullopt;
    const std::optional<int> minute = digits(text, 2);
    if (!minute || *minute > 59) return std::nullopt;
    seconds = *hour * 3600 + *minute * 60;
    if (take(text, ':')) {
      const std::optional<int> second = digits(text, 2);
      if (!second || *second > 59) return std::nullopt;
      seconds += *second;
      if (take(text, '.')) {
        while (digits(text, 1)) {
        }
      }
    }
  }
  const std::optional<int> offset = read_offset(text, offset_minutes);
  if (!offset) return std::nullopt;
  return std::chrono::duration_cast<Millis>(date->time_since_epoch()).count() +
         (static_cast<Ms>(seconds) - static_cast<Ms>(*offset) * 60) * 1000;
}

}  // namespace sd::portal_double
