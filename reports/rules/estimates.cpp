#include "reports/rules/estimates.h"

#include <map>

#include "reports/rules/cells.h"

namespace sd::reports {
namespace {

struct Sums {
  std::int64_t requests = 0, without_estimate = 0, estimate = 0, fact = 0;
  bool estimated = false;

  void add(const TicketLine& line, std::int64_t minutes) {
    ++requests;
    if (!line.estimate_minutes) {
      ++without_estimate;
      return;
    }
    estimated = true;
    estimate += *line.estimate_minutes;
    fact += minutes;
  }
  std::vector<Cell> cells(Cell first) const {
    const auto of_those = [this](std::int64_t value) { return estimated ? Cell{value} : Cell{}; };
    return {std::move(first),
            requests,
            without_estimate,
            of_those(estimate),
            of_those(fact),
            of_those(fact - estimate),
            ratio(fact, estimated ? std::optional(estimate) : std::nullopt)};
  }
};

// Minutes of each line; lines without an estimate are worth nothing here.
std::vector<std::int64_t> facts_of(const std::vector<TicketLine>& done) {
  std::vector<std::int64_t> seconds;
  seconds.reserve(done.size());
  for (const TicketLine& line : done) seconds.push_back(line.estimate_minutes ? line.seconds : 0);
  return shared_out(seconds, 60);
}

std::vector<Column> columns_of(Column first) {
  return {std::move(first),
          {"requests", Unit::kCount, true},
          {"without_estimate", Unit::kCount, true},
          {"estimate", Unit::kMinutes, true},
          {"fact", Unit::kMinutes, true},
          {"deviation", Unit::kMinutes, true},
          {"used", Unit::kShare, true, Ratio{4, 3}}};
}

Table requests_table(const std::vector<TicketLine>& done, const std::optional<UserId>& assignee,
                     std::size_t most) {
  Table table;
  table.key = "requests";
  table.columns = {{"ticket", Unit::kTicket, false},         {"company", Unit::kCompany, false},
                   {"employee", Unit::kUser, false},         {"estimate", Unit::kMinutes, true},
                   {"fact", Unit::kMinutes, true},           {"deviation", Unit::kMinutes, true},
                   {"used", Unit::kShare, true, Ratio{4, 3}}};
  const std::vector<std::int64_t> facts = facts_of(done);
  Sums sums;
  for (std::size_t i = 0; i < done.size(); ++i) {
    const TicketLine& line = done[i];
    if (assignee && line.assignee != *assignee) continue;
    if (table.rows.size() == most) return table;
    sums.add(line, facts[i]);
    Row row{{line.ticket.value(), line.company.value(), line.assignee.value()}, ""};
    if (line.estimate_minutes) {
      row.cells.insert(row.cells.end(), {*line.estimate_minutes, facts[i], facts[i] - *line.estimate_minutes,
                                         ratio(facts[i], line.estimate_minutes)});
    } else {
      row.cells.resize(table.columns.size());
    }
    table.rows.push_back(std::move(row));
  }
  const std::vector<Cell> cells = sums.cells({});
  table.totals = {Cell{}, Cell{}, Cell{}, cells[3], cells[4], cells[5], cells[6]};
  return table;
}

}  // namespace

Report estimates(const std::vector<TicketLine>& done, const ReportQuestion& question, std::size_t most) {
  const std::vector<std::int64_t> facts = facts_of(done);
  std::map<UserId, Sums> by_assignee;
  Sums all;
  for (std::size_t i = 0; i < done.size(); ++i) {
    by_assignee[done[i].assignee].add(done[i], facts[i]);
    all.add(done[i], facts[i]);
  }
  Table table;
  table.key = "estimates";
  table.columns = columns_of({"employee", Unit::kUser, false});
  for (const auto& [user, sums] : by_assignee) {
    table.rows.push_back({sums.cells(user.value()), "user:" + std::to_string(user.value())});
  }
  table.totals = all.cells({});
  Report report;
  report.name = "estimates";
  report.period = question.period;
  report.computed_at = question.now;
  report.figures = {{"requests", Unit::kCount, table.totals[1], {}},
                    {"estimate", Unit::kMinutes, table.totals[3], {}},
                    {"fact", Unit::kMinutes, table.totals[4], {}},
                    {"used", Unit::kShare, table.totals[6], {}}};
  report.tables.push_back(std::move(table));
  report.charts.push_back({ChartKind::kBars, "estimate_fact", 0, 0, {3, 4}, {}});
  if (done.empty()) report.notes.emplace_back("no_requests");
  if (all.without_estimate > 0) report.notes.emplace_back("some_without_estimate");
  if (done.size() <= most)
    report.tables.push_back(requests_table(done, std::nullopt, most));
  else
    report.notes.emplace_back("tasks_cut");
  return report;
}

Table requests_of(const std::vector<TicketLine>& done, UserId assignee, std::size_t most) {
  return requests_table(done, assignee, most);
}

}  // namespace sd::reports
