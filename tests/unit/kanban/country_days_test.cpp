#include "kanban/rules/country_days.h"

#include <gtest/gtest.h>

namespace sd::kanban {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::sys_days;

const DayHours kOfficeDay = {{hours{9}, hours{13}}, {hours{14}, hours{18}}};
const sys_days kSaturday{std::chrono::year{2024} / 11 / 2};
const sys_days kThursday{std::chrono::year{2024} / 3 / 7};

TEST(CountryDays, ShortenTheDayFromItsEnd) {
  EXPECT_EQ(shortened(kOfficeDay, minutes{60}), (DayHours{{hours{9}, hours{13}}, {hours{14}, hours{17}}}));
  EXPECT_EQ(shortened(kOfficeDay, hours{4}), (DayHours{{hours{9}, hours{13}}}));
  EXPECT_EQ(shortened(kOfficeDay, hours{5}), (DayHours{{hours{9}, hours{12}}}));
  EXPECT_EQ(shortened(kOfficeDay, hours{8}), DayHours{});
  EXPECT_EQ(shortened(kOfficeDay, hours{9}), DayHours{});
  EXPECT_EQ(shortened(kOfficeDay, minutes{0}), kOfficeDay);
}

TEST(CountryDays, GiveADayOffItsWorkWeekdays) {
  const WorkWeek week = office_week();
  EXPECT_EQ(hours_of(DayKind::kOff, kThursday, week, minutes{60}), DayHours{});
  EXPECT_EQ(hours_of(DayKind::kWorking, kSaturday, week, minutes{60}), kOfficeDay);
  EXPECT_EQ(hours_of(DayKind::kShort, kSaturday, week, minutes{60}),
            (DayHours{{hours{9}, hours{13}}, {hours{14}, hours{17}}}));
}

TEST(CountryDays, KeepTheHoursTheWeekdayHas) {
  WorkWeek week = office_week();
  week[3] = {{hours{12}, hours{20}}};
  week[5] = {{hours{10}, hours{14}}};
  EXPECT_EQ(hours_of(DayKind::kShort, kThursday, week, minutes{30}),
            (DayHours{{hours{12}, hours{19} + minutes{30}}}));
  EXPECT_EQ(hours_of(DayKind::kWorking, kSaturday, week, minutes{60}), (DayHours{{hours{10}, hours{14}}}));
}

TEST(CountryDays, KnowTheNormalDay) {
  EXPECT_EQ(normal_hours(office_week()), kOfficeDay);
  EXPECT_EQ(normal_hours(WorkWeek{}), DayHours{});
}

}  // namespace
}  // namespace sd::kanban
