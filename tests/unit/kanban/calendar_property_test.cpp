// Calendars made up at random, in zones whose clocks do odd things, against an oracle that counts minute by
// minute, and add against diff.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "extension/core/iso_time.h"
#include "kanban/rules/calendar.h"

namespace sd::kanban {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::sys_days;

TimePoint at(std::string_view iso) { return parse_iso_time(iso).value(); }

struct OddZone {
  Zone zone;
  TimePoint near;  // a shift worth looking at
};

// An hour back and forth at night, half an hour, back over midnight in two ways, a midnight skipped, a day
// that never was, none.
std::vector<OddZone> odd_zones() {
  const auto zone = [](Millis first, std::string_view shift, Millis then) {
    return OddZone{{.name = {}, .first_offset = first, .shifts = {{at(shift), then}}}, at(shift)};
  };
  return {zone(hours{1}, "2012-03-25T01:00:00Z", hours{2}),
          zone(hours{2}, "2012-10-28T01:00:00Z", hours{1}),
          zone(minutes{660}, "2012-04-07T15:00:00Z", minutes{630}),
          zone(hours{-2}, "2012-02-26T02:00:00Z", hours{-3}),
          zone(minutes{-150}, "2010-11-07T02:31:00Z", minutes{-210}),
          zone(hours{-3}, "2012-10-21T03:00:00Z", hours{-2}),
          zone(hours{-10}, "2011-12-30T10:00:00Z", hours{14}),
          zone(minutes{345}, "2012-05-05T00:00:00Z", minutes{346})};
}

DayHours any_hours() {
  auto edges = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 1441));
  std::sort(edges.begin(), edges.end());
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
  DayHours made;
  for (std::size_t edge = 0; edge + 1 < std::min<std::size_t>(edges.size(), 8); edge += 2) {
    made.push_back({minutes{edges[edge]}, minutes{edges[edge + 1]}});
  }
  return made;
}

struct Sample {
  Calendar calendar;
  TimePoint near;
};

Sample any_calendar() {
  const OddZone odd = *rc::gen::elementOf(odd_zones());
  CalendarTerms terms{.zone = odd.zone, .week = {}, .days = {}};
  for (DayHours& day : terms.week) day = any_hours();
  if (std::all_of(terms.week.begin(), terms.week.end(), [](const DayHours& day) { return day.empty(); })) {
    terms.week[2] = {{hours{0}, hours{24}}};
  }
  const auto shift_day = std::chrono::floor<days>(odd.near);
  for (int differing = *rc::gen::inRange(0, 3); differing > 0; --differing) {
    terms.days[shift_day + days{*rc::gen::inRange(-3, 4)}] = any_hours();
  }
  return {Calendar::make(std::move(terms)).value(), odd.near};
}

TimePoint any_instant(TimePoint near) {
  return near + Millis{*rc::gen::inRange(-4 * 86'400'000, 4 * 86'400'000)};
}
TimePoint any_minute(TimePoint near) { return near + minutes{*rc::gen::inRange(-2 * 1440, 2 * 1440)}; }

// The first minute at which local clocks show a time of a day or a later one.
TimePoint first_minute(const Zone& zone, sys_days day, minutes since_midnight) {
  const TimePoint wanted = TimePoint{day} + since_midnight;
  TimePoint minute = wanted - hours{16};
  while (minute + zone.offset_at(minute) < wanted) minute += minutes{1};
  return minute;
}

// Minutes of working time in [start, end), one by one.
Millis counted(const Calendar& calendar, TimePoint start, TimePoint end) {
  std::vector<std::pair<TimePoint, TimePoint>> stretches;
  for (sys_days day = std::chrono::floor<days>(start) - days{1}; day < end + days{1}; day += days{1}) {
    const auto own = calendar.terms().days.find(day);
    const unsigned weekday = std::chrono::weekday{day}.c_encoding();
    const DayHours& of_day =
        own != calendar.terms().days.end() ? own->second : calendar.terms().week[(weekday + 6) % 7];
    for (const WorkSpan& span : of_day) {
      stretches.emplace_back(first_minute(calendar.zone(), day, span.from),
                             first_minute(calendar.zone(), day, span.to));
    }
  }
  Millis sum{0};
  for (TimePoint minute = start; minute < end; minute += minutes{1}) {
    for (const auto& [from, to] : stretches) {
      if (minute >= from && minute < to) sum += minutes{1};
    }
  }
  return sum;
}

TEST(CalendarProperty, DiffEqualsCountingMinutes) {
  EXPECT_TRUE(rc::check([] {
    const Sample sample = any_calendar();
    const TimePoint start = any_minute(sample.near);
    const TimePoint end = start + minutes{*rc::gen::inRange(0, 2 * 1440)};
    RC_ASSERT(sample.calendar.diff(start, end) == counted(sample.calendar, start, end));
    RC_ASSERT(sample.calendar.diff(end, start) == -counted(sample.calendar, start, end));
  }));
}

TEST(CalendarProperty, WorkedEqualsTheMinutesBetweenMidnights) {
  EXPECT_TRUE(rc::check([] {
    const Sample sample = any_calendar();
    const sys_days day = std::chrono::floor<days>(sample.near) + days{*rc::gen::inRange(-3, 4)};
    const Zone& zone = sample.calendar.zone();
    RC_ASSERT(sample.calendar.worked(day) == counted(sample.calendar, first_minute(zone, day, minutes{0}),
                                                     first_minute(zone, day, hours{24})));
  }));
}

TEST(CalendarProperty, DiffUndoesAdd) {
  EXPECT_TRUE(rc::check([] {
    const Sample sample = any_calendar();
    const TimePoint start = any_instant(sample.near);
    const Millis span{*rc::gen::inRange(-200'000'000, 200'000'000)};
    // A calendar of a minute a week ends before a long span does.
    const TimePoint end =
        TimePoint{span > Millis{0} ? Calendar::kEndDay + days{2} : Calendar::kFirstDay - days{2}};
    const Result<TimePoint> added = sample.calendar.add(start, span);
    RC_ASSERT(added.has_value() ==
              (std::chrono::abs(span) <= std::chrono::abs(sample.calendar.diff(start, end))));
    if (!added) return;
    const TimePoint reached = *added;
    RC_ASSERT(sample.calendar.diff(start, reached) == span);
    // The earliest such instant, or the latest one before.
    if (span > Millis{0}) RC_ASSERT(sample.calendar.diff(start, reached - Millis{1}) == span - Millis{1});
    if (span < Millis{0}) RC_ASSERT(sample.calendar.diff(start, reached + Millis{1}) == span + Millis{1});
  }));
}

TEST(CalendarProperty, AddUndoesDiffWithinWorkingTime) {
  EXPECT_TRUE(rc::check([] {
    const Sample sample = any_calendar();
    const TimePoint start = any_instant(sample.near);
    // Instants that working time leads up to, seen from before them and from behind them.
    const TimePoint somewhere = any_instant(sample.near);
    const TimePoint later = sample.calendar.add(std::max(start, somewhere), Millis{1}).value();
    RC_ASSERT(sample.calendar.add(start, sample.calendar.diff(start, later)).value() == later);
    const TimePoint earlier = sample.calendar.add(std::min(start, somewhere), -Millis{1}).value();
    RC_ASSERT(sample.calendar.add(start, sample.calendar.diff(start, earlier)).value() == earlier);
  }));
}

TEST(CalendarProperty, DiffIsAdditive) {
  EXPECT_TRUE(rc::check([] {
    const Sample sample = any_calendar();
    const TimePoint a = any_instant(sample.near);
    const TimePoint b = any_instant(sample.near);
    const TimePoint c = any_instant(sample.near);
    RC_ASSERT(sample.calendar.diff(a, b) + sample.calendar.diff(b, c) == sample.calendar.diff(a, c));
  }));
}

}  // namespace
}  // namespace sd::kanban
