#include "kanban/rules/stage_rule.h"

namespace sd::kanban {

std::string_view to_string(Demand demand) {
  switch (demand) {
    case Demand::kNone: return "none";
    case Demand::kWarn: return "warn";
    case Demand::kReason: return "reason";
    case Demand::kForbid: return "forbid";
  }
  return "none";
}

std::optional<Demand> demand_from(std::string_view text) {
  for (const Demand demand : {Demand::kNone, Demand::kWarn, Demand::kReason, Demand::kForbid}) {
    if (to_string(demand) == text) return demand;
  }
  return std::nullopt;
}

std::string_view to_string(Unmet unmet) {
  switch (unmet) {
    case Unmet::kWipLimit: return "wip_limit";
    case Unmet::kEstimate: return "estimate";
    case Unmet::kStopper: return "stopper";
  }
  return "wip_limit";
}

std::vector<EntryConcern> entry_concerns(const StageRule& rule, const Card& card, std::int64_t cards_there) {
  std::vector<EntryConcern> concerns;
  const auto ask = [&](bool met, Unmet unmet, Demand demand) {
    if (!met && demand != Demand::kNone) concerns.push_back({unmet, demand});
  };
  ask(rule.wip_limit == 0 || cards_there < rule.wip_limit, Unmet::kWipLimit, rule.over_limit);
  ask(card.estimate_minutes.has_value(), Unmet::kEstimate, rule.without_estimate);
  ask(card.stopper.empty(), Unmet::kStopper, rule.under_stopper);
  return concerns;
}

}  // namespace sd::kanban
