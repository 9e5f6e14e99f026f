// Cumulative flow: how many cards stood in each role at the end of each local day. Pure. Source: domain.md
// 5, 8.
#pragma once

#include <array>
#include <vector>

#include "reports/rules/days.h"
#include "reports/rules/flow_rows.h"

namespace sd::reports {

// An open card counts in the role it had at the day's last instant. Done are cards that were closed since the
// period's first day and still were at the day's end: with the years before it, they would hide all else.
class CumulativeFlow {
 public:
  // `days` must outlive this object.
  explicit CumulativeFlow(const Days& days);

  // Cycles that were open in the period or ended in it, in any order; others count nowhere. O(stays).
  void add(const CycleRow& row);

  // Table "flow": a row for each day, "day:<days since 1970-01-01>" behind it; a stacked area of it; figures
  // "open" (cards open at the end) and "done".
  void finish(Report& report) &&;

 private:
  void count(std::size_t role, TimePoint from, std::optional<TimePoint> to);

  const Days& days_;
  std::array<std::vector<std::int64_t>, 6> changes_;  // by role: difference to the day before
};

// Whether a cycle counts in the row of that day; `end` its first instant afterwards, `begin` of the period.
bool counts_on(const CycleRow& row, TimePoint begin, TimePoint end);
// The role the card had just before `end`; done when it was closed.
kanban::Role role_before(const CycleRow& row, TimePoint end);

}  // namespace sd::reports
