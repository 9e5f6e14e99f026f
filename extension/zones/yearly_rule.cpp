#include "extension/zones/yearly_rule.h"

#include <algorithm>
#include <charconv>

namespace sd::zones {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

// Takes the text piece by piece; once something is wrong, everything is.
class RuleText {
 public:
  explicit RuleText(std::string_view text) : rest_(text) {}

  bool good() const { return good_; }
  bool at_end() const { return rest_.empty(); }

  void expect(char sign) { good_ = good_ && take(sign); }
  bool take(char sign) {
    if (rest_.empty() || rest_.front() != sign) return false;
    rest_.remove_prefix(1);
    return true;
  }

  // "CET" or "<+0330>".
  void skip_name() {
    const bool quoted = take('<');
    const auto ends = [quoted](char sign) {
      return quoted ? sign == '>' : !((sign >= 'A' && sign <= 'Z') || (sign >= 'a' && sign <= 'z'));
    };
    const auto end = std::find_if(rest_.begin(), rest_.end(), ends);
    good_ = good_ && end != rest_.begin();
    rest_.remove_prefix(static_cast<std::size_t>(end - rest_.begin()));
    if (quoted) expect('>');
  }

  int number(int most) {
    int value = 0;
    const auto [end, fault] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
    good_ = good_ && fault == std::errc{} && value >= 0 && value <= most;
    if (good_) rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
    return value;
  }

  // "[+-]h[h][:mm[:ss]]"
  seconds time(int most_hours) {
    const bool negative = take('-');
    if (!negative) take('+');
    seconds value = hours{number(most_hours)};
    if (take(':')) value += minutes{number(59)};
    if (take(':')) value += seconds{number(59)};
    return negative ? -value : value;
  }

  // ",M3.5.0/3"
  YearlyRule::Turn turn() {
    expect(',');
    expect('M');
    YearlyRule::Turn turn;
    const int month = number(12);
    expect('.');
    const int week = number(5);
    expect('.');
    turn.weekday = std::chrono::weekday{static_cast<unsigned>(number(6))};
    good_ = good_ && month > 0 && week > 0;
    turn.month = std::chrono::month{static_cast<unsigned>(month)};
    turn.week = static_cast<unsigned>(week);
    turn.time = take('/') ? time(167) : hours{2};
    return turn;
  }

  bool at_comma() const { return !rest_.empty() && rest_.front() == ','; }

 private:
  std::string_view rest_;
  bool good_ = true;
};

std::optional<YearlyRule> YearlyRule::parse(std::string_view text) {
  RuleText reader(text);
  YearlyRule rule;
  reader.skip_name();
  rule.winter_ = -reader.time(24);  // POSIX counts westwards
  reader.skip_name();
  rule.summer_ = reader.at_comma() ? rule.winter_ + hours{1} : Millis{-reader.time(24)};
  rule.to_summer_ = reader.turn();
  rule.to_winter_ = reader.turn();
  if (!reader.good() || !reader.at_end()) return std::nullopt;
  return rule;
}

TimePoint YearlyRule::local(const Turn& turn, std::chrono::year year) {
  using std::chrono::sys_days;
  const auto month = year / turn.month;
  const sys_days day = turn.week == 5 ? sys_days{month / turn.weekday[std::chrono::last]}
                                      : sys_days{month / turn.weekday[turn.week]};
  return TimePoint{day} + turn.time;
}

std::vector<Zone::Shift> YearlyRule::shifts(std::chrono::year year) const {
  std::vector<Zone::Shift> shifts{{local(to_summer_, year) - winter_, summer_},
                                  {local(to_winter_, year) - summer_, winter_}};
  if (shifts[1].from < shifts[0].from) std::swap(shifts[0], shifts[1]);
  return shifts;
}

}  // namespace sd::zones
