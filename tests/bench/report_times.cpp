// How long reports take on a big desk: every report, with the names in it and as JSON, for each month and for
// two years; and how long all labour records of the desk take into a file, and how much memory.
//   report_times sqlite|mariadb TASKS_A_YEAR YEARS ROUNDS
// "processor": what the asking thread used of the processor, which a busy machine does not lengthen; a
// server's own share is not in it. Prints one line of JSON for each figure: {"name", "unit", "values",
// "target"}; target 0: none.
#include <time.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string>

#include "extension/storage/migrations.h"
#include "install/sdctl/report_makers.h"
#include "reports/export/report_file.h"
#include "reports/export/written_file.h"
#include "reports/http/report_json.h"
#include "reports/labour_questions.h"
#include "tests/bench/labour_world.h"
#include "tests/servers/test_database.h"

namespace sd::bench {
namespace {

using reports::ReportKind;
using reports::ReportQuestion;
using std::chrono::months;
using std::chrono::sys_days;

constexpr double kMonthMs = 300, kTwoYearsMs = 1'500, kExportMb = 60;

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

  void take(sdctl::ReportMakers& makers, const ReportKind& kind, const ReportQuestion& question) {
    const auto begin = std::chrono::steady_clock::now();
    const double used = processor_ms();
    const Result<reports::Report> report = kind.maker->make(question);
    if (!report || report->tables.empty()) {
      std::fprintf(stderr, "%s: %s\n", kind.name.c_str(), report ? "no table" : report.error().code.c_str());
      std::exit(1);
    }
    const auto names = makers.names.of(question.portal, report->tables);
    if (!names || reports::to_json(*report, *names).empty()) std::exit(1);
    processor.push_back(processor_ms() - used);
    const auto end = std::chrono::steady_clock::now();
    waited.push_back(std::chrono::duration<double, std::milli>(end - begin).count());
  }
  void tell_of(const std::string& name, double target) const {
    tell(name, "ms", waited, target);
    tell(name + ", processor", "ms", processor, 0);
  }
};

ReportQuestion question_of(const WorldSize& size) {
  ReportQuestion question;
  question.portal = kWorldPortal;
  question.groups = groups_of(size);
  question.every_group = true;
  question.outsiders = true;
  question.zone = fixed_zone(std::chrono::hours{3});
  question.now = TimePoint{kWorldEnd} - std::chrono::hours{3};
  return question;
}

// What the process has in memory, in MB: "VmRSS" now, "VmHWM" the most since calm_memory().
double memory_mb(const char* name) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with(name)) return std::atof(line.c_str() + std::strlen(name) + 1) / 1024;
  }
  return 0;
}
void calm_memory() { std::ofstream("/proc/self/clear_refs") << "5"; }

// All labour records there are, from the database into a file.
void measure_export(sdctl::ReportMakers& makers, const WorldSize& size) {
  const ReportQuestion question = question_of(size);
  const auto scope = reports::scope_of(question, makers.plans);
  if (!scope) std::exit(1);
  const reports::Period all{begin_of(size), kWorldEnd};
  const reports::FileWords words{"ru", [](const std::string& key) { return key; }};
  const std::string of = ", " + std::to_string(size.tasks * size.records_a_task) + " labour records";
  const test::TempDir folder;
  for (const char* const format : {"csv", "xlsx"}) {
    calm_memory();
    const double before = memory_mb("VmRSS:");
    const auto begin = std::chrono::steady_clock::now();
    const Status written = reports::write_file(
        format, "ru", folder.file(std::string("labour.") + format), [&](reports::TableFile& file) {
          return reports::write_labour(*scope, all, question.zone, words, makers.facts, makers.names, file);
        });
    if (!written) {
      std::fprintf(stderr, "%s: %s\n", format, written.error().code.c_str());
      std::exit(1);
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    tell(std::string(format) + of, "s", {took.count()}, 0);
    tell(std::string(format) + of + ", memory", "MB", {memory_mb("VmHWM:") - before}, kExportMb);
  }
}

void measure(sdctl::ReportMakers& makers, const WorldSize& size, int rounds) {
  ReportQuestion question = question_of(size);
  const std::chrono::year_month last{std::chrono::year{2026} / 10};
  const std::string of = ", " + std::to_string(size.years) + " years kept";
  for (const ReportKind& kind : makers.registry.all()) {
    Times times;
    for (int round = 0; round < rounds; ++round) {
      for (int back = 0; back < std::min(12 * size.years, 24) - 1; ++back) {
        const std::chrono::year_month month = last - months{back};
        question.period = {sys_days{month / 1}, sys_days{(month + months{1}) / 1}};
        times.take(makers, kind, question);
      }
    }
    times.tell_of(kind.name + ", any month" + of, kMonthMs);
  }
  if (size.years < 2) return;
  question.period = {sys_days{(last - months{23}) / 1}, sys_days{kWorldEnd}};
  for (const ReportKind& kind : makers.registry.all()) {
    Times times;
    for (int round = 0; round < std::max(3, rounds); ++round) times.take(makers, kind, question);
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
  const double labour = bench::make_labour(**database, size);
  bench::tell("labour records stored, " + std::to_string(size.tasks * size.records_a_task), "records/s",
              {static_cast<double>(size.tasks * size.records_a_task) / labour}, 0);
  const auto manifests = manifests::load_manifests(SD_MANIFESTS);
  if (!manifests) return 1;
  sdctl::ReportMakers makers(**database, *manifests);
  bench::measure(makers, size, std::atoi(argv[4]));
  bench::measure_export(makers, size);
}
