#include "extension/settings/follow_portal_calendar.h"

#include <gtest/gtest.h>

#include "tests/doubles/fake_clock.h"
#include "tests/doubles/memory_settings_tables.h"

namespace sd::settings {
namespace {

using namespace std::chrono_literals;

class FakeCalendarPortal final : public kanban::CalendarPortal {
 public:
  Result<kanban::PortalHours> hours(PortalId) override {
    if (error) return *error;
    return said;
  }
  kanban::PortalHours said{9h, 18h, {false, false, false, false, false, true, true}, {}, {}};
  std::optional<Error> error;
};

class FollowingThePortal : public testing::Test {
 protected:
  std::string line(const std::string& name) {
    const Stored stored = tables.read(id, Section::kCalendar, GroupId{}).value();
    for (const Row& row : stored.rows) {
      if (text_of(row, 0) == name) return text_of(row, 1);
    }
    return {};
  }
  std::int64_t version() { return tables.read(id, Section::kCalendar, GroupId{})->version; }

  const PortalId id{1};
  FakeCalendarPortal portal;
  test::MemorySettingsTables tables;
  test::FakeClock clock;
  int heard = 0;
  FollowPortalCalendar follow{
      {portal, tables, clock, {}, [](PortalId) -> Millis { return 3h; }, [this](PortalId) { ++heard; }}};
};

TEST_F(FollowingThePortal, KeepsItsHoursAndTellsTheJournalThatThePortalDidIt) {
  ASSERT_TRUE(follow.run(id));
  EXPECT_EQ(line("monday"), "09:00-13:00 14:00-18:00");
  EXPECT_EQ(heard, 1);
  const std::vector<Saved> saves = tables.since(id, Section::kCalendar, GroupId{}, 0).value();
  ASSERT_EQ(saves.size(), 1U);
  EXPECT_EQ(saves[0].by, UserId{0});
  ASSERT_TRUE(follow.run(id));
  EXPECT_EQ(version(), 1) << "nothing has changed";

  portal.said.end = 17h;
  ASSERT_TRUE(follow.run(id));
  EXPECT_EQ(line("monday"), "09:00-17:00");
}

TEST_F(FollowingThePortal, StopsWhenSomebodyEdits) {
  ASSERT_TRUE(follow.run(id));
  EXPECT_TRUE(follow.follows(id).value());
  ASSERT_TRUE(tables.write(
      id, {Section::kCalendar, GroupId{}, 1, {{"monday", "10:00-12:00"}}, {}, UserId{7}, clock.now()}));
  EXPECT_FALSE(follow.follows(id).value());
  portal.said.end = 17h;
  ASSERT_TRUE(follow.run(id));
  EXPECT_EQ(line("monday"), "10:00-12:00");
}

TEST_F(FollowingThePortal, GivesWayToWhoWasAMomentFaster) {
  tables.before_write = [&] {
    ASSERT_TRUE(tables.write(
        id, {Section::kCalendar, GroupId{}, 0, {{"monday", "10:00-12:00"}}, {}, UserId{7}, clock.now()}));
  };
  ASSERT_TRUE(follow.run(id));
  EXPECT_EQ(line("monday"), "10:00-12:00");
}

TEST_F(FollowingThePortal, NeedsNoPermissionAndSaysWhatElseGoesWrong) {
  portal.error = Error{ErrorKind::kPermissionDenied, "portal.scope", {}};
  EXPECT_TRUE(follow.run(id));
  EXPECT_EQ(version(), 0);
  portal.error = Error{ErrorKind::kUnavailable, "portal.unreachable", {}};
  EXPECT_EQ(follow.run(id).error().code, "portal.unreachable");
}

}  // namespace
}  // namespace sd::settings
