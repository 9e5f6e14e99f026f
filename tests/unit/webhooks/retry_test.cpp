#include "webhooks/rules/retry.h"

#include <gtest/gtest.h>

namespace sd::webhooks {
namespace {

TEST(Retry, DoublesUpToTheLongest) {
  const RetryPolicy policy;
  EXPECT_EQ(delay_after(1, 0, policy), Millis{1'000});
  EXPECT_EQ(delay_after(2, 0, policy), Millis{2'000});
  EXPECT_EQ(delay_after(8, 0, policy), Millis{128'000});
  EXPECT_EQ(delay_after(1'000'000, 0, policy), Millis{600'000});
}

TEST(Retry, JitterShortensByUpToHalf) {
  const RetryPolicy policy;
  EXPECT_EQ(delay_after(2, 0.5, policy), Millis{1'500});
  EXPECT_EQ(delay_after(2, 1, policy), Millis{1'000});
  EXPECT_EQ(delay_after(2, 7, policy), Millis{1'000});
}

TEST(Retry, AnOutageSaysNothingAboutTheRow) {
  EXPECT_TRUE(is_outage({ErrorKind::kUnavailable, "portal.unreachable", {}}));
  EXPECT_TRUE(is_outage({ErrorKind::kPermissionDenied, "portal.auth", {}}));
  EXPECT_FALSE(is_outage({ErrorKind::kInternal, "card.bug", {}}));
  EXPECT_FALSE(is_outage({ErrorKind::kInvalidArgument, "x", {}}));
}

}  // namespace
}  // namespace sd::webhooks
