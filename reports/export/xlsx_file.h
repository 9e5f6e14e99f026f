// Tables as XLSX, a sheet for each: real numbers, durations as [h]:mm, dates, a header that stays in sight,
// totals as formulas. Rows go to a temporary file as they come; the file is put together in finish(). The
// only place that knows libxlsxwriter.
#pragma once

#include <filesystem>
#include <memory>

#include "reports/export/table_file.h"

namespace sd::reports {

class XlsxFile final : public TableFile {
 public:
  // `path`: written over. Temporary files go beside it.
  explicit XlsxFile(const std::filesystem::path& path);
  ~XlsxFile() override;

  // A table of more rows than a sheet takes (1,048,576) goes on in another of the same title; its totals are
  // values then.
  void begin(const std::string& title, std::vector<FileColumn> columns) override;
  void row(std::span<const FileCell> cells) override;
  void totals(const std::string& title, std::span<const FileCell> cells) override;
  Status finish() override;

 private:
  class Book;
  std::unique_ptr<Book> book_;
};

}  // namespace sd::reports
