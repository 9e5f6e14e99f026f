#include "extension/settings/rules/portal_lines.h"

#include <gtest/gtest.h>

#include <map>

#include "extension/settings/rules/calendar_sheet.h"

namespace sd::settings {
namespace {

using kanban::DayKind;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::month_day;
using std::chrono::sys_days;
using namespace std::chrono_literals;

month_day every(unsigned day, unsigned month) { return std::chrono::month{month} / std::chrono::day{day}; }

std::map<std::string, std::string> lines(const kanban::PortalHours& said, Millis offset = 3h,
                                         const std::vector<kanban::CountryDays>& countries = {}) {
  std::map<std::string, std::string> out;
  for (const Row& row : portal_lines(said, countries, offset)) out[text_of(row, 0)] = text_of(row, 1);
  return out;
}

// Two years that share New Year (of two days), 23 February, 8 March and 12 June.
kanban::CountryDays country() {
  kanban::CountryDays made{"ru", minutes{60}, {}};
  for (const int year : {2025, 2026}) {
    for (const month_day day : {every(1, 1), every(2, 1), every(23, 2), every(8, 3), every(12, 6)}) {
      made.days[sys_days{std::chrono::year{year} / day.month() / day.day()}] = DayKind::kOff;
    }
  }
  made.days[sys_days{2026y / 5 / 11}] = DayKind::kOff;
  return made;
}

TEST(PortalLines, SayTheWeekWithAnHourForLunchInALongDay) {
  kanban::PortalHours said{9h, 18h, {}, {}, {}};
  said.off = {false, false, false, false, false, true, true};
  EXPECT_EQ(lines(said)["monday"], "09:00-13:00 14:00-18:00");
  EXPECT_EQ(lines(said)["sunday"], "off");
  said.end = 17h + 30min;
  EXPECT_EQ(lines(said)["monday"], "09:00-17:30");
  said.start = 14h;
  said.end = 24h;
  EXPECT_EQ(lines(said)["friday"], "14:00-24:00");
}

TEST(PortalLines, SayNoWeekWhereThePortalSaysNone) {
  kanban::PortalHours said{18h, 9h, {}, {}, {}};
  EXPECT_FALSE(lines(said).contains("monday"));
  said = {9h, 18h, {true, true, true, true, true, true, true}, {}, {}};
  EXPECT_FALSE(lines(said).contains("monday"));
}

TEST(PortalLines, SayTheDaysOfEveryYear) {
  kanban::PortalHours said;
  said.holidays = {every(1, 1), every(25, 12)};
  said.workdays = {every(31, 12)};
  auto made = lines(said);
  EXPECT_EQ(made["01-01"], "off");
  EXPECT_EQ(made["12-25"], "off");
  EXPECT_EQ(made["12-31"], "work");
}

TEST(PortalLines, TurnTheCountryOnWhereItsHolidaysAreKept) {
  kanban::PortalHours said;
  said.holidays = {every(2, 1), every(23, 2), every(12, 6)};  // three of four
  EXPECT_EQ(lines(said, 3h, {country()})["country"], "ru");
  EXPECT_EQ(lines(said, 3h, {country()})["zone"], "Europe/Moscow");
  EXPECT_EQ(lines(said, 5h, {country()})["zone"], "Etc/GMT-5");
  said.holidays = {every(1, 1), every(2, 1), every(8, 3)};  // two of four: neighbouring days are one
  EXPECT_FALSE(lines(said, 3h, {country()}).contains("country"));
  EXPECT_EQ(lines(said, 3h, {country()})["zone"], "Etc/GMT-3");
}

TEST(PortalLines, NameNoZoneForOddDistances) {
  EXPECT_EQ(lines({}, 0h)["zone"], "UTC");
  EXPECT_EQ(lines({}, -8h)["zone"], "Etc/GMT+8");
  EXPECT_FALSE(lines({}, 5h + 30min).contains("zone"));
}

}  // namespace
}  // namespace sd::settings
