#include "reports/rules/stopped_time.h"

#include <algorithm>
#include <tuple>

namespace sd::reports {

StoppedTime::Sum& StoppedTime::Sum::operator+=(const Sum& other) {
  times += other.times;
  minutes += other.minutes;
  open_minutes += other.open_minutes;
  return *this;
}

Clipped clipped(const StopRow& row, TimePoint begin, TimePoint end) {
  return {std::max(row.stop.from, begin), std::min(row.stop.to.value_or(end), end)};
}

StoppedTime::StoppedTime(const Days& days, TimePoint until, Titles& stoppers)
    : days_(days), until_(until), stoppers_(stoppers) {}

void StoppedTime::add(const StopRow& row) {
  const kanban::FlowStop& stop = row.stop;
  const std::string& title = stoppers_.of(stop.stopper);
  if (stop.open && !stop.to && stop.from <= until_) {
    standing_.push_back({stop.since, row.ticket, title, row.company, row.assignee});
  }
  const Clipped part = clipped(row, days_.begin(), until_);
  if (part.empty()) return;
  Sum sum;
  // The parts of one interval are one time.
  sum.times = stop.from == stop.since || stop.from <= days_.begin() ? 1 : 0;
  sum.minutes = minutes_between(part.from, part.to);
  sum.open_minutes = stop.open ? sum.minutes : 0;
  by_reason_[title] += sum;
  by_company_[row.company.value()] += sum;
}

template <class Name>
Table StoppedTime::sums_table(const char* key, Column first, const std::map<Name, Sum>& sums,
                              const std::string& behind) {
  Table table;
  table.key = key;
  table.columns = {std::move(first),
                   {"times", Unit::kCount, true},
                   {"stopped", Unit::kMinutes, true},
                   {"stopped_open", Unit::kMinutes, true}};
  std::vector<std::pair<Name, Sum>> lines(sums.begin(), sums.end());
  std::stable_sort(lines.begin(), lines.end(),
                   [](const auto& one, const auto& two) { return one.second.minutes > two.second.minutes; });
  Sum all;
  for (const auto& [name, sum] : lines) {
    const Cell cell = name;
    std::string asked = behind;
    if constexpr (std::is_same_v<Name, std::string>) {
      asked += name;
    } else {
      asked += std::to_string(name);
    }
    table.rows.push_back({{cell, sum.times, sum.minutes, sum.open_minutes}, std::move(asked)});
    all += sum;
  }
  table.totals = {Cell{}, all.times, all.minutes, all.open_minutes};
  return table;
}

Table StoppedTime::standing_table(bool& cut) {
  Table table;
  table.key = "standing";
  table.columns = {{"ticket", Unit::kTicket, false},   {"stopper", Unit::kText, false},
                   {"company", Unit::kCompany, false}, {"assignee", Unit::kUser, false},
                   {"since", Unit::kInstant, false},   {"standing", Unit::kMinutes, false}};
  std::sort(standing_.begin(), standing_.end(), [](const Standing& one, const Standing& two) {
    return std::tie(one.since, one.ticket) < std::tie(two.since, two.ticket);
  });
  cut = standing_.size() > kMostStanding;
  for (std::size_t i = 0; i < std::min(standing_.size(), kMostStanding); ++i) {
    const Standing& one = standing_[i];
    table.rows.push_back({{one.ticket.value(), one.stopper, one.company.value(), one.assignee.value(),
                           instant_cell(one.since), minutes_between(one.since, until_)},
                          {}});
  }
  return table;
}

void StoppedTime::finish(Report& report) && {
  Table reasons = sums_table("reasons", {"stopper", Unit::kText, false}, by_reason_, "stopper:");
  Table companies = sums_table("companies", {"company", Unit::kCompany, false}, by_company_, "company:");
  const auto standing = static_cast<std::int64_t>(standing_.size());
  bool cut = false;
  Table longest = standing_table(cut);
  report.figures.push_back({"stopped", Unit::kMinutes, reasons.totals[2], {}});
  report.figures.push_back({"stopped_open", Unit::kMinutes, reasons.totals[3], {}});
  report.figures.push_back({"standing", Unit::kCount, standing, {}});
  const std::size_t first = report.tables.size();
  report.charts.push_back({ChartKind::kBars, "reasons", first, 0, {2}, {}});
  report.charts.push_back({ChartKind::kBars, "companies", first + 1, 0, {2}, {}});
  if (by_reason_.empty() && standing == 0) report.notes.emplace_back("no_stoppers");
  if (cut) report.notes.emplace_back("cut");
  report.tables.push_back(std::move(reasons));
  report.tables.push_back(std::move(companies));
  report.tables.push_back(std::move(longest));
}

}  // namespace sd::reports
