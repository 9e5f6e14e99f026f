// Reports as XLSX, read back by another library (openpyxl).
#include "reports/export/report_file.h"

#include <gtest/gtest.h>

#include <cstdio>

#include "reports/export/written_file.h"
#include "reports/export/xlsx_file.h"
#include "tests/doubles/temp_dir.h"

namespace sd::reports {
namespace {

using std::chrono::sys_days;
using namespace std::chrono_literals;

// By the distribution's own Python: the library is its package.
std::string read_back(const std::string& path, const char* how = "") {
  const std::string command =
      std::string("/usr/bin/python3 ") + SD_READ_XLSX + " " + path + " " + how + " 2>&1";
  std::string text;
  FILE* const pipe = popen(command.c_str(), "r");
  char part[4096];
  while (const std::size_t got = fread(part, 1, sizeof part, pipe)) text.append(part, got);
  EXPECT_EQ(pclose(pipe), 0) << text;
  return text;
}

Report plan_and_fact() {
  Report report;
  report.name = "plan-employees";
  report.period = {sys_days{2026y / 3 / 1}, sys_days{2026y / 4 / 1}};
  report.computed_at = sys_days{2026y / 4 / 15} + 9h;
  report.figures = {{"fact", Unit::kMinutes, std::int64_t{1'505}, {}}};
  Table table;
  table.key = "employees";
  table.columns = {{"employee", Unit::kUser, false, {}},
                   {"ticket", Unit::kTicket, false, {}},
                   {"plan", Unit::kMinutes, true, {}},
                   {"fact", Unit::kMinutes, true, {}},
                   {"attainment", Unit::kShare, true, Ratio{3, 2}},
                   {"month", Unit::kDay, false, {}},
                   {"since", Unit::kInstant, false, {}},
                   {"class", Unit::kClass, false, {}}};
  const std::int64_t march = sys_days{2026y / 3 / 1}.time_since_epoch().count();
  table.rows = {{{std::int64_t{7}, std::int64_t{104}, std::int64_t{2'000}, std::int64_t{1'500},
                  std::int64_t{750}, march, march * 86'400'000, "change"},
                 ""},
                {{std::int64_t{8}, Cell{}, Cell{}, std::int64_t{5}, Cell{}, Cell{}, Cell{}, Cell{}}, ""}};
  table.totals = {Cell{}, Cell{}, std::int64_t{2'000}, std::int64_t{1'505}, std::int64_t{753}, Cell{},
                  Cell{}, Cell{}};
  report.tables.push_back(table);
  report.notes = {"some_without_plan"};
  return report;
}

class ReportFile : public testing::Test {
 protected:
  std::string file(const Report& report) {
    Names names;
    names.users = {{7, "=Anna"}};
    names.tickets = {{104, "Printer"}};
    const FileWords words{"en", [](const std::string& key) { return key; }};
    const std::string path = dir_.file("report.xlsx");
    const Status written = write_file("xlsx", "en", path, [&](TableFile& out) {
      return write_report(report, names, fixed_zone(3h), words, out);
    });
    EXPECT_TRUE(written) << written.error().detail;
    return path;
  }
  test::TempDir dir_;
};

TEST_F(ReportFile, HasRealNumbersDurationsDatesAndFormulas) {
  EXPECT_EQ(read_back(file(plan_and_fact())),
            "== report.file.about frozen A2\n"
            "A1 str report.name.plan_employees [General]\n"
            "A2 str report.file.period [@]\n"
            "B2 str 2026-03-01 – 2026-03-31 [@]\n"
            "A3 str report.file.computed [@]\n"
            "B3 str 2026-04-15 12:00 [@]\n"
            "A4 str report.file.note [@]\n"
            "B4 str report.note.some_without_plan [@]\n"
            "== report.file.figures frozen A2\n"
            "A1 str report.file.period [General]\n"
            "B1 str report.figure.fact [General]\n"
            "A2 str 2026-03-01 – 2026-03-31 [@]\n"
            "B2 timedelta 1 day, 1:05:00 [[h]:mm]\n"
            "== report.table.employees frozen A2\n"
            "A1 str report.column.employee [General]\n"
            "B1 str report.column.ticket [General]\n"
            "C1 str report.file.title [General]\n"
            "D1 str report.column.plan [General]\n"
            "E1 str report.column.fact [General]\n"
            "F1 str report.column.attainment [General]\n"
            "G1 str report.column.month [General]\n"
            "H1 str report.column.since [General]\n"
            "I1 str report.column.class [General]\n"
            "A2 str =Anna [@]\n"
            "B2 int 104 [0]\n"
            "C2 str Printer [@]\n"
            "D2 timedelta 1 day, 9:20:00 [[h]:mm]\n"
            "E2 timedelta 1 day, 1:00:00 [[h]:mm]\n"
            "F2 float 0.75 [0.0%]\n"
            "G2 datetime 2026-03-01 00:00:00 [yyyy-mm-dd]\n"
            "H2 datetime 2026-03-01 03:00:00 [yyyy-mm-dd hh:mm]\n"
            "I2 str class.change [@]\n"
            "A3 str #8 [@]\n"
            "E3 timedelta 0:05:00 [[h]:mm]\n"
            "A4 str report.file.total [General]\n"
            "D4 str =SUM(D2:D3) [[h]:mm]\n"
            "E4 str =SUM(E2:E3) [[h]:mm]\n"
            "F4 str =E4/D4 [0.0%]\n");
}

TEST_F(ReportFile, FormulasHaveTheirValuesForReadersThatComputeNothing) {
  const std::string text = read_back(file(plan_and_fact()), "--values");
  EXPECT_NE(text.find("E4 timedelta 1 day, 1:05:00 [[h]:mm]\nF4 float 0.753 [0.0%]\n"), std::string::npos)
      << text;
}

TEST_F(ReportFile, AnEmptyReportIsAFileThatSaysWhy) {
  Report report = plan_and_fact();
  report.tables[0].rows.clear();
  report.tables[0].totals = {Cell{}, Cell{}, Cell{}, std::int64_t{0}, Cell{}, Cell{}, Cell{}, Cell{}};
  report.notes = {"no_records"};
  const std::string text = read_back(file(report));
  EXPECT_NE(text.find("report.note.no_records"), std::string::npos);
  EXPECT_NE(text.find("E2 "), std::string::npos) << text;
}

TEST_F(ReportFile, NamesThatASheetCannotHaveAreMadeToFit) {
  const std::string path = dir_.file("names.xlsx");
  ASSERT_TRUE(write_file("xlsx", "en", path, [](TableFile& file) {
    for (int i = 0; i < 2; ++i)
      file.begin("План/факт: [по] сотрудникам отдела", {{"A", FileColumn::Kind::kText, false, {}}});
    file.begin("", {{"A", FileColumn::Kind::kText, false, {}}});
    return file.finish();
  }));
  const std::string text = read_back(path);
  EXPECT_NE(text.find("== План факт   по  сотрудника frozen A2"), std::string::npos) << text;
  EXPECT_NE(text.find("== План факт   по  сотрудника 2 frozen A2"), std::string::npos) << text;
  EXPECT_NE(text.find("== Sheet frozen A2"), std::string::npos) << text;
}

TEST_F(ReportFile, WhatCannotBeWrittenSaysSoAndLeavesNothing) {
  const auto nothing = [](TableFile& file) { return file.finish(); };
  EXPECT_EQ(write_file("pdf", "en", dir_.file("x"), nothing).error().code, "report.format");
  EXPECT_EQ(write_file("csv", "en", dir_.file("none/x"), nothing).error().code, "file.write");
  const auto failing = [](TableFile& file) {
    file.begin("One", {{"A", FileColumn::Kind::kText, false, {}}});
    return Status(Error{ErrorKind::kUnavailable, "db.busy", {}});
  };
  for (const char* const format : {"csv", "xlsx"}) {
    EXPECT_EQ(write_file(format, "en", dir_.file("x"), failing).error().code, "db.busy");
  }
  EXPECT_TRUE(std::filesystem::is_empty(dir_.file("")));
}

}  // namespace
}  // namespace sd::reports
