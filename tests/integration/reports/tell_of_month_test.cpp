#include "reports/tell_of_month.h"

#include "reports/sql/soci_monthly_readers.h"
#include "tests/integration/reports/report_world.h"

namespace sd::test {
namespace {

using namespace std::chrono_literals;
using reports::MonthlyReader;
using reports::Period;
using std::chrono::days;

const sys_days kMay{2026y / 5 / 1};

// In Moscow; the office works from the 4th on: the 1st is a Friday, and a holiday.
struct MayCalendar final : kanban::Calendars {
  Result<kanban::GroupCalendar> of_group(PortalId, GroupId) override {
    return kanban::GroupCalendar{
        *kanban::Calendar::make({fixed_zone(3h), kanban::office_week(), {{kMay, {}}}}), false};
  }
};

class TellOfMonthTest : public testing::Test, protected Opened, public ReportWorld {
 protected:
  TellOfMonthTest() : ReportWorld(opened_) {
    bind(7);
    const std::vector<kanban::GroupMember> members{{UserId{11}, 'A'}, {UserId{12}, 'E'}, {UserId{13}, 'K'}};
    EXPECT_TRUE(people.put_members(portal, GroupId{7}, members));
    for (const std::int64_t user : {11, 12, 13, 14, 15}) person(user, user != 15);
    now = kMay + days{3} + 6h;  // Monday the 4th, 9:00 there
  }
  void wants(std::int64_t user, bool administrator = false, TimePoint since = kMay - days{20}) {
    EXPECT_TRUE(readers_.put(portal, {UserId{user}, administrator, "ru", since, ""}));
  }
  // A service that has just started looks at the hour.
  Status look() {
    reports::TellOfMonth fresh(
        {readers_, calendar_, cards, people, [this](PortalId) { return now; },
         [this](PortalId, const MonthlyReader& reader, const Period& month, const std::string& tag) {
           if (ill_) return Status(Error{ErrorKind::kUnavailable, "portal.unreachable", {}});
           told_.push_back(std::to_string(reader.user.value()) + " " + reports::to_text(month.from) + " " +
                           tag);
           return Status(Done{});
         }});
    return fresh.run(portal);
  }
  using Told = std::vector<std::string>;

  MayCalendar calendar_;
  reports::sql::SociMonthlyReaders readers_{*opened_};
  bool ill_ = false;
  Told told_;
};

TEST_F(TellOfMonthTest, OnTheFirstWorkingDayFromNine) {
  wants(11);
  now -= 1ms;
  EXPECT_TRUE(look());
  EXPECT_EQ(told_, Told{});
  now += 1ms;
  EXPECT_TRUE(look());
  EXPECT_EQ(told_, Told{"11 2026-04-01 SERVICEDESK|MONTH|2026-04"});
}

TEST_F(TellOfMonthTest, OnceWhateverIsRestarted) {
  wants(11);
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(look());
  EXPECT_EQ(told_.size(), 1U);
  now += days{28};  // Monday, 1 June
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(look());
  EXPECT_EQ(told_.back(), "11 2026-05-01 SERVICEDESK|MONTH|2026-05");
  EXPECT_EQ(told_.size(), 2U);
}

TEST_F(TellOfMonthTest, WhoCouldNotBeToldIsToldLater) {
  wants(11);
  ill_ = true;
  EXPECT_EQ(look().error().code, "portal.unreachable");
  ill_ = false;
  now += days{2};
  EXPECT_TRUE(look());
  EXPECT_EQ(told_.size(), 1U);
}

TEST_F(TellOfMonthTest, ManagersAndAdministratorsWhoStillAreAndAskedInTime) {
  for (const std::int64_t user : {12, 13}) wants(user);
  for (const std::int64_t user : {14, 15}) wants(user, true);
  wants(11, false, now);
  EXPECT_TRUE(look());
  EXPECT_EQ(told_,
            (Told{"12 2026-04-01 SERVICEDESK|MONTH|2026-04", "14 2026-04-01 SERVICEDESK|MONTH|2026-04"}));
}

TEST(LinkOf, IsWhatThePageReads) {
  EXPECT_EQ(
      reports::link_of("https://portal.example/marketplace/app/local.1/", "plan-employees",
                       {sys_days{2026y / 3 / 1}, sys_days{2026y / 4 / 1}}),
      "https://portal.example/marketplace/app/local.1/?params%5BREPORT%5D=plan-employees&params%5BVIEW%5D="
      "eyJmcm9tIjoiMjAyNi0wMy0wMSIsInRvIjoiMjAyNi0wNC0wMSJ9");
}

}  // namespace
}  // namespace sd::test
