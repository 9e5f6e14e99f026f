#include "reports/rules/plan.h"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace sd::reports
