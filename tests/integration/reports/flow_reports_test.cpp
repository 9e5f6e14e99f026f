// The flow reports on a board of a few cards: what stands behind their rows, the days of the forecast, and
// the board and the reports as of a day of the past. tests/oracle holds their numbers to a second
// computation.
#include "reports/flow_reports.h"

#include <gtest/gtest.h>

#include "kanban/group_contexts.h"
#include "kanban/rebuild_flow.h"
#include "kanban/rules/project.h"
#include "kanban/sql/soci_card_store.h"
#include "kanban/sql/soci_flow_rebuild.h"
#include "kanban/sql/soci_settings_store.h"
#include "reports/sql/soci_flow_store.h"
#include "reports/sql/soci_plan_store.h"
#include "tests/contract/stores/migrated_database.h"

namespace sd::reports {
namespace {

using kanban::Fact;
using kanban::JournalRow;
using kanban::Role;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::sys_days;
using namespace std::chrono_literals;

const sys_days kMarch{2026y / 3 / 1};
constexpr std::int64_t kIntake = 501, kWork = 504, kReview = 505, kDone = 507;

// `hour`: of March.
struct Moment {
  std::int64_t hour;
  Fact fact;
  std::string to;
};
Moment stage(std::int64_t hour, std::int64_t to) { return {hour, Fact::kStage, std::to_string(to)}; }
Moment stopper(std::int64_t hour, std::string to) { return {hour, Fact::kStopper, std::move(to)}; }

class FlowReportsTest : public testing::Test {
 protected:
  FlowReportsTest() {
    kanban::BoundGroup bound;
    bound.group = group_;
    EXPECT_TRUE(cards_.bind(portal_, bound));
    std::vector<kanban::Stage> stages;
    for (const auto& [id, role] : {std::pair(kIntake, Role::kIntake),
                                   {kWork, Role::kWork},
                                   {kReview, Role::kWork},
                                   {kDone, Role::kDone}}) {
      stages.push_back({StageId{id}, group_, "", "", static_cast<int>(id), role});
    }
    EXPECT_TRUE(cards_.put_stages(portal_, group_, stages, from_ms(0)));
    EXPECT_TRUE(kanban::RebuildFlow(cards_, settings_, rebuilds_).run(portal_, from_ms(0), [](const auto&) {
      return true;
    }));
  }

  // Created in intake at the first moment's hour.
  void put(std::int64_t ticket, std::int64_t company, const std::vector<Moment>& moments) {
    const auto contexts = kanban::GroupContexts::load(cards_, settings_, portal_);
    ASSERT_TRUE(contexts);
    const kanban::GroupContext& context = *contexts->find(group_);
    const kanban::Clients nobody;
    kanban::CardChange change;
    std::int64_t id = 0;
    change.new_rows.push_back({"h1", kMarch + hours{moments.front().hour}, ++id, UserId{7},
                               kanban::Source::kPerson, Fact::kCreated, "", std::to_string(kIntake), ""});
    for (const Moment& moment : moments) {
      ++id;
      change.new_rows.push_back({"h" + std::to_string(id), kMarch + hours{moment.hour}, id, UserId{7},
                                 kanban::Source::kPerson, moment.fact, "", moment.to, ""});
    }
    kanban::Ticket one;
    one.id = TicketId{ticket};
    one.group = group_;
    one.title = "Task";
    one.created_at = change.new_rows.front().at;
    one.assignee = UserId{12};
    if (company != 0) one.companies = {CompanyId{company}};
    change.card = kanban::project(one, change.new_rows, context.view(nobody));
    change.card_changed = true;
    change.flow = kanban::ticket_flow(change.new_rows, context.view(nobody));
    change.flow_basis = context.flow_basis;
    ASSERT_TRUE(cards_.store(portal_, std::vector{change}, {}));
  }

  ReportKind kind(const std::string& name) {
    for (const ReportKind& one : reports_.kinds()) {
      if (one.name == name) return one;
    }
    ADD_FAILURE() << name;
    return {};
  }
  Report made(const std::string& name) {
    const auto report = ask(kind(name), question_, false);
    EXPECT_TRUE(report);
    return report ? *report : Report{};
  }
  Behind behind(const std::string& name, const std::string& row) {
    const auto found = ask_behind(kind(name), question_, row);
    EXPECT_TRUE(found) << name << " " << row;
    return found ? *found : Behind{};
  }
  std::vector<std::int64_t> tickets(const std::string& name, const std::string& row) {
    std::vector<std::int64_t> found;
    const Behind shown = behind(name, row);
    for (const Row& one : shown.tables.at(0).rows) found.push_back(std::get<std::int64_t>(one.cells[0]));
    EXPECT_EQ(shown.count, static_cast<std::int64_t>(found.size()));
    std::sort(found.begin(), found.end());
    return found;
  }
  std::string fault(const std::string& name, const std::string& row) {
    const auto found = ask_behind(kind(name), question_, row);
    return found ? "none" : found.error().code;
  }
  static Cell figure(const Report& report, const std::string& key) {
    for (const Figure& one : report.figures) {
      if (one.key == key) return one.value;
    }
    ADD_FAILURE() << key;
    return {};
  }
  static std::int64_t number_of(sys_days day) { return day.time_since_epoch().count(); }
  using Ids = std::vector<std::int64_t>;

  test::MigratedDatabase database_;
  kanban::sql::SociCardStore cards_{*database_};
  kanban::sql::SociSettingsStore settings_{*database_};
  kanban::sql::SociFlowRebuild rebuilds_{*database_};
  sql::SociFlowStore flows_{*database_};
  sql::SociPlanStore plans_{*database_};
  FlowReports reports_{{flows_, cards_, settings_, plans_}};
  const PortalId portal_{1};
  const GroupId group_{77};
  // March 2026, asked on 20 March, 12:00; a zone whose clocks show UTC.
  ReportQuestion question_{portal_,
                           {kMarch, kMarch + days{31}},
                           {group_},
                           true,
                           true,
                           {},
                           {},
                           "",
                           "",
                           Step::kNone,
                           fixed_zone(Millis{0}),
                           kMarch + days{19} + 12h,
                           {}};
};

TEST_F(FlowReportsTest, BehindAStageOfAgeingStandTheCardsInIt) {
  put(1, 9, {stage(10, kWork)});
  put(2, 9, {stage(20, kWork), stage(30, kReview)});
  put(3, 8, {stage(40, kWork)});
  put(4, 8, {stage(40, kWork), stage(50, kDone)});
  put(5, 8, {stopper(40, "Ждём клиента")});
  const Report report = made("ageing");
  EXPECT_EQ(report.tables.at(0).rows.size(), 2U);
  for (const Row& row : report.tables.at(0).rows)
    EXPECT_EQ(Cell{behind("ageing", row.behind).count}, row.cells[2]);
  EXPECT_EQ(tickets("ageing", "stage:504"), (Ids{1, 3}));
  EXPECT_EQ(tickets("ageing", "stage:505"), (Ids{2}));
  EXPECT_EQ(tickets("ageing", "stage:1"), (Ids{}));
  EXPECT_EQ(fault("ageing", "stage:x"), "report.row");
  EXPECT_EQ(fault("ageing", "role:work"), "report.row");
}

TEST_F(FlowReportsTest, BehindAReasonStandItsIntervalsWithinThePeriodTheLongestFirst) {
  question_.period = {kMarch, kMarch + days{2}};
  put(1, 9, {stage(1, kWork), stopper(10, "Ждём клиента"), stopper(14, "")});
  put(2, 8, {stage(1, kWork), stopper(40, "Ждём клиента"), stopper(60, "")});
  put(3, 9, {stage(1, kWork), stopper(20, "Ждём доступ")});
  put(4, 9, {stage(1, kWork), stopper(60, "Ждём доступ")});
  const Report report = made("stoppers");
  for (const std::size_t table : {0U, 1U}) {
    for (const Row& row : report.tables.at(table).rows) {
      std::int64_t minutes = 0;
      const Behind stops = behind("stoppers", row.behind);
      for (const Row& stop : stops.tables.at(0).rows) {
        minutes += std::get<std::int64_t>(stop.cells[6]);
      }
      EXPECT_EQ(Cell{minutes}, row.cells[2]) << row.behind;
    }
  }
  const Behind clients = behind("stoppers", "stopper:Ждём клиента");
  ASSERT_EQ(clients.tables.at(0).rows.size(), 2U);
  EXPECT_EQ(clients.tables.at(0).rows[0].cells[0], Cell{std::int64_t{2}});
  EXPECT_EQ(clients.tables.at(0).rows[0].cells[6], Cell{std::int64_t{8 * 60}}) << "of its twenty hours";
  EXPECT_EQ(clients.tables.at(0).rows[1].cells[6], Cell{std::int64_t{4 * 60}});
  EXPECT_EQ(tickets("stoppers", "company:9"), (Ids{1, 3}));
  EXPECT_EQ(tickets("stoppers", "company:7"), (Ids{}));
  EXPECT_EQ(fault("stoppers", "company:nine"), "report.row");
  EXPECT_EQ(fault("stoppers", "stage:504"), "report.row");
}

TEST_F(FlowReportsTest, BehindARoleOfTheForgottenStandItsOpenCards) {
  put(1, 9, {stage(10, kWork)});
  put(2, 9, {stage(20, kReview)});
  put(3, 9, {stopper(30, "Ждём клиента")});
  put(4, 9, {stage(40, kWork), stage(50, kDone)});
  const Report report = made("forgotten");
  for (const Row& row : report.tables.at(0).rows) {
    EXPECT_EQ(Cell{behind("forgotten", row.behind).count}, row.cells[1]) << row.behind;
  }
  EXPECT_EQ(tickets("forgotten", "role:work"), (Ids{1, 2}));
  EXPECT_EQ(tickets("forgotten", "role:intake"), (Ids{3}));
  EXPECT_EQ(fault("forgotten", "role:boss"), "report.row");
}

// One is closed each day: five that are open are closed in five days in every trial.
TEST_F(FlowReportsTest, TheForecastCountsItsDaysFromTodayOrFromThePeriodsEnd) {
  for (std::int64_t day = 0; day < 19; ++day)
    put(100 + day, 9, {stage(24 * day + 5, kWork), stage(24 * day + 9, kDone)});
  for (std::int64_t ticket = 1; ticket <= 5; ++ticket) put(ticket, 9, {stage(2, kWork)});
  const Report now = made("forecast");
  EXPECT_EQ(figure(now, "queue"), Cell{std::int64_t{5}});
  EXPECT_EQ(figure(now, "p50"), Cell{number_of(2026y / 3 / 25)});
  EXPECT_EQ(figure(now, "p85"), Cell{number_of(2026y / 3 / 25)});
  for (const Row& row : now.tables.at(0).rows) {
    EXPECT_EQ(row.cells[1], Cell{std::int64_t{5}});
    EXPECT_EQ(row.cells[2], Cell{number_of(2026y / 3 / 25)});
  }
  question_.period.to = kMarch + days{10};
  EXPECT_EQ(figure(made("forecast"), "p85"), Cell{number_of(2026y / 3 / 15)}) << "from 10 March on";
  question_.period.to = kMarch + days{31};
  question_.as_of = kMarch + days{9};
  EXPECT_EQ(figure(made("forecast"), "p85"), Cell{number_of(2026y / 3 / 15)}) << "as it was on 10 March";
  const auto of_day = tickets("forecast", "day:" + std::to_string(number_of(2026y / 3 / 2)));
  EXPECT_EQ(of_day, (Ids{101}));
}

TEST_F(FlowReportsTest, TheBoardIsToldAsOfADayOfThePast) {
  put(1, 9, {stage(10, kWork), stopper(30, "Ждём клиента"), stopper(60, ""), stage(100, kReview)});
  put(2, 8, {stage(20, kWork), stage(60, kDone)});
  put(3, 8, {stopper(200, "Ждём доступ")});
  question_.as_of = kMarch + days{1};  // its end: hour 48
  const Report then = made("board");
  EXPECT_EQ(then.as_of, question_.as_of);
  EXPECT_EQ(then.computed_at, question_.now);
  EXPECT_EQ(figure(then, "open"), Cell{std::int64_t{2}});
  EXPECT_EQ(figure(then, "in_work"), Cell{std::int64_t{2}});
  EXPECT_EQ(figure(then, "under_stopper"), Cell{std::int64_t{1}});
  const Row& first = then.tables.at(2).rows.at(0);
  EXPECT_EQ(first.cells[0], Cell{std::int64_t{1}});
  EXPECT_EQ(first.cells[1], Cell{kWork});
  EXPECT_EQ(first.cells[2], Cell{to_ms(kMarch + 10h)});
  EXPECT_EQ(first.cells[7], Cell{std::int64_t{1'583}}) << "38 hours in work, all but a millisecond";
  EXPECT_EQ(first.cells[8], Cell{std::int64_t{749}}) << "18 hours since the stopper was set, likewise";
  EXPECT_EQ(first.cells[9], Cell{std::string("Ждём клиента")});
  EXPECT_EQ(tickets("board", "stage:504"), (Ids{1, 2}));
  EXPECT_EQ(tickets("board", "stopper:Ждём клиента"), (Ids{1}));
  EXPECT_EQ(fault("board", "role:work"), "report.row");

  question_.as_of.reset();
  const Report now = made("board");
  EXPECT_EQ(now.as_of, std::nullopt);
  EXPECT_EQ(figure(now, "under_stopper"), Cell{std::int64_t{1}});
  EXPECT_EQ(tickets("board", "stage:505"), (Ids{1}));
  EXPECT_EQ(tickets("board", "stage:501"), (Ids{3}));
  EXPECT_EQ(tickets("board", "stopper:Ждём клиента"), (Ids{}));
}

TEST_F(FlowReportsTest, ADayBeforeThePeriodSaysThatItHadNotBegun) {
  put(1, 9, {stage(10, kWork)});
  question_.as_of = kMarch - days{3};
  const Report then = made("group");
  EXPECT_NE(std::find(then.notes.begin(), then.notes.end(), "future"), then.notes.end());
  EXPECT_EQ(figure(then, "inflow"), Cell{std::int64_t{0}});
}

TEST(SettleAsOf, TodayIsNowAndADayToComeIsRefused) {
  ReportQuestion question;
  question.zone = fixed_zone(3h);
  question.now = sys_days{2026y / 3 / 20} + 22h;  // 01:00 of the 21st there
  question.as_of = 2026y / 3 / 20;
  ASSERT_TRUE(settle_as_of(question));
  EXPECT_EQ(question.as_of, sys_days{2026y / 3 / 20});
  EXPECT_EQ(asked_then(question).now, sys_days{2026y / 3 / 20} + 21h - 1ms);
  question.as_of = 2026y / 3 / 21;
  ASSERT_TRUE(settle_as_of(question));
  EXPECT_EQ(question.as_of, std::nullopt);
  question.as_of = 2026y / 3 / 22;
  const Status refused = settle_as_of(question);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code + " " + refused.error().detail, "report.filter as_of");
}

}  // namespace
}  // namespace sd::reports
