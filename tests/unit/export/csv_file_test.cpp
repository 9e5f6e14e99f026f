#include "reports/export/csv_file.h"

#include <gtest/gtest.h>

namespace sd::reports {
namespace {

using Kind = FileColumn::Kind;

std::string written(std::string_view lang, const std::function<void(TableFile& file)>& write) {
  std::string bytes;
  CsvFile file(lang, [&](std::string_view more) {
    bytes += more;
    return true;
  });
  write(file);
  EXPECT_TRUE(file.finish());
  return bytes;
}

void all_kinds(TableFile& file) {
  file.begin("Plan; fact", {{"Who", Kind::kText, false, {}},
                            {"Time", Kind::kMinutes, true, {}},
                            {"Part", Kind::kShare, false, {}},
                            {"Days", Kind::kThousandths, false, {}},
                            {"Day", Kind::kDate, false, {}},
                            {"At", Kind::kDateTime, false, {}},
                            {"Count", Kind::kNumber, false, {}}});
  const std::vector<FileCell> row{"Anna \"A\"",         std::int64_t{1'505},
                                  std::int64_t{875},    std::int64_t{1'250},
                                  std::int64_t{20'513}, std::int64_t{20'513} * 86'400'000 + 5'400'000,
                                  std::int64_t{-3}};
  file.row(row);
  const std::vector<FileCell> empty(7);
  file.row(empty);
  std::vector<FileCell> totals(7);
  totals[1] = std::int64_t{-65};
  file.totals("Total", totals);
}

TEST(CsvFile, HasAByteOrderMarkAndTheSeparatorOfTheLanguage) {
  EXPECT_EQ(written("en", all_kinds),
            "\xEF\xBB\xBF\"Plan; fact\"\r\nWho,Time,Part,Days,Day,At,Count\r\n"
            "\"Anna \"\"A\"\"\",25:05,87.5%,1.250,2026-03-01,2026-03-01 "
            "01:30,-3\r\n,,,,,,\r\nTotal,-1:05,,,,,\r\n");
  EXPECT_EQ(written("ru", all_kinds),
            "\xEF\xBB\xBF\"Plan; fact\"\r\nWho;Time;Part;Days;Day;At;Count\r\n"
            "\"Anna \"\"A\"\"\";25:05;87,5%;1,250;2026-03-01;2026-03-01 "
            "01:30;-3\r\n;;;;;;\r\nTotal;-1:05;;;;;\r\n");
}

TEST(CsvFile, SetsTablesApart) {
  const std::string two = written("en", [](TableFile& file) {
    file.begin("One", {{"A", Kind::kText, false, {}}});
    file.begin("Two", {{"B", Kind::kText, false, {}}});
  });
  EXPECT_EQ(two, "\xEF\xBB\xBFOne\r\nA\r\n\r\nTwo\r\nB\r\n");
}

TEST(CsvFile, NoTextIsAFormula) {
  for (const char* const evil :
       {"=1+1", "+1", "-1+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\uFF1D1", "%x", "|x"}) {
    EXPECT_EQ(without_formula(evil), "'" + std::string(evil));
  }
  for (const char* const good : {"", "Printer", "a=b", "1-2", "№ 5", "Принтер = беда", " "}) {
    EXPECT_EQ(without_formula(good), good);
  }
  const std::string file = written("en", [](TableFile& out) {
    out.begin("=cmd", {{"=head", Kind::kText, false, {}}});
    const std::vector<FileCell> row{"=HYPERLINK(\"http://evil\";\"x\")"};
    out.row(row);
  });
  EXPECT_EQ(file, "\xEF\xBB\xBF'=cmd\r\n'=head\r\n\"'=HYPERLINK(\"\"http://evil\"\";\"\"x\"\")\"\r\n");
}

TEST(CsvFile, SaysWhenNotAllCouldBeWritten) {
  CsvFile file("en", [](std::string_view) { return false; });
  file.begin("One", {{"A", Kind::kText, false, {}}});
  EXPECT_EQ(file.finish().error().code, "file.write");
}

}  // namespace
}  // namespace sd::reports
