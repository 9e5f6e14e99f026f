// How long reports take on a big desk: every report for each month, and for two years.
//   report_times sqlite|mariadb TASKS_A_YEAR YEARS ROUNDS
// "processor": what the asking thread used of the processor, which a busy machine does not lengthen; a
// server's own share is not in it. Prints one line of JSON for each figure: {"name", "unit", "values",
// "target"}; target 0: none.
#include <time.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "extension/storage/migrations.h"
#include "kanban/sql/soci_card_store.h"
#include "kanban/sql/soci_settings_store.h"
#include "reports/flow_reports.h"
#include "reports/sql/soci_flow_store.h"
#include "reports/sql/soci_plan_store.h"
#include "tests/bench/report_world.h"
#include "tests/servers/test_database.h"

namespace sd::bench {
namespace {

using reports::ReportKind;
using reports::ReportQuestion;
using std::chrono::months;
using std::chrono::sys_days;

constexpr double kMonthMs = 300, kTwoYearsMs = 1'500;

void tell(const std::string& name, const char* unit, const std::vector<double>& values, double target) {
  std::string list;
  for (const double value : values) list += (list.empty() ? "" : ", ") + std::to_string(value);
  std::printf("{\"name\": \"%s\", \"unit\": \"%s\", \"values\": [%s], \"target\": %g}\n", name.c_str(), unit,
              list.c_str(), target);
  std::fflush(stdout);
}

double processor_ms() {
  timespec used{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
  return static_cast<double>(used.tv_sec) * 1e3 + static_cast<double>(used.tv_nsec) / 1e6;
}

struct Times {
  std::vector<double> waited, processor;

  void take(const ReportKind& kind, const ReportQuestion& question) {
    const auto begin = std::chrono::steady_clock::now();
    const double used = processor_ms();
    const Result<reports::Report> report = kind.maker->make(question);
    processor.push_back(processor_ms() - used);
    const auto end = std::chrono::steady_clock::now();
    if (!report || report->tables.empty()) {
      std::fprintf(stderr, "%s: %s\n", kind.name.c_str(), report ? "no table" : report.error().code.c_str());
      std::exit(1);
    }
    waited.push_back(std::chrono::duration<double, std::milli>(end - begin).count());
  }
  void tell_of(const std::string& name, double target) const {
    tell(name, "ms", waited, target);
    tell(name + ", processor", "ms", processor, 0);
  }
};

// The stores and makers of all reports.
struct Makers {
  explicit Makers(storage::Database& database)
      : cards(database),
        settings(database),
        flows(database),
        plans(database),
        flow({flows, cards, settings, plans}) {}

  std::vector<ReportKind> kinds() { return flow.kinds(); }

  kanban::sql::SociCardStore cards;
  kanban::sql::SociSettingsStore settings;
  reports::sql::SociFlowStore flows;
  reports::sql::SociPlanStore plans;
  reports::FlowReports flow;
};

void measure(storage::Database& database, const WorldSize& size, int rounds) {
  Makers makers(database);
  ReportQuestion question;
  question.portal = kWorldPortal;
  question.groups = groups_of(size);
  question.every_group = true;
  question.zone = fixed_zone(std::chrono::hours{3});
  question.now = TimePoint{kWorldEnd} - std::chrono::hours{3};
  const std::chrono::year_month last{std::chrono::year{2026} / 10};
  const std::string of = ", " + std::to_string(size.years) + " years kept";
  for (const ReportKind& kind : makers.kinds()) {
    Times times;
    for (int round = 0; round < rounds; ++round) {
      for (int back = 0; back < std::min(12 * size.years, 24) - 1; ++back) {
        const std::chrono::year_month month = last - months{back};
        question.period = {sys_days{month / 1}, sys_days{(month + months{1}) / 1}};
        times.take(kind, question);
      }
    }
    times.tell_of(kind.name + ", any month" + of, kMonthMs);
  }
  if (size.years < 2) return;
  question.period = {sys_days{(last - months{23}) / 1}, sys_days{kWorldEnd}};
  for (const ReportKind& kind : makers.kinds()) {
    Times times;
    for (int round = 0; round < std::max(3, rounds); ++round) times.take(kind, question);
    times.tell_of(kind.name + ", two years" + of, kTwoYearsMs);
  }
}

}  // namespace
}  // namespace sd::bench

int main(int argc, char** argv) {
  using namespace sd;
  if (argc != 5) return 2;
  test::TestDatabase place(std::string(argv[1]) == "sqlite" ? storage::Dialect::kSqlite
                                                            : storage::Dialect::kMysql);
  auto database = storage::Database::open(place.options());
  if (!database || !storage::migrate(**database, storage::main_migrations(), from_ms(0))) return 1;
  bench::WorldSize size;
  size.years = std::atoi(argv[3]);
  size.tasks = std::atoll(argv[2]) * size.years;
  const double seconds = bench::make_world(**database, size);
  bench::tell("tickets stored with their flows, " + std::to_string(size.tasks), "tasks/s",
              {static_cast<double>(size.tasks) / seconds}, 0);
  bench::measure(**database, size, std::atoi(argv[4]));
}
