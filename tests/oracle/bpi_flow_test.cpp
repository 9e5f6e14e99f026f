// The flow reports of a real history (bpi13_incidents.csv: 7,554 incidents) equal those of bpi_flow.py, which
// reads the file itself: cumulative flow of every day, percentiles, throughput, stopper hours. Without the
// file the sample is compared alone, and the test is skipped.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>

#include "kanban/group_contexts.h"
#include "kanban/rebuild_flow.h"
#include "kanban/rules/merge.h"
#include "kanban/rules/project.h"
#include "kanban/sql/soci_card_store.h"
#include "kanban/sql/soci_flow_rebuild.h"
#include "kanban/sql/soci_settings_store.h"
#include "reports/flow_reports.h"
#include "reports/sql/soci_flow_store.h"
#include "reports/sql/soci_plan_store.h"
#include "tests/contract/stores/migrated_database.h"
#include "tests/unit/reports/sample_play.h"

namespace sd::reports {
namespace {

using std::chrono::sys_days;

constexpr std::size_t kBatch = 1'000;

Zone brussels() {
  const Millis hour{std::chrono::hours{1}};
  Zone zone{"Europe/Brussels", hour, {}};
  for (const auto& [begin, end] :
       {std::pair("2010-03-28", "2010-10-31"), std::pair("2011-03-27", "2011-10-30"),
        std::pair("2012-03-25", "2012-10-28")}) {
    zone.shifts.push_back({parse_iso_time(std::string(begin) + "T01:00:00Z").value(), 2 * hour});
    zone.shifts.push_back({parse_iso_time(std::string(end) + "T01:00:00Z").value(), hour});
  }
  return zone;
}

std::string word(const Cell& cell) {
  if (const auto* number = std::get_if<std::int64_t>(&cell)) return std::to_string(*number);
  if (const auto* text = std::get_if<std::string>(&cell)) return *text;
  return "-";
}

std::string date(const Cell& cell) {
  return to_text(sys_days{std::chrono::days{static_cast<int>(std::get<std::int64_t>(cell))}});
}

class BpiFlow : public testing::Test {
 protected:
  void take_over(const std::string& file) {
    kanban::BoundGroup bound;
    bound.group = group_;
    ASSERT_TRUE(cards_.bind(portal_, bound));
    ASSERT_TRUE(cards_.put_stages(portal_, group_, test::stages_of_all_roles(), TimePoint{}));
    const auto contexts = kanban::GroupContexts::load(cards_, settings_, portal_);
    const kanban::GroupContext& group = *contexts->find(group_);
    const test::SamplePlay play(file.c_str());
    std::vector<kanban::CardChange> changes;
    std::int64_t id = 0;
    for (const auto& [xml_id, played] : play.cases()) {
      kanban::Ticket ticket = played.looks.back();
      ticket.id = TicketId{++id};
      const kanban::Look look{ticket, played.history, {}, group.titles, {}, {}, {}, ticket.changed_at};
      kanban::CardChange& change = changes.emplace_back();
      change.new_rows = kanban::merge(look, group.view(nobody_));
      change.card = kanban::project(ticket, change.new_rows, group.view(nobody_));
      change.card_changed = true;
      // The others are made from the journal afterwards, as those of an old installation are.
      if (id % 2 == 0) change.flow = kanban::ticket_flow(change.new_rows, group.view(nobody_));
      change.flow_basis = group.flow_basis;
      if (changes.size() == kBatch) store(changes);
    }
    store(changes);
    kanban::sql::SociFlowRebuild rebuilds(*database_);
    ASSERT_TRUE(kanban::RebuildFlow(cards_, settings_, rebuilds)
                    .run(portal_, TimePoint{}, [](const kanban::FlowPoint&) { return true; }));
  }
  void store(std::vector<kanban::CardChange>& changes) {
    ASSERT_TRUE(cards_.store(portal_, changes, {}));
    changes.clear();
  }

  Report ask(const std::string& name, const Period& period) {
    ReportQuestion question;
    question.portal = portal_;
    question.groups = {group_};
    question.period = period;
    question.zone = brussels();
    question.now = TimePoint{sys_days{std::chrono::year{2013} / 1 / 1}};
    for (const ReportKind& kind : reports_.kinds()) {
      if (kind.name == name) return kind.maker->make(question).value();
    }
    ADD_FAILURE() << name;
    return {};
  }

  std::vector<Row> rows_of(const std::string& name, const Period& period) {
    return ask(name, period).tables[0].rows;
  }

  // As bpi_flow.py prints it.
  std::string told(const Period& period) {
    std::string text;
    for (const Row& row : rows_of("flow", period)) {
      text += "day " + date(row.cells[0]);
      for (std::size_t i = 1; i < row.cells.size(); ++i) text += " " + word(row.cells[i]);
      text += "\n";
    }
    for (const Row& row : rows_of("group", period)) {
      text += "in " + date(row.cells[0]) + " " + word(row.cells[1]) + " " + word(row.cells[2]) + " " +
              word(row.cells[4]) + "\n";
    }
    const Report times = ask("times", period);
    for (const char* measure : {"lead", "cycle"}) {
      text += measure;
      for (const Figure& figure : times.figures) {
        if (figure.key.starts_with(std::string(measure) + "_p")) text += " " + word(figure.value);
      }
      text += "\n";
    }
    for (const Row& row : rows_of("throughput", period)) {
      text += "week " + date(row.cells[0]) + " " + word(row.cells[1]) + "\n";
    }
    std::vector<std::pair<std::string, std::string>> stoppers;
    for (const Row& row : rows_of("stoppers", period)) {
      if (word(row.cells[2]) != "0") stoppers.emplace_back(word(row.cells[0]), word(row.cells[2]));
    }
    std::sort(stoppers.begin(), stoppers.end());
    for (const auto& [title, minutes] : stoppers) text += "stopper " + minutes + " " + title + "\n";
    return text;
  }

  static std::string expected(const std::string& file, const Period& period) {
    const std::string command = std::string("python3 -B " SD_ORACLE "/bpi_flow.py '") + file + "' --from " +
                                to_text(period.from) + " --to " + to_text(period.to);
    std::FILE* pipe = popen(command.c_str(), "r");
    std::string text;
    std::array<char, 4096> part{};
    while (const std::size_t size = std::fread(part.data(), 1, part.size(), pipe))
      text.append(part.data(), size);
    EXPECT_EQ(pclose(pipe), 0);
    return text;
  }

  void compare(const std::string& file, const std::vector<Period>& periods) {
    take_over(file);
    for (const Period& period : periods) {
      const std::string naive = expected(file, period);
      EXPECT_GT(naive.size(), 50U);
      EXPECT_EQ(told(period), naive) << to_text(period.from);
    }
  }

  const PortalId portal_{1};
  const GroupId group_{77};
  const kanban::Clients nobody_{};
  test::MigratedDatabase database_;
  kanban::sql::SociCardStore cards_{*database_};
  kanban::sql::SociSettingsStore settings_{*database_};
  sql::SociFlowStore flows_{*database_};
  sql::SociPlanStore plans_{*database_};
  FlowReports reports_{{flows_, cards_, settings_, plans_}};
};

Period days_of(std::chrono::year_month_day from, std::chrono::year_month_day to) {
  return {sys_days{from}, sys_days{to}};
}

using namespace std::chrono_literals;

TEST_F(BpiFlow, TheSampleAgrees) {
  compare(SD_SAMPLE, {days_of(2011y / 3 / 1, 2011y / 4 / 1), days_of(2011y / 3 / 20, 2011y / 11 / 10),
                      days_of(2011y / 3 / 7, 2011y / 3 / 8)});
}

TEST_F(BpiFlow, ARealHistoryAgrees) {
  if (!std::filesystem::exists(SD_BPI)) GTEST_SKIP() << "there is no " SD_BPI;
  compare(SD_BPI, {days_of(2010y / 3 / 29, 2012y / 5 / 25), days_of(2012y / 5 / 1, 2012y / 6 / 1),
                   days_of(2012y / 4 / 1, 2012y / 5 / 1), days_of(2011y / 10 / 1, 2012y / 1 / 1)});
}

}  // namespace
}  // namespace sd::reports
