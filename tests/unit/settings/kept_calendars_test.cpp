#include "extension/settings/kept_calendars.h"

#include <gtest/gtest.h>

#include "tests/doubles/memory_settings_tables.h"

namespace sd::settings {
namespace {

using std::chrono::hours;
using namespace std::chrono_literals;

Row line(std::string name, std::string value) { return {std::move(name), std::move(value)}; }

class KeptCalendarsTest : public testing::Test {
 protected:
  void keep(GroupId whose, std::vector<Row> rows) {
    const std::int64_t seen = tables.read(portal, Section::kCalendar, whose)->version;
    ASSERT_TRUE(
        tables.write(portal, {Section::kCalendar, whose, seen, std::move(rows), {}, UserId{1}, from_ms(1)}));
  }
  kanban::Calendar calendar(GroupId whose) { return calendars.of_group(portal, whose).value().calendar; }

  const PortalId portal{1};
  const GroupId group{77};
  int asked = 0;
  test::MemorySettingsTables tables;
  KeptCalendars calendars{{tables,
                           {},
                           [this](const std::string& name) -> Result<Zone> {
                             ++asked;
                             if (name == "Test/Five") return Zone{name, 5h, {}};
                             return Error{ErrorKind::kInvalidArgument, "zone.unknown", {}};
                           },
                           [](PortalId) -> Millis { return 3h; }}};
};

TEST_F(KeptCalendarsTest, AGroupHasThePortalsCalendarUntilItHasItsOwnLines) {
  EXPECT_EQ(calendar(group).zone(), fixed_zone(3h));
  keep(GroupId{}, {line("zone", "Test/Five")});
  EXPECT_EQ(calendar(group).zone().name, "Test/Five");
  keep(group, {line("monday", "off")});
  EXPECT_FALSE(calendar(group).works(2026y / 11 / 23));
  EXPECT_EQ(calendar(group).zone().name, "Test/Five");
  EXPECT_TRUE(calendar(GroupId{}).works(2026y / 11 / 23));
  EXPECT_TRUE(calendar(GroupId{78}).works(2026y / 11 / 23));
}

TEST_F(KeptCalendarsTest, ComputesOnceWhatStaysTheSame) {
  keep(GroupId{}, {line("zone", "Test/Five")});
  calendar(group);
  const int before = asked;
  calendar(group);
  EXPECT_EQ(asked, before);
}

TEST_F(KeptCalendarsTest, LinesThatMakeNoCalendarGiveWay) {
  keep(group, {line("zone", "Test/Gone")});
  EXPECT_EQ(calendar(group).zone(), fixed_zone(3h));
  keep(GroupId{}, {line("zone", "Test/Gone"), line("monday", "off")});
  EXPECT_EQ(calendar(group).terms().week, kanban::office_week());
}

TEST_F(KeptCalendarsTest, ChecksAGroupsLinesTogetherWithThePortals) {
  std::vector<Row> rows;
  for (const char* day : {"monday", "tuesday", "wednesday", "thursday"}) rows.push_back(line(day, "off"));
  keep(GroupId{}, rows);
  const std::vector<Row> friday = {line("friday", "off")};
  EXPECT_EQ(calendars.check(portal, Section::kCalendar, group, friday).value(),
            (std::vector<Wrong>{{0, "", "calendar.no_working_day"}}));
  EXPECT_TRUE(calendars.check(portal, Section::kCalendar, GroupId{}, friday).value().empty());
  EXPECT_TRUE(calendars.check(portal, Section::kTypes, group, friday).value().empty());
}

}  // namespace
}  // namespace sd::settings
