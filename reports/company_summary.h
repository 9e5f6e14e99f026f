// Use case: what the tab of a company's card shows: its open requests, how much of the month's plan is used,
// and what is estimated and not done yet. Source: domain.md 8.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "kanban/card_store.h"
#include "reports/labour_store.h"
#include "reports/plan_store.h"

namespace sd::reports {

struct CompanySummary {
  Month month;
  std::optional<std::int64_t> plan_minutes;  // of the month; none: nobody has planned it
  std::int64_t used_minutes = 0;             // whole minutes of the month's labour records, rounded half up
  std::int64_t estimated_minutes = 0;        // estimates of the open cards
  std::vector<kanban::Card> cards;           // open ones, by ticket
};

class CompanySummaryOf {
 public:
  // All references must outlive this object.
  CompanySummaryOf(kanban::CardStore& cards, LabourStore& labour, PlanStore& plans)
      : cards_(cards), labour_(labour), plans_(plans) {}

  // `groups`: the bound groups the reader may see; records and cards of others do not count. `offset`: how
  // far the portal's clocks are ahead of UTC. Errors: those of the stores.
  Result<CompanySummary> run(PortalId portal, CompanyId company, std::span<const GroupId> groups,
                             TimePoint now, Millis offset);

 private:
  Result<std::int64_t> used_seconds(PortalId portal, CompanyId company, std::span<const GroupId> groups,
                                    const Month& month);

  kanban::CardStore& cards_;
  LabourStore& labour_;
  PlanStore& plans_;
};

}  // namespace sd::reports
