// What came in, what went out, and of what kind it was. Pure. Source: domain.md 4, 8.
#pragma once

#include <array>
#include <map>
#include <string>
#include <vector>

#include "reports/rules/days.h"
#include "reports/rules/flow_rows.h"

namespace sd::reports {

// In: cards created and cards opened again, each time. Out: cards closed, each time. Open: not closed at the
// period's end, or now.
class Inflow {
 public:
  // Both must outlive this object.
  Inflow(const Days& days, Titles& types);

  // Cycles that were open in the period or ended in it, in any order. O(1) but for the type's title.
  void add(const CycleRow& row);

  // Tables "days" (behind: "day:<number>"), "classes" ("class:<word>"), "types" ("type:<title>"), a chart of
  // each; figures "inflow", "outflow", "open".
  void finish(Report& report) &&;

 private:
  struct Day {
    std::int64_t created = 0, reopened = 0, out = 0;
  };
  struct Kind {
    std::int64_t in = 0, out = 0, open = 0;
    Kind& operator+=(const Kind& other);
  };
  static Table kinds_table(const char* key, Column first,
                           const std::vector<std::pair<std::string, Kind>>& kinds, const std::string& behind);
  Table days_table() const;

  const Days& days_;
  Titles& types_;
  std::vector<Day> by_day_;
  std::array<Kind, 3> by_class_{};
  std::map<std::string, Kind> by_type_;
};

}  // namespace sd::reports
