#include "reports/rules/load.h"

#include <algorithm>

#include "reports/rules/cells.h"

namespace sd::reports {
namespace {

struct Load {
  std::int64_t cards = 0, without_estimate = 0, remaining = 0;

  void add(const QueuedCard& card) {
    ++cards;
    if (!card.estimate_minutes) ++without_estimate;
    remaining += remaining_minutes(card).value_or(0);
  }
};

}  // namespace

std::optional<std::int64_t> remaining_minutes(const QueuedCard& card) {
  if (!card.estimate_minutes) return std::nullopt;
  return std::max<std::int64_t>(0, *card.estimate_minutes - card.spent_minutes);
}

Report load_ahead(const std::vector<QueuedCard>& cards, const std::map<UserId, std::int64_t>& plans,
                  const ReportQuestion& question) {
  std::map<UserId, Load> loads;
  Load all;
  for (const QueuedCard& card : cards) {
    loads[card.assignee].add(card);
    all.add(card);
  }
  Table table;
  table.key = "load";
  table.columns = {{"employee", Unit::kUser, false},         {"cards", Unit::kCount, true},
                   {"without_estimate", Unit::kCount, true}, {"remaining", Unit::kMinutes, true},
                   {"plan_day", Unit::kMinutes, false},      {"days", Unit::kDays, false}};
  for (const auto& [user, load] : loads) {
    const auto found = plans.find(user);
    const auto plan = found == plans.end() ? std::optional<std::int64_t>() : found->second;
    table.rows.push_back({{user.value(), load.cards, load.without_estimate, load.remaining, cell(plan),
                           ratio(load.remaining, plan)},
                          "user:" + std::to_string(user.value())});
  }
  table.totals = {Cell{}, all.cards, all.without_estimate, all.remaining, Cell{}, Cell{}};
  Report report;
  report.name = "load";
  report.period = question.period;
  report.computed_at = question.now;
  report.figures = {{"cards", Unit::kCount, all.cards, {}}, {"remaining", Unit::kMinutes, all.remaining, {}}};
  report.tables.push_back(std::move(table));
  report.charts.push_back({ChartKind::kBars, "load", 0, 0, {3}, {}});
  report.notes.emplace_back("as_of_now");
  if (cards.empty()) report.notes.emplace_back("no_cards");
  if (all.without_estimate > 0) report.notes.emplace_back("some_without_estimate");
  return report;
}

Table queued_table(const std::vector<QueuedCard>& cards, std::size_t most) {
  Table table;
  table.key = "queued";
  table.columns = {{"ticket", Unit::kTicket, false},
                   {"estimate", Unit::kMinutes, false},
                   {"spent_all", Unit::kMinutes, false},
                   {"remaining", Unit::kMinutes, true}};
  std::int64_t sum = 0;
  for (const QueuedCard& card : cards) {
    if (table.rows.size() == most) return table;
    const auto left = remaining_minutes(card);
    sum += left.value_or(0);
    table.rows.push_back(
        {{card.ticket.value(), cell(card.estimate_minutes), card.spent_minutes, cell(left)}, ""});
  }
  table.totals = {Cell{}, Cell{}, Cell{}, sum};
  return table;
}

}  // namespace sd::reports
