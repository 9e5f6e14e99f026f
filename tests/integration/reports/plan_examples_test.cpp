// Plan reports on small worlds whose numbers are written out by hand.
#include "tests/integration/reports/report_world.h"

namespace sd::test {
namespace {

using namespace std::chrono_literals;
using reports::Cell;
using reports::LabourId;
using reports::Report;
using reports::ReportQuestion;
using reports::Step;
using reports::Table;
using std::chrono::days;

const sys_days kMarch{2026y / 3 / 1}, kApril{2026y / 4 / 1};
const Cell kNone{};

Cell number(std::int64_t value) { return value; }
Cell day(sys_days value) { return std::int64_t{value.time_since_epoch().count()}; }

class PlanExamples : public testing::Test, protected Opened, public ReportWorld {
 protected:
  PlanExamples() : ReportWorld(opened_) {
    bind(7);
    // March 2026 begins on a Sunday; nobody works at weekends, and the 6th is an hour shorter.
    for (int i = 0; i < 61; ++i) {
      const std::chrono::weekday weekday{kMarch + days{i}};
      if (weekday == std::chrono::Saturday || weekday == std::chrono::Sunday)
        time.shares[kMarch + days{i}] = 0;
    }
    time.shares[sys_days{2026y / 3 / 6}] = 875;
    put(card(1, 7, 3));
    put(card(2, 7, 0));
    person(11, true);
    person(12, true);
  }
  void spend(std::int64_t user, std::int64_t ticket, sys_days on, std::int64_t seconds) {
    ++records_;
    book({LabourId{records_}, TicketId{ticket}, UserId{user}, seconds, on + 9h, on + 9h});
  }
  static std::vector<std::vector<Cell>> rows(const Table& table) {
    std::vector<std::vector<Cell>> cells;
    for (const reports::Row& row : table.rows) cells.push_back(row.cells);
    return cells;
  }
  Report made(const ReportQuestion& question) { return employees.make(question).value(); }

  std::int64_t records_ = 0;
};

// 11 has 8 h a day: 2 to 6 March are 4 days and one of 7/8: 4 x 480 + 420 = 2340 minutes. From the 5th on 12
// has 4 h: 240 + 210 = 450.
TEST_F(PlanExamples, AWeekOfTwoPeople) {
  plan(11, "2026-01-01", 480);
  plan(12, "2026-03-05", 240);
  spend(11, 1, sys_days{2026y / 3 / 2}, 8 * 3'600);
  spend(11, 1, sys_days{2026y / 3 / 3}, 31 * 3'600);
  spend(12, 2, sys_days{2026y / 3 / 6}, 3'600);
  const Report report = made(question(sys_days{2026y / 3 / 2}, sys_days{2026y / 3 / 9}));
  EXPECT_EQ(rows(report.tables[0]),
            (std::vector<std::vector<Cell>>{{number(11), number(2'340), number(2'340), number(1'000)},
                                            {number(12), number(450), number(60), number(133)}}));
  EXPECT_EQ(report.tables[0].totals, (std::vector<Cell>{kNone, number(2'790), number(2'400), number(860)}));
  EXPECT_EQ(report.figures[2].value, number(860));
  EXPECT_EQ(report.notes, std::vector<std::string>{});
}

// Three records of 20 s are one minute: it goes to the first, for all are equally far from a whole one.
TEST_F(PlanExamples, MinutesAddUpToTheirTotal) {
  for (const std::int64_t user : {11, 12, 13}) spend(user, 1, sys_days{2026y / 3 / 2}, 20);
  const Table table = made(question(kMarch, kApril)).tables[0];
  EXPECT_EQ(rows(table), (std::vector<std::vector<Cell>>{{number(11), kNone, number(1), kNone},
                                                         {number(12), kNone, number(0), kNone},
                                                         {number(13), kNone, number(0), kNone}}));
  EXPECT_EQ(table.totals, (std::vector<Cell>{kNone, kNone, number(1), kNone}));
}

TEST_F(PlanExamples, WithoutAPlanThereIsNoPercentage) {
  spend(11, 1, sys_days{2026y / 3 / 2}, 3'600);
  plan(12, "2026-01-01", 0);
  const Report report = made(question(kMarch, kApril));
  EXPECT_EQ(rows(report.tables[0]),
            (std::vector<std::vector<Cell>>{{number(11), kNone, number(60), kNone},
                                            {number(12), number(0), number(0), kNone}}));
  EXPECT_EQ(report.notes, std::vector<std::string>{"some_without_plan"});
}

// A plan that ends and one that begins within the month: each holds on its own days. 2 March to 13 March are
// 10 days with one of 7/8: 9.875 x 480 = 4740; 16 to 31 March 12 days of 240: 2880.
TEST_F(PlanExamples, AClosedMonthHasThePlanOfItsDays) {
  plan(11, "2025-06-01", 480);
  plan(11, "2026-03-14", 240);
  plan(11, "2026-04-01", 60);
  const Report report = made(question(kMarch, kApril));
  EXPECT_EQ(report.tables[0].totals[1], number(4'740 + 2'880));
}

TEST_F(PlanExamples, AbsencesTakeTheirDaysFromThePlan) {
  plan(11, "2026-01-01", 480);
  time.off = {{UserId{11}, sys_days{2026y / 3 / 3}, sys_days{2026y / 3 / 5}}};
  const auto asked = question(sys_days{2026y / 3 / 2}, sys_days{2026y / 3 / 9});
  EXPECT_EQ(made(asked).tables[0].totals[1], number(2'340 - 960));
}

TEST_F(PlanExamples, ExcludedPeopleAreNowhere) {
  plan(11, "2026-01-01", 480);
  plan(12, "2026-01-01", 480);
  spend(11, 1, sys_days{2026y / 3 / 2}, 3'600);
  spend(12, 1, sys_days{2026y / 3 / 2}, 7'200);
  exclude(12);
  const Report report = made(question(sys_days{2026y / 3 / 2}, sys_days{2026y / 3 / 3}));
  EXPECT_EQ(rows(report.tables[0]),
            (std::vector<std::vector<Cell>>{{number(11), number(480), number(60), number(125)}}));
  EXPECT_EQ(report.tables[0].totals, (std::vector<Cell>{kNone, number(480), number(60), number(125)}));
  const auto behind = employees.behind(question(sys_days{2026y / 3 / 2}, sys_days{2026y / 3 / 3}), "user:11");
  ASSERT_TRUE(behind);
  EXPECT_EQ(rows(behind->tables[0])[0][5], number(60)) << "spent in all: without him, too";
  EXPECT_EQ(employees.behind(question(kMarch, kApril), "user:12").error().code, "report.row");
}

// He has records in March and none in April: his plan counts in March alone.
TEST_F(PlanExamples, ADismissedPersonStaysWhereHeHasRecords) {
  person(12, false);
  plan(12, "2026-01-01", 480);
  spend(12, 1, sys_days{2026y / 3 / 2}, 3'600);
  auto asked = question(kMarch, kApril + days{30});
  asked.step = Step::kMonth;
  const Report report = made(asked);
  EXPECT_EQ(rows(report.tables[1]),
            (std::vector<std::vector<Cell>>{{day(kMarch), number(10'500), number(60), number(6)},
                                            {day(kApril), kNone, number(0), kNone}}));
  EXPECT_TRUE(made(question(kApril, kApril + days{30})).tables[0].rows.empty());
}

TEST_F(PlanExamples, OnePersonsReportListsHisTasks) {
  kanban::Card change = card(4, 7, 3);
  change.card_class = kanban::CardClass::kChange;
  change.estimate_minutes = 60;
  put(change);
  spend(11, 4, sys_days{2026y / 3 / 2}, 3'600);
  spend(12, 4, sys_days{2026y / 2 / 2}, 1'800);
  spend(11, 1, sys_days{2026y / 3 / 2}, 600);
  auto asked = question(kMarch, kApril);
  asked.user = UserId{11};
  const Table tasks = made(asked).tables[1];
  EXPECT_EQ(tasks.key, "tasks");
  EXPECT_EQ(rows(tasks),
            (std::vector<std::vector<Cell>>{
                {number(4), number(3), Cell{"change"}, number(60), number(60), number(90), number(30)},
                {number(1), number(3), Cell{"service"}, kNone, number(10), number(10), kNone}}));
  EXPECT_EQ(tasks.totals[4], number(70));
}

TEST_F(PlanExamples, SaysWhenAClosedMonthHasChanged) {
  spend(11, 1, sys_days{2026y / 3 / 2}, 3'600);
  const auto has_note = [&] {
    const auto notes = made(question(kMarch, kApril)).notes;
    return std::count(notes.begin(), notes.end(), "closed_changed") == 1;
  };
  EXPECT_FALSE(has_note());
  book({LabourId{1}, TicketId{1}, UserId{11}, 3'601, sys_days{2026y / 3 / 2} + 9h,
        sys_days{2026y / 3 / 2} + 9h});
  EXPECT_TRUE(has_note()) << "edited on 15 April";
  EXPECT_TRUE(made(question(kApril, kApril + days{30})).notes ==
              std::vector<std::string>({"no_records", "no_plan"}));
}

// Today is 15 April, a Wednesday: 10 of 22 working days of April are over. 20 h until yesterday become 44.
TEST_F(PlanExamples, AClientsMonth) {
  client_plan(3, "2026-04-01", 2'400);
  client_plan(5, "2026-01-01", 600);
  spend(11, 1, sys_days{2026y / 4 / 2}, 20 * 3'600);
  spend(11, 1, sys_days{2026y / 4 / 15}, 3'600);
  spend(11, 2, sys_days{2026y / 3 / 31}, 3'600);
  const Report report = clients.make(question(sys_days{2026y / 3 / 20}, sys_days{2026y / 4 / 10})).value();
  EXPECT_EQ(report.period, (reports::Period{kMarch, kApril + days{30}}));
  EXPECT_EQ(
      rows(report.tables[0]),
      (std::vector<std::vector<Cell>>{
          {number(0), day(kMarch), kNone, number(60), kNone, kNone, number(60)},
          {number(3), day(kApril), number(2'400), number(1'260), number(1'140), number(525), number(2'640)},
          {number(5), day(kMarch), number(600), number(0), number(600), number(0), number(0)},
          {number(5), day(kApril), number(600), number(0), number(600), number(0), number(0)}}));
  EXPECT_EQ(report.tables[0].totals, (std::vector<Cell>{kNone, kNone, number(3'600), number(1'320),
                                                        number(2'340), number(367), number(2'700)}));
  EXPECT_EQ(report.notes, (std::vector<std::string>{"some_without_plan", "whole_months"}));
  const auto behind = clients.behind(question(kMarch, kApril + days{30}), "company:3/2026-04-01");
  ASSERT_TRUE(behind);
  EXPECT_EQ(behind->tables[0].totals[4], number(1'260));
  EXPECT_EQ(behind->tables[1].rows.size(), 2U);
}

// 11 has 90 minutes of work left and a plan of 480: 0.188 days.
TEST_F(PlanExamples, LoadAhead) {
  const auto queued = [&](std::int64_t ticket, std::int64_t user, kanban::Role role,
                          std::optional<std::int64_t> estimate, std::int64_t spent) {
    kanban::Card one = card(ticket, 7, 3);
    one.assignee = UserId{user};
    one.role = role;
    one.estimate_minutes = estimate;
    one.spent_minutes = spent;
    put(one);
  };
  queued(11, 11, kanban::Role::kQueue, 60, 0);
  queued(12, 11, kanban::Role::kWork, 60, 30);
  queued(13, 11, kanban::Role::kWork, 60, 90);
  queued(14, 11, kanban::Role::kQueue, std::nullopt, 0);
  queued(15, 11, kanban::Role::kTriage, 600, 0);
  queued(16, 12, kanban::Role::kQueue, 600, 0);
  queued(17, 0, kanban::Role::kQueue, 30, 0);
  plan(11, "2026-01-01", 480);
  const Report report = load.make(question(kMarch, kApril)).value();
  EXPECT_EQ(rows(report.tables[0]),
            (std::vector<std::vector<Cell>>{
                {number(0), number(1), number(0), number(30), kNone, kNone},
                {number(11), number(4), number(1), number(90), number(480), number(188)},
                {number(12), number(1), number(0), number(600), kNone, kNone}}));
  EXPECT_EQ(report.tables[0].totals,
            (std::vector<Cell>{kNone, number(6), number(1), number(720), kNone, kNone}));
  const auto behind = load.behind(question(kMarch, kApril), "user:11");
  ASSERT_TRUE(behind);
  EXPECT_EQ(behind->count, 4);
  EXPECT_EQ(behind->tables[0].totals[3], number(90));
}

TEST_F(PlanExamples, EstimatesAgainstFact) {
  const auto done = [&](std::int64_t ticket, std::int64_t user, std::optional<std::int64_t> estimate,
                        TimePoint at) {
    kanban::Card one = card(ticket, 7, 3);
    one.assignee = UserId{user};
    one.role = kanban::Role::kDone;
    one.card_class = kanban::CardClass::kChange;
    one.estimate_minutes = estimate;
    one.done_at = at;
    put(one);
  };
  done(11, 11, 60, kMarch + 10h);
  done(12, 11, 120, kMarch + 20h);
  done(13, 12, std::nullopt, kMarch + 20h);
  done(14, 12, 60, kApril + 10h);
  spend(12, 11, sys_days{2026y / 2 / 2}, 5'400);
  spend(11, 12, sys_days{2026y / 3 / 2}, 3'600);
  spend(11, 13, sys_days{2026y / 3 / 2}, 3'600);
  const Report report = estimates.make(question(kMarch, kApril)).value();
  EXPECT_EQ(rows(report.tables[0]),
            (std::vector<std::vector<Cell>>{
                {number(11), number(2), number(0), number(180), number(150), number(-30), number(833)},
                {number(12), number(1), number(1), kNone, kNone, kNone, kNone}}));
  EXPECT_EQ(report.tables[0].totals, (std::vector<Cell>{kNone, number(3), number(1), number(180), number(150),
                                                        number(-30), number(833)}));
  EXPECT_EQ(rows(report.tables[1])[0], (std::vector<Cell>{number(11), number(3), number(11), number(60),
                                                          number(90), number(30), number(1'500)}));
  EXPECT_EQ(report.notes, std::vector<std::string>{"some_without_estimate"});
}

TEST_F(PlanExamples, NothingAtAllSaysWhy) {
  for (int i = 0; i < 61; ++i) time.shares[kMarch + days{i}] = 0;
  EXPECT_EQ(made(question(kMarch, kApril)).notes,
            (std::vector<std::string>{"no_records", "no_plan", "no_working_days"}));
  EXPECT_EQ(clients.make(question(kMarch, kApril))->notes,
            (std::vector<std::string>{"no_records", "no_plan"}));
  EXPECT_EQ(load.make(question(kMarch, kApril))->notes, (std::vector<std::string>{"as_of_now", "no_cards"}));
  EXPECT_EQ(estimates.make(question(kMarch, kApril))->notes, std::vector<std::string>{"no_requests"});
}

}  // namespace
}  // namespace sd::test
