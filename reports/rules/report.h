// A report as every way out needs it: page, sdctl, XLSX and CSV show the same values. A rule makes it, nobody
// else adds to it; reports/README.md says how it looks as JSON. Source: domain.md 8.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "extension/core/ids.h"
#include "extension/core/time.h"

namespace sd::reports {

// Whole local days [from, to) of the portal's zone.
struct Period {
  std::chrono::sys_days from;
  std::chrono::sys_days to;

  friend bool operator==(const Period&, const Period&) = default;
};

// What a column's values are, which decides how they are written in a language.
enum class Unit {
  kText,     // people's words: types, stoppers, titles, companies without id
  kUser,     // number: user id, named by the caller
  kCompany,  // number: company id; 0 = no company
  kGroup,    // number: group id
  kTicket,   // number: ticket id
  kRole,     // text: a stage role's word
  kClass,    // text: "incident", "change", "service"
  kStage,    // number: stage id
  kDay,      // number: days since 1970-01-01
  kInstant,  // number: UTC milliseconds
  kCount,    // number
  kMinutes,  // number: whole minutes
  kDays,     // number: thousandths of a day
  kShare,    // number: thousandths of one: 1000 = 100 %
};

// Empty: there is no value (no plan, so no attainment), which is not 0.
using Cell = std::variant<std::monostate, std::int64_t, std::string>;

// The columns whose totals a share's total is made of.
struct Ratio {
  std::size_t part = 0;
  std::size_t whole = 0;

  friend bool operator==(const Ratio&, const Ratio&) = default;
};

struct Column {
  std::string key;  // word of the page's dictionary: "report.column.<key>"
  Unit unit = Unit::kCount;
  bool total = false;            // the table's total row has a value: the exact sum, or a ratio of sums
  std::optional<Ratio> ratio{};  // of which columns, so that a file can have it as a formula

  friend bool operator==(const Column&, const Column&) = default;
};

struct Row {
  std::vector<Cell> cells;  // one for each column
  std::string behind;       // "" or what to ask for to see the cards or labour records this row stands for

  friend bool operator==(const Row&, const Row&) = default;
};

struct Table {
  std::string key;  // "report.table.<key>"
  std::vector<Column> columns;
  std::vector<Row> rows;
  std::vector<Cell>
      totals;  // one for each column; empty where Column::total is false; no cells: no total row
  std::vector<Cell> previous;  // the totals of the period before, when it was asked for

  friend bool operator==(const Table&, const Table&) = default;
};

enum class ChartKind { kBars, kLine, kStackedArea, kScatter };

// Drawn from a table's columns: the table is the chart's text alternative.
struct Chart {
  ChartKind kind = ChartKind::kBars;
  std::string key;             // "report.chart.<key>"
  std::size_t table = 0;       // index into Report::tables
  std::size_t x = 0;           // column
  std::vector<std::size_t> y;  // columns, drawn in this order
  struct Line {                // a level across the chart: p50, p85, the plan
    std::string key;           // "report.line.<key>"
    std::int64_t at = 0;       // in the unit of the first y column

    friend bool operator==(const Line&, const Line&) = default;
  };
  std::vector<Line> lines;

  friend bool operator==(const Chart&, const Chart&) = default;
};

// One figure above the tables: "attainment 87 %".
struct Figure {
  std::string key;  // "report.figure.<key>"
  Unit unit = Unit::kCount;
  Cell value;
  Cell previous;  // of the period before, when it was asked for

  friend bool operator==(const Figure&, const Figure&) = default;
};

struct Report {
  std::string name;  // as in addresses: "plan-employees"
  Period period;
  std::optional<Period> previous;
  std::vector<Figure> figures;
  std::vector<Table> tables;
  std::vector<Chart> charts;
  std::vector<std::string>
      notes;  // "report.note.<key>": why it is empty, what is not counted, what has changed
  TimePoint computed_at{};
  std::optional<std::chrono::sys_days>
      as_of{};  // told as it stood at the end of this day; none: as it stands

  friend bool operator==(const Report&, const Report&) = default;
};

}  // namespace sd::reports
