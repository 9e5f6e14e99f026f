#include "reports/rules/plan.h"

#include <gtest/gtest.h>

#include "reports/company_summary.h"
#include "tests/doubles/memory_card_store.h"
#include "tests/doubles/memory_labour_store.h"
#include "tests/doubles/memory_plan_store.h"

namespace sd::reports {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;
using std::chrono::year_month;

const UserId kAnna{1};
const CompanyId kCompany{9};

std::vector<EmployeePlan> employees() {
  return {{kAnna, sys_days{2026y / 1 / 1}, 480}, {kAnna, sys_days{2026y / 3 / 1}, 240}};
}
std::vector<ClientPlan> clients() {
  return {{kCompany, sys_days{2026y / 1 / 15}, 2400}, {kCompany, sys_days{2026y / 3 / 10}, 600}};
}

TEST(PlanOn, TheLatestThatBeganByThenIsValid) {
  EXPECT_EQ(plan_on(employees(), kAnna, sys_days{2026y / 2 / 28}), 480);
  EXPECT_EQ(plan_on(employees(), kAnna, sys_days{2026y / 3 / 1}), 240);
}

TEST(PlanOn, WithoutOneThereIsNone) {
  EXPECT_EQ(plan_on(employees(), kAnna, sys_days{2025y / 12 / 31}), std::nullopt);
  EXPECT_EQ(plan_on(employees(), UserId{2}, sys_days{2026y / 2 / 1}), std::nullopt);
}

TEST(PlanOfMonth, AMonthKeepsThePlanItBeganWith) {
  EXPECT_EQ(plan_of_month(clients(), kCompany, 2026y / 3), 2400);
  EXPECT_EQ(plan_of_month(clients(), kCompany, 2026y / 4), 600);
}

TEST(PlanOfMonth, TheFirstPlanCountsForTheMonthItBeginsIn) {
  EXPECT_EQ(plan_of_month(clients(), kCompany, 2026y / 1), 2400);
  EXPECT_EQ(plan_of_month(clients(), kCompany, 2025y / 12), std::nullopt);
}

TEST(MonthOf, BeginsAtMidnightOfThePortalsClocks) {
  const Month month = month_of(TimePoint{sys_days{2026y / 1 / 31}} + 22h, 3h);
  EXPECT_EQ(month.name, 2026y / 2);
  EXPECT_EQ(month.from, TimePoint{sys_days{2026y / 1 / 31}} + 21h);
  EXPECT_EQ(month.to, TimePoint{sys_days{2026y / 2 / 28}} + 21h);
}

class ACompanysSummary : public testing::Test {
 protected:
  void card(std::int64_t ticket, std::int64_t group, CompanyId company, std::int64_t estimate,
            kanban::Role role = kanban::Role::kWork) {
    kanban::CardChange change;
    change.card.ticket = TicketId{ticket};
    change.card.group = GroupId{group};
    change.card.company = company;
    change.card.estimate_minutes = estimate;
    change.card.role = role;
    change.card_changed = true;
    EXPECT_TRUE(cards.store(portal, std::vector{change}, {}));
  }
  void record(std::int64_t id, std::int64_t ticket, std::int64_t seconds, TimePoint at) {
    EXPECT_TRUE(labour.put(
        portal, std::vector<LabourRecord>{{LabourId{id}, TicketId{ticket}, kAnna, seconds, at, at}}, {}, at));
  }

  const PortalId portal{1};
  const TimePoint now = TimePoint{sys_days{2026y / 3 / 10}} + 9h;
  test::MemoryCardStore cards;
  test::MemoryLabourStore labour;
  test::MemoryPlanStore plans;
  CompanySummaryOf summary_of{cards, labour, plans};
};

TEST_F(ACompanysSummary, CountsItsOwnRequestsAndTheMonthsRecords) {
  plans.clients = clients();
  card(1, 77, kCompany, 60);
  card(2, 77, kCompany, 90, kanban::Role::kDone);
  card(3, 77, CompanyId{8}, 600);
  card(4, 78, kCompany, 600);
  record(1, 1, 1800, now - 24h);
  record(2, 2, 1830, now - 48h);
  record(3, 3, 9999, now);
  record(4, 4, 9999, now);
  record(5, 1, 9999, TimePoint{sys_days{2026y / 2 / 28}} + 20h);
  const Result<CompanySummary> summary = summary_of.run(portal, kCompany, std::vector{GroupId{77}}, now, 3h);
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->plan_minutes, 2400);
  EXPECT_EQ(summary->used_minutes, 61);
  EXPECT_EQ(summary->estimated_minutes, 60);
  ASSERT_EQ(summary->cards.size(), 1u);
  EXPECT_EQ(summary->cards[0].ticket, TicketId{1});
}

TEST_F(ACompanysSummary, WithoutAPlanThereIsNone) {
  const Result<CompanySummary> summary = summary_of.run(portal, kCompany, std::vector{GroupId{77}}, now, 3h);
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->plan_minutes, std::nullopt);
  EXPECT_EQ(summary->used_minutes, 0);
}

}  // namespace
}  // namespace sd::reports
