#include "kanban/rules/classify.h"

#include <gtest/gtest.h>

namespace sd::kanban {
namespace {

constexpr bool kImportanceFirst = false;
constexpr bool kEstimateFirst = true;

// domain.md 4, row by row.
TEST(Class, Row1ImportantIsAnIncident) {
  EXPECT_EQ(classify({true, std::nullopt}, kImportanceFirst),
            (Classified{CardClass::kIncident, ClassReason::kImportant}));
}

TEST(Class, Row2EstimateAboveZeroIsAChangeRequest) {
  EXPECT_EQ(classify({false, 1}, kImportanceFirst), (Classified{CardClass::kChange, ClassReason::kEstimate}));
}

TEST(Class, Row3OtherwiseItIsAServiceRequest) {
  EXPECT_EQ(classify({false, std::nullopt}, kImportanceFirst),
            (Classified{CardClass::kService, ClassReason::kOtherwise}));
}

TEST(Class, EstimateZeroMakesNoChangeRequest) {
  EXPECT_EQ(classify({false, 0}, kImportanceFirst).value, CardClass::kService);
  EXPECT_EQ(classify({false, 0}, kEstimateFirst).value, CardClass::kService);
}

TEST(Class, ImportantAndEstimatedFollowsTheOrderSetting) {
  EXPECT_EQ(classify({true, 240}, kImportanceFirst),
            (Classified{CardClass::kIncident, ClassReason::kImportant}));
  EXPECT_EQ(classify({true, 240}, kEstimateFirst), (Classified{CardClass::kChange, ClassReason::kEstimate}));
  EXPECT_EQ(classify({true, 0}, kEstimateFirst).value, CardClass::kIncident);
}

TEST(Class, AnOverrideHoldsOnItsGrounds) {
  const ClassOverride by_hand{CardClass::kIncident, "Простой цеха", {false, 240}};
  EXPECT_EQ(classify({false, 240}, kImportanceFirst, by_hand),
            (Classified{CardClass::kIncident, ClassReason::kOverride}));
}

TEST(Class, AnOverrideIsDroppedWhenItsGroundsChange) {
  const ClassOverride by_hand{CardClass::kIncident, "Простой цеха", {false, 240}};
  EXPECT_EQ(classify({false, 300}, kImportanceFirst, by_hand).value, CardClass::kChange);
  EXPECT_EQ(classify({true, 240}, kImportanceFirst, by_hand).reason, ClassReason::kImportant);
  EXPECT_EQ(classify({false, std::nullopt}, kImportanceFirst, by_hand).value, CardClass::kService);
}

TEST(Class, NamesAreReadBack) {
  for (const CardClass value : {CardClass::kIncident, CardClass::kChange, CardClass::kService}) {
    EXPECT_EQ(class_from(to_string(value)), value);
  }
  EXPECT_FALSE(class_from("Incident"));
}

}  // namespace
}  // namespace sd::kanban
