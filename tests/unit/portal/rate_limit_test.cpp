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

TEST(OperatingBudget, PausesAMethodFromEightyPercentUntilItsReset) {
  OperatingBudget budget;
  budget.note("tasks.task.list", 383.9, kNow + 5min);
  EXPECT_EQ(budget.wait("tasks.task.list", kNow), 0ms);
  budget.note("tasks.task.list", 384, kNow + 5min);
  EXPECT_EQ(budget.wait("tasks.task.list", kNow), 5min);
  EXPECT_EQ(budget.wait("tasks.task.list", kNow + 5min), 0ms);
  EXPECT_EQ(budget.wait("user.get", kNow), 0ms);
  budget.note("tasks.task.list", 10, kNow + 10min);
  EXPECT_EQ(budget.wait("tasks.task.list", kNow), 0ms);
}

}  // namespace
}  // namespace sd::portal
