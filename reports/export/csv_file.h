// Tables as CSV that spreadsheets open with a double click: UTF-8 with a byte order mark, CRLF, separator and
// decimal sign of the language. A text that a spreadsheet would take for a formula gets an apostrophe in
// front. Several tables follow one another, each under its title, an empty line between.
#pragma once

#include <functional>
#include <string_view>

#include "reports/export/table_file.h"

namespace sd::reports {

class CsvFile final : public TableFile {
 public:
  // Takes the next bytes; false when it cannot.
  using Sink = std::function<bool(std::string_view bytes)>;

  // `lang`: "ru": semicolons and decimal commas; else commas and decimal points.
  CsvFile(std::string_view lang, Sink sink);

  void begin(const std::string& title, std::vector<FileColumn> columns) override;
  void row(std::span<const FileCell> cells) override;
  void totals(const std::string& title, std::span<const FileCell> cells) override;
  Status finish() override;

 private:
  void put(const FileColumn& column, const FileCell& cell);
  void put_text(std::string_view text);
  void end_line();
  void send();

  const char separator_, point_;
  Sink sink_;
  std::vector<FileColumn> columns_;
  std::string waiting_;
  bool first_table_ = true, first_cell_ = true, failed_ = false;
};

// "'=1+1" for what a spreadsheet would compute or run, else the text itself.
std::string without_formula(std::string_view text);

}  // namespace sd::reports
