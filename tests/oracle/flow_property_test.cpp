// Every flow report equals the naive computation (naive_flow.h) on 500 random desks, period and instant,
// whole: from journal rows through the database to the report.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cstdlib>

#include "kanban/group_contexts.h"
#include "kanban/rebuild_flow.h"
#include "kanban/rules/as_of.h"
#include "kanban/sql/soci_card_store.h"
#include "kanban/sql/soci_flow_rebuild.h"
#include "kanban/sql/soci_settings_store.h"
#include "reports/flow_reports.h"
#include "reports/sql/soci_flow_store.h"
#include "reports/sql/soci_plan_store.h"
#include "tests/contract/stores/migrated_database.h"
#include "tests/oracle/naive_flow.h"

namespace sd::reports {
namespace {

using Cells = std::vector<Cell>;
using std::chrono::days;
using std::chrono::sys_days;

constexpr std::int64_t kFirstDay = 20'515;  // 2026-03-03
constexpr oracle::Ms kDay = 86'400'000, kHour = 3'600'000;
// Clocks go forward at 01:00 UTC of 2026-03-29, from one hour ahead to two.
constexpr oracle::Ms kShift = 20'541 * kDay + kHour;

Zone zone() { return {"Test/Zone", Millis{kHour}, {{from_ms(kShift), Millis{2 * kHour}}}}; }
oracle::Ms midnight(std::int64_t day) {
  const oracle::Ms before = day * kDay - kHour;
  return before < kShift ? before : day * kDay - 2 * kHour;
}

const std::map<std::string, std::string>& roles() {
  static const std::map<std::string, std::string> all{{"501", "intake"}, {"502", "triage"}, {"503", "queue"},
                                                      {"504", "work"},   {"505", "work"},   {"506", "verify"},
                                                      {"507", "done"}};
  return all;
}

oracle::Row any_row() {
  using Texts = std::vector<std::string>;
  const auto one_of = [](const Texts& texts) { return *rc::gen::elementOf(texts); };
  oracle::Row row;
  row.source = one_of({"person", "person", "person", "robot", "extension"});
  switch (*rc::gen::inRange(0, 9)) {
    case 0:
    case 1:
    case 2:
    case 3:
      row.fact = "stage";
      row.to = one_of({"501", "502", "503", "504", "504", "505", "506", "507", "507", "?nobody knows"});
      break;
    case 4:
      row.fact = "status";
      row.to = one_of({"2", "3", "4", "5", "5", "6"});
      break;
    case 5:
      row.fact = "stopper";
      row.to = one_of({"", "", "Ждём клиента", "Ждём доступ"});
      break;
    case 6:
      row.fact = one_of({"importance", "comment"});
      row.to = one_of({"0", "1"});
      break;
    case 7:
      row.fact = "estimate";
      row.to = one_of({"", "0", "4", "1.5", "-3"});
      break;
    default: row.fact = "type"; row.to = one_of({"", "Первая линия", "Аналитика"});
  }
  return row;
}

oracle::Ticket any_ticket(std::int64_t id) {
  oracle::Ticket ticket;
  ticket.id = id;
  ticket.company = *rc::gen::inRange(0, 3);
  ticket.assignee = *rc::gen::inRange(1, 4);
  // Mostly whole minutes, as a history tells them; several facts of one instant are common.
  oracle::Ms at = midnight(kFirstDay) + *rc::gen::inRange<oracle::Ms>(0, 40 * 1'440) * 60'000;
  const auto created = *rc::gen::elementOf(std::vector<std::string>{"501", "501", "503", "504", "507"});
  ticket.rows.push_back({at, "created", created, "person"});
  for (int i = *rc::gen::inRange(0, 14); i > 0; --i) {
    at += *rc::gen::elementOf(
        std::vector<oracle::Ms>{0, 60'000, kHour / 2, 7 * kHour, kDay, 3 * kDay + 1, 9 * kDay});
    oracle::Row row = any_row();
    row.at = at;
    ticket.rows.push_back(row);
  }
  return ticket;
}

// `past`: now is the end of a day of the period.
oracle::Desk any_desk(bool past) {
  oracle::Desk desk;
  desk.roles = roles();
  for (std::int64_t id = *rc::gen::inRange(0, 10); id > 0; --id) desk.tickets.push_back(any_ticket(id));
  const std::int64_t first = kFirstDay + *rc::gen::inRange(0, 60);
  const std::int64_t count = *rc::gen::elementOf(std::vector<std::int64_t>{1, 7, 30, 31, 70});
  for (std::int64_t day = first; day <= first + count; ++day) {
    desk.days.push_back(midnight(day));
    desk.day_numbers.push_back(day);
  }
  // Now: within the period as often as behind it.
  desk.now = desk.days.front() + *rc::gen::inRange<std::int64_t>(0, 2 * count * 1'440) * 60'000;
  if (past) desk.now = desk.days[static_cast<std::size_t>(*rc::gen::inRange<std::int64_t>(1, count + 1))] - 1;
  return desk;
}

// One database for all desks: each is a portal.
class FlowOracle : public testing::Test {
 protected:
  static void SetUpTestSuite() { setenv("RC_PARAMS", "max_success=500", 0); }

  std::vector<kanban::JournalRow> journal_of(const oracle::Ticket& ticket) {
    std::vector<kanban::JournalRow> rows;
    for (const oracle::Row& row : ticket.rows) {
      const auto id = static_cast<std::int64_t>(rows.size()) + 1;
      rows.push_back({"h" + std::to_string(id), from_ms(row.at), id, UserId{7},
                      *kanban::source_from(row.source), *kanban::fact_from(row.fact), "", row.to, ""});
    }
    return rows;
  }

  void store(const oracle::Desk& desk) {
    ++portal;
    question = {};
    question.portal = PortalId{portal};
    question.groups = {group};
    question.period = {sys_days{days{desk.day_numbers.front()}}, sys_days{days{desk.day_numbers.back()}}};
    question.zone = zone();
    question.now = from_ms(desk.now);
    kanban::BoundGroup bound;
    bound.group = group;
    RC_ASSERT(cards.bind(question.portal, bound).has_value());
    std::vector<kanban::Stage> stages;
    for (const auto& [id, role] : desk.roles) {
      stages.push_back({StageId{std::stoll(id)}, group, id, "", std::stoi(id), *kanban::role_from(role)});
    }
    RC_ASSERT(cards.put_stages(question.portal, group, stages, from_ms(0)).has_value());
    const auto contexts = kanban::GroupContexts::load(cards, settings, question.portal);
    RC_ASSERT(contexts.has_value());
    const kanban::GroupContext& context = *contexts->find(group);
    const kanban::Clients nobody;
    std::vector<kanban::CardChange> changes;
    for (const oracle::Ticket& ticket : desk.tickets) {
      kanban::CardChange& change = changes.emplace_back();
      change.card.ticket = TicketId{ticket.id};
      change.card.group = group;
      change.card.company = CompanyId{ticket.company};
      change.card.assignee = UserId{ticket.assignee};
      change.card_changed = true;
      change.new_rows = journal_of(ticket);
      change.card.last_update_at = kanban::latest(change.new_rows, context.view(nobody)).last_update_at;
      // The others' flows are made by the rebuild.
      if (ticket.id % 2 == 0) change.flow = kanban::ticket_flow(change.new_rows, context.view(nobody));
      change.flow_basis = context.flow_basis;
    }
    RC_ASSERT(cards.store(question.portal, changes, {}).has_value());
    RC_ASSERT(rebuild.run(question.portal, from_ms(0), [](const auto&) { return true; }).has_value());
  }

  Report ask(const char* name) {
    for (const ReportKind& kind : reports.kinds()) {
      if (kind.name != name) continue;
      Result<Report> report = reports::ask(kind, question, false);
      RC_ASSERT(report.has_value());
      for (const Table& table : report->tables) check_totals(table);
      return std::move(report).value();
    }
    RC_FAIL("no such report");
    return {};
  }

  // Minutes and counts add up; shares and means are the ratios of totals that a file writes as formulas.
  static void check_totals(const Table& table) {
    for (const Row& row : table.rows) RC_ASSERT(row.cells.size() == table.columns.size());
    for (std::size_t i = 0; i < table.totals.size(); ++i) {
      if (!table.columns[i].total) {
        RC_ASSERT(table.totals[i] == Cell{});
      } else if (const std::optional<Ratio>& ratio = table.columns[i].ratio) {
        const std::int64_t part = number(table.totals[ratio->part]),
                           whole = number(table.totals[ratio->whole]);
        const std::int64_t scale = table.columns[i].unit == Unit::kShare ? 1'000 : 1;
        RC_ASSERT((table.totals[i] == Cell{}) == (whole == 0));
        if (whole != 0) RC_ASSERT(std::abs(number(table.totals[i]) * whole - part * scale) <= whole);
      } else {
        std::int64_t sum = 0;
        for (const Row& row : table.rows) sum += std::get<std::int64_t>(row.cells[i]);
        RC_ASSERT(table.totals[i] == Cell{sum});
      }
    }
  }

  static const Table& table_of(const Report& report, const std::string& key) {
    for (const Table& table : report.tables) {
      if (table.key == key) return table;
    }
    RC_FAIL("no table " + key);
    return report.tables.front();
  }
  static Cell figure(const Report& report, const std::string& key) {
    for (const Figure& figure : report.figures) {
      if (figure.key == key) return figure.value;
    }
    RC_FAIL("no figure " + key);
    return {};
  }
  static std::int64_t number(const Cell& cell) { return std::get<std::int64_t>(cell); }

  test::MigratedDatabase database;
  kanban::sql::SociCardStore cards{*database};
  kanban::sql::SociSettingsStore settings{*database};
  kanban::sql::SociFlowRebuild rebuilds{*database};
  kanban::RebuildFlow rebuild{cards, settings, rebuilds};
  sql::SociFlowStore flows{*database};
  sql::SociPlanStore plans{*database};
  FlowReports reports{{flows, cards, settings, plans}};
  const GroupId group{77};
  std::int64_t portal = 0;
  ReportQuestion question;
};

Cell in_days(std::optional<oracle::Ms> span) { return span ? Cell{*span / 86'400} : Cell{}; }

// As often as it tells of now it is asked later what it was on a day of the past.
TEST_F(FlowOracle, EveryReportEqualsTheNaiveComputation) {
  EXPECT_TRUE(rc::check([this] {
    const bool past = *rc::gen::arbitrary<bool>();
    const oracle::Desk desk = any_desk(past);
    store(desk);
    if (past) {
      question.as_of = question.zone.day_of(question.now);
      question.now += days{*rc::gen::inRange(1, 90)};
    }

    const Report flow = ask("flow");
    const auto expected_flow = oracle::cumulative_flow(desk);
    const Table& by_role = table_of(flow, "flow");
    RC_ASSERT(by_role.rows.size() == expected_flow.size());
    for (std::size_t day = 0; day < expected_flow.size(); ++day) {
      Cells cells{desk.day_numbers[day]};
      for (const std::int64_t count : expected_flow[day]) cells.emplace_back(count);
      RC_ASSERT(by_role.rows[day].cells == cells);
    }

    const Report inflow = ask("group");
    const auto expected_days = oracle::by_day(desk);
    const Table& by_day = table_of(inflow, "days");
    RC_ASSERT(by_day.rows.size() == expected_days.size());
    for (std::size_t day = 0; day < expected_days.size(); ++day) {
      const oracle::Counted& one = expected_days[day];
      RC_ASSERT(by_day.rows[day].cells == (Cells{desk.day_numbers[day], one.created, one.reopened,
                                                 one.created + one.reopened, one.closed}));
    }
    RC_ASSERT(table_of(inflow, "classes").totals == table_of(inflow, "types").totals);

    const Report times = ask("times");
    const auto leads = oracle::lead_times(desk), cycles = oracle::cycle_times(desk);
    RC_ASSERT(figure(times, "closed") == Cell{static_cast<std::int64_t>(leads.size())});
    for (const int p : {50, 85, 95}) {
      const std::string level = "_p" + std::to_string(p);
      RC_ASSERT(figure(times, "lead" + level) == in_days(oracle::percentile(leads, p)));
      RC_ASSERT(figure(times, "cycle" + level) == in_days(oracle::percentile(cycles, p)));
    }
    std::map<std::string, std::int64_t> in_stage;
    for (const Row& row : table_of(times, "stages").rows) {
      if (number(row.cells[3]) != 0) in_stage[std::to_string(number(row.cells[0]))] = number(row.cells[3]);
    }
    auto expected_stages = oracle::minutes_in_stage(desk);
    std::erase_if(expected_stages, [](const auto& entry) { return entry.second == 0; });
    RC_ASSERT(in_stage == expected_stages);

    const Report throughput = ask("throughput");
    auto weeks = oracle::throughput(desk);
    for (const Row& row : table_of(throughput, "weeks").rows) {
      auto& week = weeks[number(row.cells[0])];
      const Cells cells{row.cells[0], week["incident"] + week["change"] + week["service"], week["incident"],
                        week["change"], week["service"]};
      RC_ASSERT(row.cells == cells);
      weeks.erase(number(row.cells[0]));
    }
    RC_ASSERT(weeks.empty());

    const Report stoppers = ask("stoppers");
    auto stopped = oracle::stopped(desk);
    for (const Row& row : table_of(stoppers, "reasons").rows) {
      const auto& sums = stopped.by_reason[std::get<std::string>(row.cells[0])];
      RC_ASSERT(number(row.cells[2]) == sums[0] && number(row.cells[3]) == sums[1]);
      stopped.by_reason.erase(std::get<std::string>(row.cells[0]));
    }
    for (const auto& [reason, sums] : stopped.by_reason) RC_ASSERT(sums[0] == 0);
    for (const Row& row : table_of(stoppers, "companies").rows) {
      const auto& sums = stopped.by_company[number(row.cells[0])];
      RC_ASSERT(number(row.cells[2]) == sums[0] && number(row.cells[3]) == sums[1]);
      stopped.by_company.erase(number(row.cells[0]));
    }
    for (const auto& [company, sums] : stopped.by_company) RC_ASSERT(sums[0] == 0);

    // What is open at the end: ageing, forgotten, the forecast's queue.
    const oracle::Ms end = std::min(desk.now, desk.days.back());
    const std::optional<oracle::Ms> p85 = oracle::percentile(cycles, 85);
    std::int64_t open = 0, in_work = 0, above = 0, standing = 0;
    std::vector<oracle::Ms> ages, silences;
    std::map<std::int64_t, Cells> stood;  // of each open card: stage, age, LU, stopper
    for (const oracle::Ticket& ticket : desk.tickets) {
      for (const oracle::Opening& one : oracle::cycles_of(desk, ticket).open) {
        ++open;
        silences.push_back(end - one.state.updated);
        standing += one.state.stopper.empty() ? 0 : 1;
        const auto known = desk.roles.find(one.state.stage);
        stood[ticket.id] = {known == desk.roles.end() ? 0 : std::stoll(one.state.stage),
                            one.worked ? Cell{(end - *one.worked) / 86'400} : Cell{},
                            (end - one.state.updated) / 86'400, one.state.stopper};
        if (!one.worked) continue;
        ++in_work;
        ages.push_back((end - *one.worked) / 86'400);
        above += p85 && end - *one.worked > *p85 ? 1 : 0;
      }
    }
    const Report ageing = ask("ageing");
    RC_ASSERT(figure(ageing, "ageing") == Cell{in_work});
    RC_ASSERT(figure(ageing, "above_p85") == (p85 ? Cell{above} : Cell{}));
    std::sort(ages.rbegin(), ages.rend());
    const Table& aged = table_of(ageing, "cards");
    RC_ASSERT(aged.rows.size() == ages.size());
    for (std::size_t i = 0; i < ages.size(); ++i) RC_ASSERT(aged.rows[i].cells[6] == Cell{ages[i]});

    const Report forgotten = ask("forgotten");
    RC_ASSERT(figure(forgotten, "open") == Cell{open});
    // Of the present LU is the cards', which know of facts behind `now`: told of the past only.
    const bool lu_is_of_then = past || desk.now >= desk.days.back();
    if (lu_is_of_then) {
      RC_ASSERT(figure(forgotten, "lu_p50") == in_days(oracle::percentile(silences, 50)));
    }
    const Report board = ask("board");
    RC_ASSERT(figure(board, "under_stopper") == Cell{standing});
    RC_ASSERT(table_of(board, "cards").rows.size() == stood.size());
    for (const Row& row : table_of(board, "cards").rows) {
      const Cells& expected = stood.at(number(row.cells[0]));
      RC_ASSERT(row.cells[1] == expected[0] && row.cells[7] == expected[1] && row.cells[9] == expected[3]);
      if (lu_is_of_then) RC_ASSERT(row.cells[8] == expected[2]);
    }
    RC_ASSERT(figure(stoppers, "standing") == Cell{standing});
    RC_ASSERT(figure(ask("forecast"), "queue") == Cell{open});
  }));
}

}  // namespace
}  // namespace sd::reports
