#include "reports/company_summary.h"

#include <algorithm>
#include <map>

namespace sd::reports {

Result<CompanySummary> CompanySummaryOf::run(PortalId portal, CompanyId company,
                                             std::span<const GroupId> groups, TimePoint now, Millis offset) {
  CompanySummary summary;
  summary.month = month_of(now, offset);
  const auto plans = plans_.client_plans(portal);
  if (!plans) return plans.error();
  summary.plan_minutes = plan_of_month(*plans, company, summary.month.name);
  for (const GroupId group : groups) {
    Result<kanban::BoardSnapshot> board = cards_.board(portal, group, false);
    if (!board) return board.error();
    for (kanban::Card& card : board->cards) {
      if (card.company != company) continue;
      summary.estimated_minutes += card.estimate_minutes.value_or(0);
      summary.cards.push_back(std::move(card));
    }
  }
  std::sort(summary.cards.begin(), summary.cards.end(),
            [](const kanban::Card& left, const kanban::Card& right) { return left.ticket < right.ticket; });
  const Result<std::int64_t> seconds = used_seconds(portal, company, groups, summary.month);
  if (!seconds) return seconds.error();
  summary.used_minutes = (*seconds + 30) / 60;
  return summary;
}

// The month's records name the tickets; only those are looked up, however many closed ones there are.
Result<std::int64_t> CompanySummaryOf::used_seconds(PortalId portal, CompanyId company,
                                                    std::span<const GroupId> groups, const Month& month) {
  const auto records = labour_.worked(portal, month.from, month.to);
  if (!records) return records.error();
  std::map<TicketId, std::int64_t> seconds;
  for (const LabourRecord& record : *records) seconds[record.ticket] += record.seconds;
  std::vector<TicketId> tickets;
  tickets.reserve(seconds.size());
  for (const auto& [ticket, spent] : seconds) tickets.push_back(ticket);
  const auto cards = cards_.find_all(portal, tickets);
  if (!cards) return cards.error();
  std::int64_t sum = 0;
  for (const std::optional<kanban::Card>& card : *cards) {
    if (!card || card->company != company) continue;
    if (std::find(groups.begin(), groups.end(), card->group) != groups.end()) sum += seconds[card->ticket];
  }
  return sum;
}

}  // namespace sd::reports
