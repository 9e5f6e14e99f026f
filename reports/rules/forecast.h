// When the cards that are open now will be closed, if days go on as those of the period did. Pure. Source:
// domain.md 8.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "reports/rules/days.h"
#include "reports/rules/flow_rows.h"

namespace sd::reports {

// Monte Carlo: each trial draws, day after day, what was closed on some day of the period, each day as likely
// as any other, until as many cards are closed as are open now. New cards come behind them and do not count.
struct ForecastInput {
  std::vector<std::int64_t> closed_a_day;  // of whole days only
  std::int64_t queue = 0;
  std::uint64_t seed = 1;
};

inline constexpr std::size_t kTrials = 10'000;
inline constexpr std::int64_t kLongestForecast = 3'650;  // days

// The days each trial took, ascending: the same for the same input on every machine. None: nothing is open,
// nothing was closed, or it would take longer than kLongestForecast.
std::vector<std::int64_t> forecast_days(const ForecastInput& input);

class Forecast {
 public:
  // `days` must outlive this object. `now`: the first instant that is not known: a day that has not ended by
  // it is left out.
  Forecast(const Days& days, TimePoint now);

  // Cycles of the period and open ones, as they were at `now`, in any order.
  void add(const CycleRow& row);

  // Tables "chances" (by which day with which chance) and "history" (closed cards by day; behind:
  // "day:<number>"); a line of the first, bars of the second; figures "queue", "p50" and "p85", the days by
  // which half, and 85 in a hundred, of the trials were through. `today`: the local day of `now`. Notes
  // "no_queue", "no_throughput", "too_slow".
  void finish(Report& report, std::chrono::sys_days today) &&;

 private:
  const Days& days_;
  std::size_t whole_days_ = 0;
  std::vector<std::int64_t> closed_;  // by day
  std::int64_t queue_ = 0;
};

}  // namespace sd::reports
