// What is asked of a card that enters a stage. Source: domain.md 2.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "extension/core/ids.h"
#include "kanban/rules/card.h"

namespace sd::kanban {

// What happens when a card does not meet a rule: nothing, the person is told, has to say why, may not.
enum class Demand { kNone, kWarn, kReason, kForbid };
std::string_view to_string(Demand demand);  // "none", "warn", "reason", "forbid"
std::optional<Demand> demand_from(std::string_view text);

struct StageRule {
  StageId stage;
  std::int64_t wip_limit = 0;  // most cards at once; 0: none
  Demand over_limit = Demand::kWarn;
  Demand without_estimate = Demand::kNone;
  Demand under_stopper = Demand::kNone;

  friend bool operator==(const StageRule&, const StageRule&) = default;
};

enum class Unmet { kWipLimit, kEstimate, kStopper };
std::string_view to_string(Unmet unmet);  // "wip_limit", "estimate", "stopper"

struct EntryConcern {
  Unmet unmet = Unmet::kWipLimit;
  Demand demand = Demand::kWarn;

  friend bool operator==(const EntryConcern&, const EntryConcern&) = default;
};

// What `card` would not meet if it entered the rule's stage, where `cards_there` stand already; in the order
// of Unmet, without those that demand nothing. An estimate of 0 is one.
std::vector<EntryConcern> entry_concerns(const StageRule& rule, const Card& card, std::int64_t cards_there);

}  // namespace sd::kanban
