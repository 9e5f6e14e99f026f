#include "kanban/rules/stage_rule.h"

#include <gtest/gtest.h>

namespace sd::kanban {
namespace {

using Concerns = std::vector<EntryConcern>;

StageRule strict() { return {StageId{501}, 2, Demand::kForbid, Demand::kReason, Demand::kWarn}; }

Card card(std::optional<std::int64_t> estimate, const char* stopper) {
  Card made;
  made.estimate_minutes = estimate;
  made.stopper = stopper;
  return made;
}

TEST(EntryConcerns, NothingIsAskedOfACardThatMeetsTheRule) {
  EXPECT_EQ(entry_concerns(strict(), card(0, ""), 1), Concerns{});
}

TEST(EntryConcerns, EachUnmetRuleSaysWhatItDemands) {
  EXPECT_EQ(entry_concerns(strict(), card({}, "Ждём клиента"), 2),
            (Concerns{{Unmet::kWipLimit, Demand::kForbid},
                      {Unmet::kEstimate, Demand::kReason},
                      {Unmet::kStopper, Demand::kWarn}}));
}

TEST(EntryConcerns, RulesThatDemandNothingAreSilent) {
  EXPECT_EQ(entry_concerns({StageId{501}, 0, Demand::kForbid}, card({}, "Ждём клиента"), 999), Concerns{});
}

TEST(Demands, AreReadAsTheyAreWritten) {
  for (const Demand demand : {Demand::kNone, Demand::kWarn, Demand::kReason, Demand::kForbid}) {
    EXPECT_EQ(demand_from(to_string(demand)), demand);
  }
  EXPECT_FALSE(demand_from("always"));
}

}  // namespace
}  // namespace sd::kanban
