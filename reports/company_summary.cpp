#include "reports/company_summary.h"

#include <algorithm>

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
  auto excluded = plans_.excluded(portal);
  if (!excluded) return excluded.error();
  const LabourScope scope{portal, {groups.begin(), groups.end()}, {}, company, std::move(excluded).value()};
  const auto used = facts_.by_company(scope, summary.month.from, summary.month.to);
  if (!used) return used.error();
  summary.used_minutes = used->empty() ? 0 : (used->front().seconds + 30) / 60;
  return summary;
}

}  // namespace sd::reports
