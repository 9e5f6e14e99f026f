#include "reports/company_summary.h"

#include "tests/integration/reports/report_world.h"

namespace sd::reports {
namespace {

using namespace std::chrono_literals;

constexpr std::int64_t kAnna = 1, kBoris = 2, kCompany = 9;

// What the tab of a company's card shows, on 15 April 2026, 12:00 by the portal's clocks.
class ACompanysSummary : test::Opened, public testing::Test, public test::ReportWorld {
 protected:
  ACompanysSummary() : ReportWorld(opened_) {
    bind(77);
    bind(78);
  }
  void request(std::int64_t ticket, std::int64_t group, std::int64_t company, std::int64_t estimate,
               kanban::Role role = kanban::Role::kWork) {
    kanban::Card one = card(ticket, group, company);
    one.estimate_minutes = estimate;
    one.role = role;
    put(one);
  }
  void record(std::int64_t id, std::int64_t ticket, std::int64_t user, std::int64_t seconds, TimePoint at) {
    book({LabourId{id}, TicketId{ticket}, UserId{user}, seconds, at, at});
  }
  CompanySummary summary() {
    const auto made = CompanySummaryOf(cards, facts, plans)
                          .run(portal, CompanyId{kCompany}, std::vector{GroupId{77}}, now, 3h);
    EXPECT_TRUE(made);
    return made ? *made : CompanySummary{};
  }
};

TEST_F(ACompanysSummary, CountsItsOwnRequestsAndTheMonthsRecords) {
  client_plan(kCompany, "2026-01-15", 2400);
  request(1, 77, kCompany, 60);
  request(2, 77, kCompany, 90, kanban::Role::kDone);
  request(3, 77, 8, 600);
  request(4, 78, kCompany, 600);
  record(1, 1, kAnna, 1800, now - 24h);
  record(2, 2, kAnna, 1830, now - 48h);
  record(3, 3, kAnna, 9999, now);
  record(4, 4, kAnna, 9999, now);
  record(5, 1, kAnna, 9999, TimePoint{test::sys_days{2026y / 3 / 31}} + 20h);  // 23:00 on 31 March there
  record(6, 1, kBoris, 9999, now);
  exclude(kBoris);
  const CompanySummary made = summary();
  EXPECT_EQ(made.month.name, 2026y / 4);
  EXPECT_EQ(made.plan_minutes, 2400);
  EXPECT_EQ(made.used_minutes, 61);
  EXPECT_EQ(made.estimated_minutes, 60);
  ASSERT_EQ(made.cards.size(), 1u);
  EXPECT_EQ(made.cards[0].ticket, TicketId{1});
}

TEST_F(ACompanysSummary, WithoutAPlanThereIsNone) {
  EXPECT_EQ(summary().plan_minutes, std::nullopt);
  EXPECT_EQ(summary().used_minutes, 0);
}

}  // namespace
}  // namespace sd::reports
