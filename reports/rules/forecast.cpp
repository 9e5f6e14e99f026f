#include "reports/rules/forecast.h"

#include <algorithm>
#include <numeric>

#include "reports/rules/percentile.h"

namespace sd::reports {
namespace {

// SplitMix64 (Steele, Lea, Flood 2014). The library's distributions differ from one to the next; this does
// not.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  // Below `sides`, which is less than 2^32 and not 0.
  std::size_t roll(std::size_t sides) {
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9U;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
    mixed ^= mixed >> 31U;
    return static_cast<std::size_t>(((mixed >> 32U) * sides) >> 32U);
  }

 private:
  std::uint64_t state_;
};

}  // namespace

std::vector<std::int64_t> forecast_days(const ForecastInput& input) {
  const std::int64_t closed =
      std::accumulate(input.closed_a_day.begin(), input.closed_a_day.end(), std::int64_t{0});
  const auto days = static_cast<std::int64_t>(input.closed_a_day.size());
  if (input.queue <= 0 || closed <= 0 || input.queue / closed * days > kLongestForecast) return {};
  Dice dice(input.seed);
  std::vector<std::int64_t> taken;
  taken.reserve(kTrials);
  for (std::size_t trial = 0; trial < kTrials; ++trial) {
    std::int64_t left = input.queue, day = 0;
    for (; left > 0 && day <= 2 * kLongestForecast; ++day)
      left -= input.closed_a_day[dice.roll(input.closed_a_day.size())];
    taken.push_back(day);
  }
  std::sort(taken.begin(), taken.end());
  if (*percentile(taken, 85) > kLongestForecast) return {};
  return taken;
}

Forecast::Forecast(const Days& days, TimePoint now) : days_(days) {
  while (whole_days_ < days.count() && days.start(whole_days_ + 1) <= now) ++whole_days_;
  closed_.assign(whole_days_, 0);
}

void Forecast::add(const CycleRow& row) {
  const std::optional<TimePoint>& done = row.cycle.done_at;
  if (!done) {
    ++queue_;
  } else if (days_.contains(*done)) {
    if (const std::size_t day = days_.index_of(*done); day < whole_days_) ++closed_[day];
  }
}

void Forecast::finish(Report& report, std::chrono::sys_days today) && {
  const ForecastInput input{closed_, queue_, 1};
  const std::vector<std::int64_t> taken = forecast_days(input);
  const auto by = [today](std::int64_t days) {
    return day_cell(today + std::chrono::days{static_cast<int>(days)});
  };
  Table chances;
  chances.key = "chances";
  chances.columns = {
      {"chance", Unit::kShare, false}, {"in_days", Unit::kCount, false}, {"by", Unit::kDay, false}};
  for (int p = 5; p <= 95 && !taken.empty(); p += 5) {
    const std::int64_t days = *percentile(taken, p);
    chances.rows.push_back({{std::int64_t{p} * 10, days, by(days)}, {}});
  }
  Table history;
  history.key = "history";
  history.columns = {{"day", Unit::kDay, false}, {"done", Unit::kCount, true}};
  std::int64_t all = 0;
  for (std::size_t day = 0; day < whole_days_; ++day) {
    const Cell name = day_cell(days_.day(day));
    history.rows.push_back({{name, closed_[day]}, "day:" + std::to_string(std::get<std::int64_t>(name))});
    all += closed_[day];
  }
  history.totals = {Cell{}, all};

  report.figures.push_back({"queue", Unit::kCount, queue_, {}});
  report.figures.push_back({"p50", Unit::kDay, taken.empty() ? Cell{} : by(*percentile(taken, 50)), {}});
  report.figures.push_back({"p85", Unit::kDay, taken.empty() ? Cell{} : by(*percentile(taken, 85)), {}});
  report.charts.push_back({ChartKind::kLine, "chances", report.tables.size(), 2, {0}, {}});
  report.charts.push_back({ChartKind::kBars, "history", report.tables.size() + 1, 0, {1}, {}});
  report.tables.push_back(std::move(chances));
  report.tables.push_back(std::move(history));
  if (queue_ == 0) {
    report.notes.emplace_back("no_queue");
  } else if (all == 0) {
    report.notes.emplace_back("no_throughput");
  } else if (taken.empty()) {
    report.notes.emplace_back("too_slow");
  }
}

}  // namespace sd::reports
