#include "extension/lease/leases.h"

#include <gtest/gtest.h>

#include "tests/doubles/fake_clock.h"

namespace sd::lease {
namespace {

using namespace std::chrono_literals;

class MemoryLeaseStore final : public LeaseStore {
 public:
  Result<std::optional<LeaseRow>> find(PortalId portal) override {
    ++asked;
    if (away) return Error{ErrorKind::kUnavailable, "db.connection", {}};
    const auto found = rows.find(portal);
    return found == rows.end() ? std::optional<LeaseRow>() : std::optional(found->second);
  }
  Result<bool> replace(PortalId portal, const std::optional<LeaseRow>& seen, const LeaseRow& next,
                       TimePoint) override {
    if (away) return Error{ErrorKind::kUnavailable, "db.connection", {}};
    if (between) std::exchange(between, nullptr)();
    if (*find(portal) != seen) return false;
    rows.insert_or_assign(portal, next);
    return true;
  }

  std::map<PortalId, LeaseRow> rows;
  bool away = false;
  int asked = 0;
  std::function<void()> between;  // a look and what it leads to; once
};

class LeasesTest : public testing::Test {
 protected:
  const PortalId portal{1};
  test::FakeClock clock;
  MemoryLeaseStore store;
  Leases one{store, clock, "one:8080"}, other{store, clock, "other:8080"};
};

TEST_F(LeasesTest, TheFirstWhoAsksHoldsThePortal) {
  EXPECT_TRUE(one.mine(portal));
  EXPECT_FALSE(other.mine(portal));
  EXPECT_TRUE(other.mine(PortalId{2}));
  EXPECT_FALSE(one.mine(PortalId{2}));
}

TEST_F(LeasesTest, StaysHeldAsLongAsItIsRenewed) {
  ASSERT_TRUE(one.mine(portal));
  ASSERT_FALSE(other.mine(portal));
  for (int i = 0; i < 40; ++i) {
    clock.advance(5s);
    one.keep();
    EXPECT_FALSE(other.mine(portal));
    EXPECT_TRUE(one.mine(portal));
  }
}

TEST_F(LeasesTest, WhoEndsWithoutAWordIsReplacedAfterTheExpiry) {
  ASSERT_TRUE(one.mine(portal));
  ASSERT_FALSE(other.mine(portal));
  clock.advance(29s);
  EXPECT_FALSE(other.mine(portal));
  clock.advance(5s);
  EXPECT_TRUE(other.mine(portal));
  EXPECT_FALSE(one.mine(portal)) << "it does not trust its lease any more, and is told so";
  one.keep();
  EXPECT_TRUE(other.mine(portal));
}

TEST_F(LeasesTest, NobodyTrustsALeaseThatCouldNotBeRenewedUntilAnotherMayTakeIt) {
  ASSERT_TRUE(one.mine(portal));
  store.away = true;
  clock.advance(15s);
  EXPECT_TRUE(one.mine(portal));
  clock.advance(6s);
  EXPECT_FALSE(one.mine(portal));
  store.away = false;
  EXPECT_FALSE(one.mine(portal)) << "asked every five seconds at most";
  clock.advance(5s);
  EXPECT_TRUE(one.mine(portal));
}

TEST_F(LeasesTest, AReleasedLeaseIsTakenAtTheNextLook) {
  ASSERT_TRUE(one.mine(portal));
  ASSERT_FALSE(other.mine(portal));
  one.release();
  EXPECT_FALSE(one.mine(portal));
  clock.advance(5s);
  EXPECT_TRUE(other.mine(portal));
}

TEST_F(LeasesTest, AProcessStartedAgainDoesNotWaitForItsFormerSelf) {
  ASSERT_TRUE(one.mine(portal));
  clock.advance(1s);
  Leases again(store, clock, "one:8080");
  EXPECT_TRUE(again.mine(portal));
  // Two that live under one name by mistake do not take it from each other in turns.
  clock.advance(5s);
  EXPECT_FALSE(one.mine(portal));
  again.keep();
  clock.advance(5s);
  EXPECT_FALSE(one.mine(portal));
  EXPECT_TRUE(again.mine(portal));
}

TEST_F(LeasesTest, OfTwoThatSeeTheSameFreeLeaseOneGetsIt) {
  store.between = [this] { EXPECT_TRUE(other.mine(portal)); };
  EXPECT_FALSE(one.mine(portal));
  EXPECT_TRUE(other.mine(portal));
}

TEST_F(LeasesTest, AsksTheStoreNowAndThenOnly) {
  for (int i = 0; i < 1'000; ++i) one.mine(portal);
  EXPECT_LE(store.asked, 2);
}

TEST_F(LeasesTest, AClockSetBackDoesNotHoldALeaseForEver) {
  ASSERT_TRUE(one.mine(portal));
  ASSERT_FALSE(other.mine(portal));
  clock.advance(-1h);
  EXPECT_FALSE(other.mine(portal));
  for (int i = 0; i < 8; ++i) {
    clock.advance(5s);
    if (other.mine(portal)) return;
  }
  FAIL() << "nobody renews it, and nobody takes it";
}

}  // namespace
}  // namespace sd::lease
