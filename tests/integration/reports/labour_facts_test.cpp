// Sums of labour records as they are kept and edited, on the engine this run is for.
#include "tests/integration/reports/report_world.h"

namespace sd::test {
namespace {

using namespace std::chrono_literals;
using reports::CompanySeconds;
using reports::LabourId;
using reports::LabourRecord;
using reports::LabourScope;
using reports::TicketLine;
using reports::TicketSeconds;
using reports::WorkedDay;
using std::chrono::days;

const sys_days kMarch{2026y / 3 / 1}, kApril{2026y / 4 / 1};

class LabourFactsTest : public testing::Test, protected Opened, public ReportWorld {
 protected:
  LabourFactsTest() : ReportWorld(opened_) {
    for (const std::int64_t group : {7, 8}) bind(group);
    put(card(1, 7, 3));
    put(card(2, 7, 0));
    put(card(3, 8, 3));
    scope.portal = portal;
    scope.groups = {GroupId{7}, GroupId{8}};
  }
  static LabourRecord record(std::int64_t id, std::int64_t ticket, std::int64_t user, std::int64_t seconds,
                             TimePoint work_at) {
    return {LabourId{id}, TicketId{ticket}, UserId{user}, seconds, work_at, work_at + 1h};
  }
  std::vector<WorkedDay> days_of_march() { return facts.by_day(scope, {kMarch, kApril}, zone).value(); }
  std::vector<CompanySeconds> companies() { return facts.by_company(scope, kMarch, kApril).value(); }

  LabourScope scope;
};

// The portal is at UTC+3: 22:30 UTC is the next day there.
TEST_F(LabourFactsTest, SumsByPersonAndTheZonesDay) {
  book(record(1, 1, 12, 60, kMarch + 10h));
  book(record(2, 2, 12, 30, kMarch + 22h + 30min));
  book(record(3, 3, 11, 600, kMarch + 11h));
  book(record(4, 1, 12, 40, kMarch + 12h));
  EXPECT_EQ(days_of_march(),
            (std::vector<WorkedDay>{
                {UserId{11}, kMarch, 600}, {UserId{12}, kMarch, 100}, {UserId{12}, kMarch + days{1}, 30}}));
  // 2026-02-28 21:30 UTC is 00:30 of March there, and 2026-03-31 21:30 is April.
  book(record(5, 1, 13, 5, kMarch - 2h - 30min));
  book(record(6, 1, 13, 6, kApril - 2h - 30min));
  EXPECT_EQ(days_of_march().back(), (WorkedDay{UserId{13}, kMarch, 5}));
}

TEST_F(LabourFactsTest, ADayWithAShiftInItIsOneDay) {
  zone = Zone{"", 1h, {{kMarch + 12h, 2h}}};
  book(record(1, 1, 12, 60, kMarch + 11h));
  book(record(2, 1, 12, 30, kMarch + 13h));
  EXPECT_EQ(days_of_march(), (std::vector<WorkedDay>{{UserId{12}, kMarch, 90}}));
}

TEST_F(LabourFactsTest, CountsWhatTheScopeSays) {
  book(record(1, 1, 12, 60, kMarch + 10h));
  book(record(2, 3, 11, 600, kMarch + 11h));
  book(record(3, 2, 12, 7, kMarch + 11h));
  EXPECT_EQ(companies(), (std::vector<CompanySeconds>{{CompanyId{0}, 7}, {CompanyId{3}, 660}}));
  scope.excluded = {UserId{11}};
  EXPECT_EQ(companies(), (std::vector<CompanySeconds>{{CompanyId{0}, 7}, {CompanyId{3}, 60}}));
  scope.excluded = {};
  scope.groups = {GroupId{8}};
  EXPECT_EQ(companies(), (std::vector<CompanySeconds>{{CompanyId{3}, 600}}));
  scope.groups = {};
  EXPECT_TRUE(companies().empty());
  scope.groups = {GroupId{7}};
  scope.company = CompanyId{0};
  EXPECT_EQ(*facts.by_ticket(scope, kMarch, kApril), (std::vector<TicketSeconds>{{TicketId{2}, 7}}));
  scope.portal = PortalId{2};
  EXPECT_TRUE(companies().empty());
}

TEST_F(LabourFactsTest, RecordsFollowTheirCard) {
  book(record(1, 1, 12, 60, kMarch + 10h));
  put(card(1, 8, 4));
  EXPECT_EQ(companies(), (std::vector<CompanySeconds>{{CompanyId{4}, 60}}));
  scope.groups = {GroupId{7}};
  EXPECT_TRUE(companies().empty());
  forget(1);
  scope.groups = {GroupId{7}, GroupId{8}};
  EXPECT_TRUE(companies().empty()) << "the task is gone";
  put(card(1, 7, 3));
  EXPECT_EQ(companies(), (std::vector<CompanySeconds>{{CompanyId{3}, 60}})) << "it is back";
}

TEST_F(LabourFactsTest, TellsWhatWasMadeEditedOrDeletedLater) {
  LabourRecord one = record(1, 1, 12, 60, kMarch + 10h);
  one.created_at = kApril - 1ms;
  book(one);
  const auto changed = [&] { return facts.changed_since(scope, kMarch, kApril, kApril).value(); };
  EXPECT_FALSE(changed());
  book(one);
  EXPECT_FALSE(changed()) << "the same again is no change";
  now = kApril - 1ms;
  one.seconds = 61;
  book(one);
  EXPECT_FALSE(changed()) << "within the month";
  now = kApril;
  one.seconds = 62;
  book(one);
  EXPECT_TRUE(changed());
  EXPECT_FALSE(facts.changed_since(scope, kApril, kApril + days{30}, kApril).value());
  scope.user = UserId{13};
  EXPECT_FALSE(changed()) << "it was not his";
}

TEST_F(LabourFactsTest, ADeletedRecordAndOneMovedToAnotherMonthAreChanges) {
  LabourRecord one = record(1, 1, 12, 60, kMarch + 10h);
  book(one);
  book(record(2, 1, 12, 60, kMarch + 11h));
  now = kApril + 5h;
  unbook(2);
  EXPECT_TRUE(facts.changed_since(scope, kMarch, kApril, kApril).value());
  const sys_days february{2026y / 2 / 1};
  EXPECT_FALSE(facts.changed_since(scope, february, kMarch, kMarch).value());
  one.work_at = february + 10h;
  book(one);
  EXPECT_TRUE(facts.changed_since(scope, february, kMarch, kMarch).value());
}

TEST_F(LabourFactsTest, ARecordMadeAfterTheMonthIsAChange) {
  LabourRecord late = record(1, 1, 12, 60, kMarch + 10h);
  late.created_at = kApril + 1h;
  book(late);
  EXPECT_TRUE(facts.changed_since(scope, kMarch, kApril, kApril).value());
}

TEST_F(LabourFactsTest, ReadsRecordsInTheirOrder) {
  const std::vector<LabourRecord> kept{record(9, 1, 12, 60, kMarch + 10h), record(2, 1, 11, 61, kMarch + 11h),
                                       record(3, 2, 12, 62, kMarch + 11h),
                                       record(1, 1, 12, 63, kMarch + days{3})};
  for (const std::size_t at : {2U, 0U, 3U, 1U}) book(kept[at]);
  std::vector<LabourRecord> read;
  ASSERT_TRUE(facts.each_record(scope, kMarch, kApril, [&](const LabourRecord& one) {
    read.push_back(one);
    return true;
  }));
  EXPECT_EQ(read, kept);
  int taken = 0;
  ASSERT_TRUE(facts.each_record(scope, kMarch, kApril, [&](const LabourRecord&) { return ++taken < 2; }));
  EXPECT_EQ(taken, 2);
}

TEST_F(LabourFactsTest, LinesSayWhatWasSpentInAll) {
  kanban::Card change = card(4, 7, 5);
  change.assignee = UserId{11};
  change.card_class = kanban::CardClass::kChange;
  change.estimate_minutes = 90;
  put(change);
  book(record(1, 4, 12, 3'600, kMarch + 10h));
  book(record(2, 4, 13, 60, kMarch - days{40}));
  book(record(3, 4, 14, 1'000, kMarch));
  scope.excluded = {UserId{14}};
  const std::vector<TicketId> asked{TicketId{4}, TicketId{99}, TicketId{1}};
  EXPECT_EQ(*facts.lines(scope, asked),
            (std::vector<TicketLine>{{TicketId{4}, CompanyId{5}, UserId{11}, "change", 90, 3'660},
                                     {TicketId{1}, CompanyId{3}, UserId{0}, "service", std::nullopt, 0}}));
}

// A month costs what its own records cost: the engine goes by work date and reads nothing but the index.
TEST_F(LabourFactsTest, AMonthIsReadFromAnIndex) {
  std::vector<LabourRecord> four_years;
  for (std::int64_t id = 1; id <= 3'000; ++id) four_years.push_back(record(id, 1, 12, 60, kMarch - 11h * id));
  ASSERT_TRUE(labour.put(portal, four_years, {}, now));
  if (on_server()) run("ANALYZE TABLE labour");
  const std::string plan =
      plan_of(*opened_,
              "SELECT user_id, SUM(seconds) FROM labour WHERE portal = 1 AND group_id IN (7, 8) AND"
              " work_ms >= 1000 AND work_ms < 2000 GROUP BY user_id");
  EXPECT_NE(plan.find("labour_work"), std::string::npos) << plan;
}

}  // namespace
}  // namespace sd::test
