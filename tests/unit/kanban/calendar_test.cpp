#include "kanban/rules/calendar.h"

#include <gtest/gtest.h>

#include "extension/core/iso_time.h"

namespace sd::kanban {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::sys_days;
using std::chrono::year;

TimePoint at(std::string_view iso) { return parse_iso_time(iso).value(); }
sys_days day(int y, unsigned m, unsigned d) {
  return sys_days{year{y} / std::chrono::month{m} / std::chrono::day{d}};
}

// Amsterdam in 2012: forward on Sunday 25 March at 01:00 UTC, back on Sunday 28 October at 01:00 UTC.
Zone amsterdam() {
  return {.name = "Europe/Amsterdam",
          .first_offset = hours{1},
          .shifts = {{at("2012-03-25T01:00:00Z"), hours{2}}, {at("2012-10-28T01:00:00Z"), hours{1}}}};
}

Calendar made(CalendarTerms terms) { return Calendar::make(std::move(terms)).value(); }
Calendar office() { return made({.zone = amsterdam(), .week = office_week(), .days = {}}); }

WorkWeek every_day(const DayHours& day) { return {day, day, day, day, day, day, day}; }

std::string refusal(CalendarTerms terms) {
  const Result<Calendar> calendar = Calendar::make(std::move(terms));
  if (calendar) return "accepted";
  EXPECT_EQ(calendar.error().kind, ErrorKind::kInvalidArgument);
  return calendar.error().code + " " + calendar.error().detail;
}

TEST(Calendar, CountsOverLunchNightAndWeekend) {
  const Calendar calendar = office();
  // Friday 12:00 to Monday 10:00, local: 1 h, 4 h, 1 h.
  EXPECT_EQ(calendar.diff(at("2012-01-13T11:00:00Z"), at("2012-01-16T09:00:00Z")), hours{6});
  EXPECT_EQ(calendar.diff(at("2012-01-16T09:00:00Z"), at("2012-01-13T11:00:00Z")), -hours{6});
  // Both within lunch, both at night.
  EXPECT_EQ(calendar.diff(at("2012-01-13T12:00:00Z"), at("2012-01-13T13:00:00Z")), hours{0});
  EXPECT_EQ(calendar.diff(at("2012-01-13T17:00:00Z"), at("2012-01-16T08:00:00Z")), hours{0});
}

TEST(Calendar, AddsOverLunchNightAndWeekend) {
  const Calendar calendar = office();
  EXPECT_EQ(calendar.add(at("2012-01-13T11:00:00Z"), hours{6}).value(), at("2012-01-16T09:00:00Z"));
  // Reported at night: the clock starts in the morning.
  EXPECT_EQ(calendar.add(at("2012-01-13T22:00:00Z"), minutes{1}).value(), at("2012-01-16T08:01:00Z"));
  // The end of a stretch is nearer than the beginning of the next one.
  EXPECT_EQ(calendar.add(at("2012-01-13T16:00:00Z"), hours{1}).value(), at("2012-01-13T17:00:00Z"));
  EXPECT_EQ(calendar.add(at("2012-01-13T22:00:00Z"), Millis{0}).value(), at("2012-01-13T22:00:00Z"));
}

TEST(Calendar, AddsBackwards) {
  const Calendar calendar = office();
  EXPECT_EQ(calendar.add(at("2012-01-16T09:00:00Z"), -hours{6}).value(), at("2012-01-13T11:00:00Z"));
  // A whole morning back: its first instant, not the last of Friday.
  EXPECT_EQ(calendar.add(at("2012-01-16T12:00:00Z"), -hours{4}).value(), at("2012-01-16T08:00:00Z"));
}

TEST(Calendar, KnowsDaysThatDiffer) {
  const Calendar calendar =
      made({.zone = fixed_zone(hours{3}),
            .week = office_week(),
            .days = {{day(2024, 5, 1), {}},
                     {day(2024, 5, 8), {{hours{9}, hours{13}}, {hours{14}, hours{17}}}},
                     {day(2024, 4, 27), {{hours{9}, hours{13}}, {hours{14}, hours{18}}}}}});
  EXPECT_FALSE(calendar.works(day(2024, 5, 1)));
  EXPECT_EQ(calendar.worked(day(2024, 5, 1)), hours{0});
  EXPECT_EQ(calendar.share(day(2024, 5, 1)), 0);
  EXPECT_EQ(calendar.worked(day(2024, 5, 8)), hours{7});
  EXPECT_EQ(calendar.share(day(2024, 5, 8)), 875);
  EXPECT_TRUE(calendar.works(day(2024, 4, 27)));
  EXPECT_EQ(calendar.share(day(2024, 4, 27)), 1000);
  // Tuesday 17:00 to Thursday 10:00 over the holiday: 1 h and 1 h.
  EXPECT_EQ(calendar.diff(at("2024-04-30T14:00:00Z"), at("2024-05-02T07:00:00Z")), hours{2});
}

TEST(Calendar, TakesTheMostFrequentDayForTheNormalOne) {
  WorkWeek week = office_week();
  week[4] = {{hours{9}, hours{13}}, {hours{14}, hours{16}}};
  week[5] = {{hours{10}, hours{14}}};
  const Calendar calendar = made({.zone = {}, .week = week, .days = {}});
  EXPECT_EQ(calendar.working_day(), hours{8});
  EXPECT_EQ(calendar.share(day(2024, 3, 7)), 1000);
  EXPECT_EQ(calendar.share(day(2024, 3, 8)), 750);
  EXPECT_EQ(calendar.share(day(2024, 3, 9)), 500);

  WorkWeek even;
  even[0] = {{hours{9}, hours{13}}};
  even[1] = {{hours{9}, hours{18}}};
  EXPECT_EQ(made({.zone = {}, .week = even, .days = {}}).working_day(), hours{9});
}

TEST(Calendar, WorksToTheEndOfTheDayAndRoundTheClock) {
  const Calendar nights =
      made({.zone = {}, .week = every_day({{hours{0}, hours{6}}, {hours{22}, hours{24}}}), .days = {}});
  EXPECT_EQ(nights.diff(at("2024-03-07T21:00:00Z"), at("2024-03-08T07:00:00Z")), hours{8});
  EXPECT_EQ(nights.add(at("2024-03-07T22:00:00Z"), hours{8}).value(), at("2024-03-08T06:00:00Z"));

  const Calendar always = made({.zone = amsterdam(), .week = every_day({{hours{0}, hours{24}}}), .days = {}});
  EXPECT_EQ(always.diff(at("2012-01-01T00:00:00.123Z"), at("2012-12-31T00:00:00Z")),
            hours{365 * 24} - Millis{123});
}

TEST(Calendar, CountsWhatReallyPassesWhenClocksChange) {
  const Calendar always = made({.zone = amsterdam(), .week = every_day({{hours{0}, hours{24}}}), .days = {}});
  EXPECT_EQ(always.worked(day(2012, 3, 25)), hours{23});
  EXPECT_EQ(always.worked(day(2012, 10, 28)), hours{25});
  EXPECT_EQ(always.share(day(2012, 3, 25)), 1000);
  EXPECT_EQ(always.add(at("2012-03-24T23:00:00Z"), hours{23}).value(), at("2012-03-25T22:00:00Z"));

  // A stretch the clocks skip, one they cut, one they show twice.
  const Calendar early = made({.zone = amsterdam(),
                               .week = every_day({{hours{2}, minutes{150}}, {minutes{165}, hours{4}}}),
                               .days = {}});
  EXPECT_EQ(early.worked(day(2012, 3, 25)), hours{1});
  EXPECT_EQ(early.worked(day(2012, 10, 28)), minutes{30} + minutes{75} + hours{1});
  // The office does not notice.
  EXPECT_EQ(office().diff(at("2012-03-23T16:00:00Z"), at("2012-03-26T08:00:00Z")), hours{2});
}

TEST(Calendar, RefusesWhatCannotBe) {
  const auto monday = [](DayHours stretches) {
    WorkWeek week = office_week();
    week[0] = std::move(stretches);
    return refusal({.zone = {}, .week = week, .days = {}});
  };
  EXPECT_EQ(refusal({.zone = {}, .week = {}, .days = {}}), "calendar.no_working_day ");
  EXPECT_EQ(refusal({.zone = {}, .week = {}, .days = {{day(2024, 1, 1), {{hours{9}, hours{10}}}}}}),
            "calendar.no_working_day ");
  EXPECT_EQ(monday({{hours{18}, hours{9}}}), "calendar.span monday");
  EXPECT_EQ(monday({{hours{9}, hours{9}}}), "calendar.span monday");
  EXPECT_EQ(monday({{hours{9}, hours{25}}}), "calendar.span monday");
  EXPECT_EQ(monday({{-hours{1}, hours{9}}}), "calendar.span monday");
  EXPECT_EQ(monday({{hours{9}, hours{13}}, {hours{12}, hours{18}}}), "calendar.span monday");
  EXPECT_EQ(monday({{hours{14}, hours{18}}, {hours{9}, hours{13}}}), "calendar.span monday");
  EXPECT_EQ(monday({{hours{9}, hours{13}}, {hours{13}, hours{24}}}), "accepted");
  EXPECT_EQ(refusal({.zone = {}, .week = office_week(), .days = {{day(2024, 1, 9), {{hours{9}, hours{8}}}}}}),
            "calendar.span 2024-01-09");
  EXPECT_EQ(refusal({.zone = {}, .week = office_week(), .days = {{day(2051, 1, 1), {}}}}),
            "calendar.day 2051-01-01");
  EXPECT_EQ(refusal({.zone = {}, .week = office_week(), .days = {{day(1989, 12, 31), {}}}}),
            "calendar.day 1989-12-31");
}

TEST(Calendar, EndsSomewhere) {
  const Calendar calendar = office();
  const Result<TimePoint> beyond = calendar.add(at("2012-01-13T11:00:00Z"), hours{100'000});
  ASSERT_FALSE(beyond.has_value());
  EXPECT_EQ(beyond.error().code, "calendar.too_far");
  EXPECT_FALSE(calendar.add(at("2012-01-13T11:00:00Z"), Millis::max()).has_value());
  EXPECT_FALSE(calendar.add(at("2012-01-13T11:00:00Z"), Millis::min()).has_value());
  EXPECT_EQ(calendar.diff(at("1970-01-01T00:00:00Z"), at("1990-01-01T00:00:00Z")), hours{0});
  EXPECT_EQ(calendar.diff(at("2051-01-01T00:00:00Z"), at("2099-01-01T00:00:00Z")), hours{0});
  EXPECT_EQ(calendar.worked(day(2051, 1, 2)), hours{0});
}

}  // namespace
}  // namespace sd::kanban
