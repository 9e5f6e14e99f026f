// Closed cards by calendar week. Pure. Source: domain.md 8.
#pragma once

#include <array>
#include <vector>

#include "reports/rules/days.h"
#include "reports/rules/flow_rows.h"

namespace sd::reports {

// Weeks begin on Monday; of the first and the last one only the days of the period count.
class Throughput {
 public:
  // `days` must outlive this object.
  explicit Throughput(const Days& days);

  // A card counts each time it is closed. O(1).
  void add(const CycleRow& row);

  // Table "weeks", a row for each ("week:<day number of its Monday>" behind it), also those with nothing;
  // bars of it; figures "done" and "week_p50", the median of the weeks that lie wholly in the period and have
  // ended by `now`.
  void finish(Report& report, TimePoint now) &&;

 private:
  using Week = std::array<std::int64_t, 3>;  // by class
  bool whole(std::size_t week, TimePoint now) const;

  const Days& days_;
  std::chrono::sys_days monday_;  // of the first week
  std::vector<Week> weeks_;
};

}  // namespace sd::reports
