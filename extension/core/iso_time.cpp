#include "extension/core/iso_time.h"

#include <cstdio>

namespace sd {
namespace {

using std::chrono::minutes;

constexpr int kLargestOffsetHours = 18;
constexpr std::size_t kLongestText = 64;

Error refused(std::string code, std::string detail) {
  return {ErrorKind::kInvalidArgument, "time." + code, std::move(detail)};
}

// Reads from the front of a text and remembers the first thing that went wrong.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  bool done() const { return position_ == text_.size(); }
  bool failed() const { return failed_; }
  char peek() const { return done() ? '\0' : text_[position_]; }
  std::size_t place() const { return position_ + 1; }
  std::string detail() const { return detail_; }

  // Exactly `digits` decimal digits, called `what` in the message.
  int number(int digits, const char* what) {
    int value = 0;
    for (int i = 0; i < digits && !failed_; ++i) {
      const char c = peek();
      if (c < '0' || c > '9') {
        fail(std::to_string(digits) + " digits of the " + what + " expected");
      } else {
        value = value * 10 + (c - '0');
        ++position_;
      }
    }
    return value;
  }

  void expect(char wanted) {
    if (failed_ || take(wanted)) return;
    std::string why = "'' expected";
    why.insert(1, 1, wanted);
    fail(why);
  }

  bool take(char wanted) {
    if (failed_ || done() || peek() != wanted) return false;
    ++position_;
    return true;
  }

  // One or more digits after the point, cut to milliseconds.
  int milliseconds() {
    int value = 0;
    int weight = 100;
    if (peek() < '0' || peek() > '9') fail("digits of the fraction expected");
    while (!failed_ && peek() >= '0' && peek() <= '9') {
      value += (peek() - '0') * weight;
      weight /= 10;
      ++position_;
    }
    return value;
  }

  void fail(const std::string& why) {
    if (!failed_) detail_ = why + " at character " + std::to_string(place());
    failed_ = true;
  }

 private:
  std::string_view text_;
  std::size_t position_ = 0;
  bool failed_ = false;
  std::string detail_;
};

// The offset's minutes; the reader stands at its first character.
Result<minutes> read_offset(Reader& reader) {
  if (reader.take('Z')) return minutes{0};
  const bool west = reader.peek() == '-';
  if (!west && reader.peek() != '+') {
    return refused("format",
                   "'Z' or an offset such as +02:00 expected at character " + std::to_string(reader.place()));
  }
  reader.take(west ? '-' : '+');
  const int hour = reader.number(2, "offset's hours");
  int minute = 0;
  if (!reader.failed() && !reader.done()) {
    reader.take(':');
    minute = reader.number(2, "offset's minutes");
  }
  if (reader.failed()) return refused("format", reader.detail());
  if (minute > 59 || hour > kLargestOffsetHours || (hour == kLargestOffsetHours && minute > 0)) {
    return refused("out_of_range", "the offset must lie within ±18:00");
  }
  const minutes size{hour * 60 + minute};
  return west ? -size : size;
}

}  // namespace

Result<TimePoint> parse_iso_time(std::string_view text) {
  if (text.empty()) return refused("format", "empty; expected e.g. 2012-05-01T00:00:00+02:00");
  if (text.size() > kLongestText) return refused("format", "longer than any instant");

  Reader reader(text);
  const int year = reader.number(4, "year");
  reader.expect('-');
  const int month = reader.number(2, "month");
  reader.expect('-');
  const int day = reader.number(2, "day");
  reader.expect('T');
  const int hour = reader.number(2, "hour");
  reader.expect(':');
  const int minute = reader.number(2, "minute");
  int second = 0;
  int milli = 0;
  if (reader.take(':')) {
    second = reader.number(2, "second");
    if (reader.take('.')) milli = reader.milliseconds();
  }
  if (reader.failed()) return refused("format", reader.detail());
  if (reader.done()) {
    return refused("no_offset",
                   "no offset: add Z or, for example, +02:00 (without it the instant is ambiguous)");
  }
  const Result<minutes> offset = read_offset(reader);
  if (!offset) return offset.error();
  if (!reader.done())
    return refused("format", "text after the offset at character " + std::to_string(reader.place()));

  const std::chrono::year_month_day date{std::chrono::year{year},
                                         std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok()) return refused("out_of_range", "there is no such day");
  if (hour > 23) return refused("out_of_range", "the hour must be 00 to 23");
  if (minute > 59) return refused("out_of_range", "the minute must be 00 to 59");
  if (second > 59) return refused("out_of_range", "the second must be 00 to 59");
  return TimePoint{std::chrono::sys_days{date}} + std::chrono::hours{hour} + minutes{minute} +
         std::chrono::seconds{second} + Millis{milli} - *offset;
}

std::string format_iso_time(TimePoint at, minutes offset) {
  const TimePoint local = at + offset;
  const auto day = std::chrono::floor<std::chrono::days>(local);
  const std::chrono::year_month_day date{day};
  const auto rest = static_cast<int>((local - day).count());
  const int size = static_cast<int>(offset.count() < 0 ? -offset.count() : offset.count());

  char fraction[8] = "";
  if (rest % 1'000 != 0) std::snprintf(fraction, sizeof fraction, ".%03d", rest % 1'000);
  char text[64];
  std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d%s%c%02d:%02d",
                static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()), rest / 3'600'000, rest / 60'000 % 60, rest / 1'000 % 60,
                fraction, offset.count() < 0 ? '-' : '+', size / 60, size % 60);
  return text;
}

}  // namespace sd
