#include "extension/clients/attempts.h"

#include <gtest/gtest.h>

namespace sd::clients {
namespace {

const TimePoint kStart = from_ms(1'760'000'000'000);

TEST(Attempts, WhoHasFailedTooOftenWaitsUntilTheWindowEnds) {
  Attempts attempts;
  for (int i = 0; i < Attempts::kMostFailures; ++i) {
    EXPECT_FALSE(attempts.wait("a", kStart)) << i;
    attempts.failed("a", kStart);
  }
  EXPECT_EQ(attempts.wait("a", kStart), Millis{600'000});
  EXPECT_EQ(attempts.wait("a", kStart + Millis{599'999}), Millis{1});
  EXPECT_FALSE(attempts.wait("b", kStart));
  EXPECT_FALSE(attempts.wait("a", kStart + Attempts::kWindow));
  attempts.failed("a", kStart + Attempts::kWindow);
  EXPECT_FALSE(attempts.wait("a", kStart + Attempts::kWindow)) << "a new window";
}

TEST(Attempts, SourcesAboveTheMostDoNotGrowIt) {
  Attempts attempts;
  for (int i = 0; i < Attempts::kMostFailures; ++i) attempts.failed("first", kStart + Millis{1});
  for (std::size_t i = 0; i < Attempts::kMostSources; ++i) {
    attempts.failed("s" + std::to_string(i), kStart + Millis{2});
  }
  EXPECT_FALSE(attempts.wait("first", kStart + Millis{3})) << "the oldest makes room";
  for (int i = 0; i < Attempts::kMostFailures; ++i) attempts.failed("last", kStart + Millis{4});
  EXPECT_TRUE(attempts.wait("last", kStart + Millis{5}));
}

TEST(Attempts, ANetworkOfOnesOwnIsOneSource) {
  EXPECT_EQ(source_of("203.0.113.9"), "203.0.113.9");
  EXPECT_EQ(source_of("::ffff:203.0.113.9"), "::ffff:203.0.113.9");
  EXPECT_EQ(source_of("2001:db8::1"), source_of("2001:db8::ffff:2"));
  EXPECT_NE(source_of("2001:db8::1"), source_of("2001:db8:0:1::1"));
  EXPECT_EQ(source_of(""), "");
  EXPECT_EQ(source_of(std::string(100, 'x')).size(), 64u);
}

}  // namespace
}  // namespace sd::clients
