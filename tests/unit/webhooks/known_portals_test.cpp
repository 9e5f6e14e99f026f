#include "webhooks/known_portals.h"

#include <gtest/gtest.h>

#include "tests/doubles/fake_clock.h"

namespace sd::webhooks {
namespace {

class KnownPortalsTest : public testing::Test {
 protected:
  test::FakeClock clock_;
  std::vector<KnownPortal> stored_{{"aa", PortalId{1}, "token-a"}, {"bb", PortalId{2}, ""}};
  int loads_ = 0;
  bool broken_ = false;
  KnownPortals portals_{[this]() -> Result<std::vector<KnownPortal>> {
                          ++loads_;
                          if (broken_) return Error{ErrorKind::kUnavailable, "db.busy", {}};
                          return stored_;
                        },
                        clock_};
};

TEST_F(KnownPortalsTest, AdmitsAPortalWithItsToken) {
  EXPECT_EQ(portals_.admit("aa", "token-a"), PortalId{1});
  EXPECT_EQ(portals_.admit("aa", "token-a"), PortalId{1});
  EXPECT_EQ(loads_, 1);
}

TEST_F(KnownPortalsTest, RefusesAnotherTokenAnotherPortalAndNoToken) {
  EXPECT_EQ(portals_.admit("aa", "token-b"), std::nullopt);
  EXPECT_EQ(portals_.admit("cc", "token-a"), std::nullopt);
  EXPECT_EQ(portals_.admit("bb", ""), std::nullopt);
}

TEST_F(KnownPortalsTest, LooksAgainAtMostOnceASecond) {
  EXPECT_EQ(portals_.admit("cc", "token-c"), std::nullopt);
  stored_.push_back({"cc", PortalId{3}, "token-c"});
  EXPECT_EQ(portals_.admit("cc", "token-c"), std::nullopt);
  EXPECT_EQ(loads_, 1);
  clock_.advance(Millis{1'000});
  EXPECT_EQ(portals_.admit("cc", "token-c"), PortalId{3});
}

TEST_F(KnownPortalsTest, KnowsAtOnceWhatItIsTold) {
  EXPECT_EQ(portals_.admit("aa", "token-a"), PortalId{1});
  stored_[0].application_token = "token-new";
  EXPECT_TRUE(portals_.refresh());
  EXPECT_EQ(portals_.admit("aa", "token-new"), PortalId{1});
  EXPECT_EQ(portals_.admit("aa", "token-a"), std::nullopt);
}

TEST_F(KnownPortalsTest, KeepsWhatItKnowsWhenTheDatabaseIsAway) {
  EXPECT_EQ(portals_.admit("aa", "token-a"), PortalId{1});
  broken_ = true;
  EXPECT_FALSE(portals_.refresh());
  EXPECT_EQ(portals_.admit("aa", "token-a"), PortalId{1});
}

}  // namespace
}  // namespace sd::webhooks
