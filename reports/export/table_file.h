// A file of tables that is written row by row: nothing of it is kept in memory.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "extension/core/result.h"

namespace sd::reports {

struct FileColumn {
  enum class Kind {
    kText,
    kNumber,
    kMinutes,      // number: minutes, shown as a duration
    kThousandths,  // number: thousandths of one
    kShare,        // number: thousandths of one, shown in per cent
    kDate,         // number: days since 1970-01-01
    kDateTime,     // number: milliseconds since 1970-01-01 by the reader's clock
  };
  struct Ratio {
    std::size_t part = 0, whole = 0;  // columns
  };

  std::string title;
  Kind kind = Kind::kText;
  bool total = false;          // the sum of the rows, or:
  std::optional<Ratio> ratio;  // of the totals of two columns
};

// Text is people's own words: never a formula, whatever it begins with.
using FileCell = std::variant<std::monostate, std::int64_t, std::string>;

class TableFile {
 public:
  virtual ~TableFile() = default;

  // A table begins; the one before has ended.
  virtual void begin(const std::string& title, std::vector<FileColumn> columns) = 0;
  // One cell for each column.
  virtual void row(std::span<const FileCell> cells) = 0;
  // The last row: `cells` has the values of the columns that have a total.
  virtual void totals(const std::string& title, std::span<const FileCell> cells) = 0;
  // Errors: "file.write" (kUnavailable) when anything could not be written. Nothing may follow.
  virtual Status finish() = 0;
};

}  // namespace sd::reports
