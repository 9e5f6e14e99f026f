#include "extension/settings/rules/calendar_sheet.h"

#include <gtest/gtest.h>

namespace sd::settings {
namespace {

using kanban::DayHours;
using kanban::DayKind;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::sys_days;
using namespace std::chrono_literals;

const DayHours kOfficeDay = {{9h, 13h}, {14h, 18h}};

Row line(std::string name, std::string value) { return {std::move(name), std::move(value)}; }

class CalendarSheet : public testing::Test {
 protected:
  CalendarFrame frame() const {
    return {3h, countries, [](const std::string& name) -> Result<Zone> {
              if (name == "Test/Five") return Zone{name, 5h, {}};
              return Error{ErrorKind::kInvalidArgument, "zone.unknown", {}};
            }};
  }
  kanban::GroupCalendar calendar(const std::vector<Row>& portal, const std::vector<Row>& group = {}) const {
    return calendar_of(lines_of(portal, group), frame()).value();
  }
  DayHours hours_on(const std::vector<Row>& rows, sys_days day) const {
    return calendar(rows).calendar.hours(day);
  }
  std::vector<Wrong> wrong(const std::vector<Row>& rows, const std::vector<Row>& portal = {}) const {
    return check_calendar(rows, portal, frame());
  }

  std::vector<kanban::CountryDays> countries = {
      {"ru",
       minutes{60},
       {{sys_days{2026y / 2 / 23}, DayKind::kOff}, {sys_days{2026y / 4 / 30}, DayKind::kShort}}}};
};

TEST_F(CalendarSheet, IsTheOfficeWeekByThePortalsClockWhereNobodyHasSaidAnything) {
  const kanban::GroupCalendar usual = calendar({});
  EXPECT_EQ(usual.calendar.terms().week, kanban::office_week());
  EXPECT_EQ(usual.calendar.zone(), fixed_zone(3h));
  EXPECT_TRUE(usual.calendar.terms().days.empty());
  EXPECT_FALSE(usual.timers_in_working_time);
}

TEST_F(CalendarSheet, TakesWeekdaysZoneAndTimers) {
  const kanban::GroupCalendar made =
      calendar({line("zone", "Test/Five"), line("timers", "working"), line("monday", "10:00-24:00"),
                line("friday", "off"), line("saturday", "00:00-06:00 22:00-24:00")});
  EXPECT_EQ(made.calendar.zone().name, "Test/Five");
  EXPECT_TRUE(made.timers_in_working_time);
  EXPECT_EQ(made.calendar.hours(2026y / 11 / 23), (DayHours{{10h, 24h}}));
  EXPECT_EQ(made.calendar.hours(2026y / 11 / 24), kOfficeDay);
  EXPECT_EQ(made.calendar.hours(2026y / 11 / 27), DayHours{});
  EXPECT_EQ(made.calendar.hours(2026y / 11 / 28), (DayHours{{0h, 6h}, {22h, 24h}}));
}

TEST_F(CalendarSheet, ADaysOwnLineWinsOverTheCountryAndThatOverTheLineOfEveryYear) {
  const sys_days defenders = 2026y / 2 / 23, eve = 2026y / 4 / 30;
  EXPECT_EQ(hours_on({}, defenders), kOfficeDay);
  EXPECT_EQ(hours_on({line("country", "ru")}, defenders), DayHours{});
  EXPECT_EQ(hours_on({line("country", "ru")}, eve), (DayHours{{9h, 13h}, {14h, 17h}}));
  EXPECT_EQ(hours_on({line("country", "none")}, defenders), kOfficeDay);
  EXPECT_EQ(hours_on({line("04-30", "off")}, eve), DayHours{});
  EXPECT_EQ(hours_on({line("04-30", "off")}, 2031y / 4 / 30), DayHours{});
  EXPECT_EQ(hours_on({line("country", "ru"), line("04-30", "off")}, eve), (DayHours{{9h, 13h}, {14h, 17h}}));
  EXPECT_EQ(hours_on({line("country", "ru"), line("2026-02-23", "work")}, defenders), kOfficeDay);
  EXPECT_EQ(hours_on({line("country", "ru"), line("2026-02-23", "12:00-15:30")}, defenders),
            (DayHours{{12h, 15h + 30min}}));
  EXPECT_EQ(hours_on({line("2026-02-21", "short")}, 2026y / 2 / 21), (DayHours{{9h, 13h}, {14h, 17h}}));
  EXPECT_EQ(hours_on({line("02-29", "off")}, 2028y / 2 / 29), DayHours{});
}

TEST_F(CalendarSheet, AGroupsLinesWinOneByOne) {
  const std::vector<Row> portal = {line("monday", "08:00-12:00"), line("timers", "working"),
                                   line("2026-11-24", "off")};
  const kanban::GroupCalendar made =
      calendar(portal, {line("2026-11-24", "work"), line("timers", "calendar")});
  EXPECT_EQ(made.calendar.hours(2026y / 11 / 23), (DayHours{{8h, 12h}}));
  EXPECT_EQ(made.calendar.hours(2026y / 11 / 24), kOfficeDay);
  EXPECT_FALSE(made.timers_in_working_time);
}

TEST_F(CalendarSheet, SaysWhatIsWrongBesideTheLine) {
  EXPECT_TRUE(wrong({line("zone", "Test/Five"), line("country", "ru"), line("timers", "working"),
                     line("05-01", "work"), line("2050-12-31", "short"), line("1990-01-01", "off")})
                  .empty());
  EXPECT_EQ(
      wrong({line("zone", "Test/Six"), line("country", "xx"), line("timers", "lunar"), line("05-01", "short"),
             line("monday", "18:00-09:00"), line("2026-02-29", "off"), line("2026-02-28", "perhaps")}),
      (std::vector<Wrong>{{0, "value", "calendar.zone"},
                          {1, "value", "calendar.country"},
                          {2, "value", "calendar.timers"},
                          {3, "value", "calendar.every_year"},
                          {4, "value", "calendar.hours"},
                          {5, "name", "calendar.name"},
                          {6, "value", "calendar.hours"}}));
  for (const char* name : {"2051-01-01", "1989-12-31", "02-30", "13-01", "Monday", "week", "2026-5-1"}) {
    EXPECT_EQ(wrong({line(name, "off")}), (std::vector<Wrong>{{0, "name", "calendar.name"}})) << name;
  }
}

TEST_F(CalendarSheet, NeedsAWorkingDay) {
  std::vector<Row> rows;
  for (const char* day : {"monday", "tuesday", "wednesday", "thursday", "friday"})
    rows.push_back(line(day, "off"));
  EXPECT_EQ(wrong(rows), (std::vector<Wrong>{{0, "", "calendar.no_working_day"}}));
  rows.pop_back();
  EXPECT_TRUE(wrong(rows).empty());
  // A group is judged with what the portal says.
  EXPECT_EQ(wrong({line("friday", "off")}, rows), (std::vector<Wrong>{{0, "", "calendar.no_working_day"}}));
}

TEST(Hours, AreReadAndWritten) {
  for (const char* text :
       {"off", "09:00-13:00", "00:00-24:00", "09:00-13:00 14:00-18:00", "00:00-00:01 00:01-23:59"}) {
    const auto read = parse_hours(text);
    ASSERT_TRUE(read.has_value()) << text;
    EXPECT_EQ(written(*read), text);
  }
  EXPECT_EQ(*parse_hours("09:05-13:40"), (DayHours{{9h + 5min, 13h + 40min}}));
  for (const char* text :
       {"", " ", "9:00-13:00", "09:00-13:00 ", " 09:00-13:00", "09:00-13:00  14:00-18:00", "09:00-13:60",
        "09:00-24:01", "09:00-25:00", "09:00-09:00", "13:00-09:00", "09:00-13:00 12:00-18:00", "09:00 13:00",
        "09.00-13.00", "09:00-13:00,14:00-18:00", "0a:00-13:00", "09:00-13:0", "-1:00-13:00"}) {
    EXPECT_FALSE(parse_hours(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace sd::settings
