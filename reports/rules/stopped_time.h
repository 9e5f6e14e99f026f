// Where work stands still: time under stoppers. Pure. Source: domain.md 3, 8.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "reports/rules/days.h"
#include "reports/rules/flow_rows.h"

namespace sd::reports {

// A stopper interval counts with what lies of it in the period, also while the card was done: stoppers
// survive everything (domain.md 3). How much of it the card was open for stands beside it. Whole minutes
// between the clock's minutes, so that tables by reason and by company have equal totals, and months add up
// to their year.
class StoppedTime {
 public:
  // Both must outlive this object. `until`: the period's end, or now.
  StoppedTime(const Days& days, TimePoint until, Titles& stoppers);

  // As it was at the end (as_it_was()), in any order.
  void add(const StopRow& row);

  // Tables "reasons" (behind: "stopper:<title>"), "companies" ("company:<id>"), "standing" (open cards that
  // stand under a stopper at the end, the longest first, at most kMostStanding: then the note "cut"); bars of
  // the first two; figures "stopped", "stopped_open", "standing" (how many). Note "no_stoppers".
  void finish(Report& report) &&;

  static constexpr std::size_t kMostStanding = 100;

 private:
  struct Sum {
    std::int64_t times = 0, minutes = 0, open_minutes = 0;
    Sum& operator+=(const Sum& other);
  };
  struct Standing {
    TimePoint since;
    TicketId ticket;
    std::string stopper;
    CompanyId company;
    UserId assignee;
  };
  template <class Name>
  static Table sums_table(const char* key, Column first, const std::map<Name, Sum>& sums,
                          const std::string& behind);
  Table standing_table(bool& cut);

  const Days& days_;
  TimePoint until_;
  Titles& stoppers_;
  std::map<std::string, Sum> by_reason_;
  std::map<std::int64_t, Sum> by_company_;
  std::vector<Standing> standing_;
};

// What of the row lies in [begin, end): nothing when `from` is not before `to`.
struct Clipped {
  TimePoint from, to;
  bool empty() const { return to <= from; }
};
Clipped clipped(const StopRow& row, TimePoint begin, TimePoint end);

}  // namespace sd::reports
