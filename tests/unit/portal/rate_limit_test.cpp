#include "extension/portal/rate_limit.h"

#include <gtest/gtest.h>

namespace sd::portal {
namespace {

using namespace std::chrono_literals;

constexpr TimePoint kNow = TimePoint{1'767'600'000'000ms};

TEST(LeakyBucket, TakesItsCapacityAtOnceAndThenTwoASecond) {
  LeakyBucket bucket(LimitsProfile::kCloud);
  for (int i = 0; i < 50; ++i) {
    ASSERT_EQ(bucket.wait(kNow, 1), 0ms) << i;
    bucket.take(kNow);
  }
  EXPECT_EQ(bucket.wait(kNow, 1), 500ms);
  EXPECT_EQ(bucket.wait(kNow + 500ms, 1), 0ms);
}

TEST(LeakyBucket, KeepsAShareFreeForThoseWhoAskForLess) {
  LeakyBucket bucket(LimitsProfile::kCloud);
  for (int i = 0; i < 40; ++i) bucket.take(kNow);
  EXPECT_EQ(bucket.wait(kNow, 0.8), 500ms);
  EXPECT_EQ(bucket.wait(kNow, 1), 0ms);
}

TEST(LeakyBucket, IsLargerForEnterprise) {
  LeakyBucket bucket(LimitsProfile::kEnterprise);
  for (int i = 0; i < 250; ++i) bucket.take(kNow);
  EXPECT_EQ(bucket.wait(kNow, 1), 200ms);
}

TEST(LeakyBucket, LimitsNothingWhenSwitchedOff) {
  LeakyBucket bucket(LimitsProfile::kOff);
  for (int i = 0; i < 1000; ++i) bucket.take(kNow);
  bucket.fill(kNow);
  EXPECT_EQ(bucket.wait(kNow, 0.8), 0ms);
}

TEST(LeakyBucket, IsFullWhenThePortalSaysSo) {
  LeakyBucket bucket(LimitsProfile::kCloud);
  bucket.fill(kNow);
  EXPECT_EQ(bucket.wait(kNow, 1), 500ms);
}

TEST(LeakyBucket, StandsAClockThatGoesBack) {
  LeakyBucket bucket(LimitsProfile::kCloud);
  bucket.fill(kNow);
  EXPECT_EQ(bucket.wait(kNow - 1h, 1), 500ms);
}

constexpr const char* kList = "tasks.task.list";

TEST(OperatingBudget, PausesAMethodFromEightyPercentOfABoxsBudgetUntilItsReset) {
  OperatingBudget budget;
  budget.note(kList, 335.9, kNow + 5min, kNow);
  EXPECT_EQ(budget.wait(kList, 1, kNow), 0ms);
  budget.note(kList, 336, kNow + 5min, kNow + 10s);
  EXPECT_EQ(budget.wait(kList, 1, kNow), 5min);
  EXPECT_EQ(budget.wait(kList, 1, kNow + 5min), 0ms);
  EXPECT_EQ(budget.wait("user.get", 1, kNow), 0ms);
  budget.note(kList, 10, kNow + 10min, kNow + 5min);
  EXPECT_EQ(budget.wait(kList, 1, kNow + 5min), 0ms);
}

TEST(OperatingBudget, LetsNoMoreCallsGoThanFitByWhatOneCost) {
  OperatingBudget budget;
  budget.note(kList, 100, kNow + 5min, kNow);
  EXPECT_EQ(budget.wait(kList, 50, kNow), 0ms) << "what is used up says nothing of the next call";
  budget.note(kList, 106, kNow + 5min, kNow);
  EXPECT_EQ(budget.wait(kList, 38, kNow), 0ms) << "106 + 38 * 6 = 334";
  EXPECT_EQ(budget.wait(kList, 39, kNow), 5min);
}

TEST(OperatingBudget, ReservesForCallsUnderWay) {
  OperatingBudget budget;
  budget.note(kList, 100, kNow + 5min, kNow);
  budget.note(kList, 106, kNow + 5min, kNow);
  budget.begin(kList, 20);
  EXPECT_EQ(budget.wait(kList, 18, kNow), 0ms);
  EXPECT_EQ(budget.wait(kList, 19, kNow), OperatingBudget::kStandBack) << "they may come back any moment";
  EXPECT_EQ(budget.wait(kList, 39, kNow), 5min) << "this would not fit without them either";
  budget.end(kList, 20);
  EXPECT_EQ(budget.wait(kList, 19, kNow), 0ms);
}

TEST(OperatingBudget, WaitsForAsManyMinutesToBeGivenBackAsTheCallsNeed) {
  OperatingBudget budget;
  budget.note(kList, 10, kNow + 10min, kNow);
  budget.note(kList, 20, kNow + 10min, kNow);
  budget.note(kList, 320, kNow + 10min, kNow + 3min);
  // 20 s are given back after ten minutes, the other 300 s three minutes later.
  EXPECT_EQ(budget.wait(kList, 1, kNow + 4min), 9min) << "one cost 300 s at the last";
  budget.note(kList, 300, kNow + 13min, kNow + 10min);
  EXPECT_EQ(budget.wait(kList, 1, kNow + 10min), 3min);
}

TEST(OperatingBudget, ForgetsADearCallAfterManyCheapOnes) {
  OperatingBudget budget;
  budget.note(kList, 0, kNow + 5min, kNow);
  budget.note(kList, 100, kNow + 5min, kNow);
  EXPECT_NE(budget.wait(kList, 3, kNow), 0ms);
  for (int i = 1; i <= 100; ++i) budget.note(kList, 100 + 0.01 * i, kNow + 5min, kNow);
  EXPECT_EQ(budget.wait(kList, 50, kNow), 0ms);
}

TEST(OperatingBudget, LetsARequestGoThatWouldNeverFit) {
  OperatingBudget budget;
  budget.note(kList, 0, kNow + 5min, kNow);
  budget.note(kList, 10, kNow + 5min, kNow);
  EXPECT_EQ(budget.wait(kList, 50, kNow), 5min);
  EXPECT_EQ(budget.wait(kList, 50, kNow + 5min), 0ms);
}

TEST(RequestUsageTest, IsShortWhenMoreThanHalfIsUsed) {
  EXPECT_FALSE((RequestUsage{60, 120}.is_short()));
  EXPECT_TRUE((RequestUsage{61, 120}.is_short()));
  EXPECT_FALSE((RequestUsage{6'000, 0}.is_short())) << "there is no limit";
}

}  // namespace
}  // namespace sd::portal
