#include "kanban/rules/calendar.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>

namespace sd::kanban {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::sys_days;

namespace {

constexpr std::array kWeekdays = {"monday", "tuesday",  "wednesday", "thursday",
                                  "friday", "saturday", "sunday"};

std::size_t weekday_of(sys_days day) { return std::chrono::weekday{day}.iso_encoding() - 1; }

std::string written(sys_days day) {
  const std::chrono::year_month_day date{day};
  const auto two = [](unsigned number) { return (number < 10 ? "-0" : "-") + std::to_string(number); };
  return std::to_string(static_cast<int>(date.year())) + two(static_cast<unsigned>(date.month())) +
         two(static_cast<unsigned>(date.day()));
}

Error refused(std::string code, std::string detail) {
  return {ErrorKind::kInvalidArgument, std::move(code), std::move(detail)};
}

bool possible(const DayHours& day) {
  minutes free_from{0};
  for (const WorkSpan& span : day) {
    if (span.from < free_from || span.to <= span.from || span.to > hours{24}) return false;
    free_from = span.to;
  }
  return true;
}

Status checked(const CalendarTerms& terms) {
  for (std::size_t weekday = 0; weekday < terms.week.size(); ++weekday) {
    if (!possible(terms.week.at(weekday))) return refused("calendar.span", kWeekdays.at(weekday));
  }
  for (const auto& [day, its_hours] : terms.days) {
    if (day < Calendar::kFirstDay || day >= Calendar::kEndDay) return refused("calendar.day", written(day));
    if (!possible(its_hours)) return refused("calendar.span", written(day));
  }
  if (std::all_of(terms.week.begin(), terms.week.end(), [](const DayHours& day) { return day.empty(); })) {
    return refused("calendar.no_working_day", {});
  }
  return Done{};
}

// The part of a day's working time that has passed at an instant.
Millis passed(const Zone& zone, sys_days day, const DayHours& day_hours, TimePoint at) {
  Millis sum{0};
  for (const WorkSpan& span : day_hours) {
    const TimePoint from = zone.instant(day, span.from);
    if (at <= from) break;
    sum += std::min(at, zone.instant(day, span.to)) - from;
  }
  return sum;
}

}  // namespace

WorkWeek office_week() {
  const DayHours day = {{hours{9}, hours{13}}, {hours{14}, hours{18}}};
  return {day, day, day, day, day, {}, {}};
}

Millis length_of(const DayHours& day) {
  Millis sum{0};
  for (const WorkSpan& span : day) sum += span.to - span.from;
  return sum;
}

Millis normal_length(const WorkWeek& week) {
  std::map<Millis, int> frequency;
  for (const DayHours& day : week) {
    if (!day.empty()) ++frequency[length_of(day)];
  }
  const auto normal = std::max_element(frequency.begin(), frequency.end(), [](const auto& a, const auto& b) {
    return std::tie(a.second, a.first) < std::tie(b.second, b.first);
  });
  return normal == frequency.end() ? Millis{0} : normal->first;
}

struct Calendar::Known {
  explicit Known(CalendarTerms checked_terms);

  std::size_t count() const { return before.size() - 1; }
  sys_days day(std::size_t index) const { return kFirstDay + days{static_cast<int>(index)}; }
  const DayHours& hours(sys_days day) const {
    const auto own = terms.days.find(day);
    return own == terms.days.end() ? terms.week.at(weekday_of(day)) : own->second;
  }
  // The known day in which an instant lies, its midnights being instants: where clocks go back over midnight,
  // the date shown is not enough. The last day for whatever lies behind it.
  std::size_t index_of(TimePoint at) const;

  CalendarTerms terms;
  Millis working_day;
  // Working time before each known day, and behind the last one.
  std::vector<Millis> before;
};

Calendar::Known::Known(CalendarTerms checked_terms)
    : terms(std::move(checked_terms)), working_day(normal_length(terms.week)) {
  before.reserve(static_cast<std::size_t>((kEndDay - kFirstDay).count()) + 1);
  Millis sum{0};
  before.push_back(sum);
  auto shift = terms.zone.shifts.begin();
  for (sys_days at = kFirstDay; at < kEndDay; at += days{1}) {
    // No shift is nearer than two days in UTC: the clocks tell what passes.
    while (shift != terms.zone.shifts.end() && shift->from < at - days{2}) ++shift;
    const bool clocks_change = shift != terms.zone.shifts.end() && shift->from < at + days{3};
    const DayHours& its_hours = hours(at);
    sum += clocks_change ? passed(terms.zone, at, its_hours, TimePoint{at + days{4}}) : length_of(its_hours);
    before.push_back(sum);
  }
}

std::size_t Calendar::Known::index_of(TimePoint at) const {
  const auto shown = std::clamp(terms.zone.day_of(at), kFirstDay, kEndDay - days{1});
  auto index = static_cast<std::size_t>((shown - kFirstDay).count());
  while (index > 0 && at < terms.zone.instant(day(index))) --index;
  while (index + 1 < count() && at >= terms.zone.instant(day(index + 1))) ++index;
  return index;
}

Result<Calendar> Calendar::make(CalendarTerms terms) {
  if (Status status = checked(terms); !status) return status.error();
  return Calendar(std::make_shared<const Known>(std::move(terms)));
}

const Zone& Calendar::zone() const { return known_->terms.zone; }
const CalendarTerms& Calendar::terms() const { return known_->terms; }
Millis Calendar::working_day() const { return known_->working_day; }
const DayHours& Calendar::hours(sys_days day) const { return known_->hours(day); }
bool Calendar::works(sys_days day) const { return !hours(day).empty(); }

Millis Calendar::worked(sys_days day) const {
  if (day < kFirstDay || day >= kEndDay) return Millis{0};
  const auto index = static_cast<std::size_t>((day - kFirstDay).count());
  return known_->before[index + 1] - known_->before[index];
}

std::int64_t Calendar::share(sys_days day) const {
  const Millis whole = working_day();
  return (length_of(hours(day)) * 1000 + whole / 2) / whole;
}

Millis Calendar::until(TimePoint at) const {
  const std::size_t index = known_->index_of(at);
  const sys_days day = known_->day(index);
  return known_->before[index] + passed(zone(), day, hours(day), at);
}

Millis Calendar::diff(TimePoint start, TimePoint end) const { return until(end) - until(start); }

Result<TimePoint> Calendar::add(TimePoint start, Millis span) const {
  if (span == Millis{0}) return start;
  const std::vector<Millis>& before = known_->before;
  const Millis total = before.back();
  // Bounded first, so that no sum overflows.
  if (span > total || span < -total) return refused("calendar.too_far", {});
  const Millis target = until(start) + span;
  if (target > total || target < Millis{0}) return refused("calendar.too_far", {});

  // Forward: the first day at whose end the target is reached. Backward: the last at whose beginning it is
  // not passed.
  const bool forward = span > Millis{0};
  const auto behind = forward ? std::lower_bound(before.begin(), before.end(), target)
                              : std::upper_bound(before.begin(), std::prev(before.end()), target);
  const auto index = static_cast<std::size_t>(behind - before.begin()) - 1;
  const sys_days day = known_->day(index);
  Millis left = target - before[index];
  TimePoint reached = zone().instant(day);
  for (const WorkSpan& stretch : hours(day)) {
    const TimePoint from = zone().instant(day, stretch.from);
    const TimePoint to = zone().instant(day, stretch.to);
    if (forward ? left <= to - from : left < to - from) return from + left;
    left -= to - from;
    reached = to;
  }
  return reached;
}

}  // namespace sd::kanban
