// Use case: what the tab of a company's card shows: its open requests, how much of the month's plan is used,
// and what is estimated and not done yet. Source: domain.md 8.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "kanban/card_store.h"
#include "reports/labour_facts.h"
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
  CompanySummaryOf(kanban::CardStore& cards, LabourFacts& facts, PlanStore& plans)
      : cards_(cards), facts_(facts), plans_(plans) {}

  // `groups`: the bound groups the reader may see; records and cards of others do not count, nor do records
  // of excluded people. `offset`: how far the portal's clocks are ahead of UTC. Errors: those of the stores.
  Result<CompanySummary> run(PortalId portal, CompanyId company, std::span<const GroupId> groups,
                             TimePoint now, Millis offset);

 private:
  kanban::CardStore& cards_;
  LabourFacts& facts_;
  PlanStore& plans_;
};

}  // namespace sd::reports
