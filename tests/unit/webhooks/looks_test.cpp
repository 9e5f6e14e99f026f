#include "webhooks/looks.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

namespace sd::webhooks {
namespace {

using namespace std::chrono_literals;

class LooksTest : public testing::Test {
 protected:
  // Our clock is three seconds behind the portal's.
  static TimePoint portal(Millis after) { return from_ms(1'760'000'003'000) + after; }
  static TimePoint ours(Millis after) { return from_ms(1'760'000'000'000) + after; }
  void looked(Millis after) { looks_.looked(portal_, ticket_, {portal(after), ours(after)}); }
  bool saw(TimePoint changed_at, Millis jumped = 0ms) {
    return looks_.saw(portal_, ticket_[0], changed_at, {portal(60s + jumped), ours(60s)});
  }

  const PortalId portal_{1};
  const std::array<TicketId, 1> ticket_{TicketId{8017}};
  Looks looks_;
};

TEST_F(LooksTest, ALookBegunInALaterSecondHasSeenTheChange) {
  looked(1'000ms);
  EXPECT_TRUE(saw(portal(0s)));
  EXPECT_FALSE(saw(portal(1s))) << "in the same second another change may have followed the look";
  EXPECT_FALSE(saw(portal(2s)));
  looked(999ms);
  EXPECT_FALSE(saw(portal(0s)));
}

TEST_F(LooksTest, NothingIsKnownOfOtherTicketsAndPortals) {
  looked(10s);
  EXPECT_FALSE(looks_.saw(portal_, TicketId{8018}, portal(0s), {portal(60s), ours(60s)}));
  EXPECT_FALSE(looks_.saw(PortalId{2}, ticket_[0], portal(0s), {portal(60s), ours(60s)}));
}

TEST_F(LooksTest, AClockThatJumpsMakesNoUnseenChangeSeen) {
  looked(10s);
  // Put back by an hour: what changes from now on carries instants from before the look.
  EXPECT_FALSE(saw(portal(20s - 3'600s), -3'600s));
  // Put forward by an hour: what changed behind the look seems to have changed long before it.
  EXPECT_FALSE(saw(portal(20s), 3'600s));
}

TEST_F(LooksTest, AClockThatIsPutBackAndForwardAgainMakesNoUnseenChangeSeen) {
  looked(100s);
  // At 110 s it is put back by four minutes, and something else is asked about; what changes now carries an
  // instant from before the look. Then it is put right.
  EXPECT_FALSE(looks_.saw(portal_, TicketId{9000}, portal(0s), {portal(120s - 240s), ours(120s)}));
  EXPECT_FALSE(looks_.saw(portal_, ticket_[0], portal(121s - 240s), {portal(400s), ours(400s)}));
}

TEST_F(LooksTest, AClockThatIsPutBackAndRunsFasterMakesNoUnseenChangeSeen) {
  looks_.looked(portal_, ticket_, {portal(250s), ours(1s)});
  EXPECT_FALSE(looks_.saw(portal_, ticket_[0], portal(70s), {portal(300s), ours(2s)}));
}

TEST_F(LooksTest, AClockThatDriftsIsLeftAlone) {
  looked(10s);
  EXPECT_TRUE(saw(portal(0s), 1'500ms));
  EXPECT_TRUE(saw(portal(0s), 3'000ms));
  EXPECT_TRUE(saw(portal(0s), 1'500ms));
}

TEST_F(LooksTest, KnowsWhenTheLastLookBegan) {
  EXPECT_EQ(looks_.last(portal_), TimePoint{});
  looked(10s);
  looked(20s);
  EXPECT_EQ(looks_.last(portal_), ours(20s));
  EXPECT_EQ(looks_.last(PortalId{2}), TimePoint{});
}

TEST_F(LooksTest, KnowsWhenSomethingWasWrittenLast) {
  EXPECT_EQ(looks_.last_write(portal_), TimePoint{});
  looks_.wrote(portal_, ours(10s));
  EXPECT_EQ(looks_.last_write(portal_), ours(10s));
  EXPECT_EQ(looks_.last_write(PortalId{2}), TimePoint{});
}

TEST(GatherBy, GathersLongerTheMoreRequestsAreUsed) {
  EXPECT_EQ(gather_by(0), 0ms);
  EXPECT_EQ(gather_by(0.5), 375ms);
  EXPECT_EQ(gather_by(1), 750ms);
  EXPECT_EQ(gather_by(7), 750ms);
  EXPECT_EQ(gather_by(-1), 0ms);
  EXPECT_EQ(gather_writes_by(0), 0ms);
  EXPECT_EQ(gather_writes_by(1), 2'500ms);
}

// Under the cloud's limits, portal-api.md 1.8: a bucket of 50 requests that drains by two a second, of which
// background work uses 40. Something changes every ten milliseconds for an hour, every look has something to
// write back, and the queue is polled every 30 s. An exchange takes 120 ms. Time is counted here.
struct HourInTheCloud {
  static constexpr int kExchange = 120;

  void spend(int now, int requests) {
    level = std::max(0.0, level - (now - at) * 0.002) + requests;
    at = now;
    fullest = std::max(fullest, level);
  }
  double used(int now) { return std::max(0.0, level - (now - at) * 0.002) / 40; }

  void run() {
    int look = 0, write = -1'000'000, poll = 0;
    for (int now = 0; now < 3'600'000;) {
      if (now >= poll) {
        spend(now, 1);
        poll = now + 30'000;
      }
      spend(now, 1);
      // What changed just behind the start of the look before is shown now.
      if (now > 0) longest = std::max(longest, now + kExchange - look);
      look = now;
      int over = now + kExchange;
      if (now - write >= gather_writes_by(used(now)).count()) {
        write = now;
        spend(over, 1);
        over += kExchange;
      }
      const auto gathered = [&] { return now - look >= gather_by(used(now)).count(); };
      for (now = over; !gathered();) now += 5;
    }
  }

  double level = 36;  // a first reading has just used nearly all there was
  int at = 0, longest = 0;
  double fullest = 0;
};

TEST(GatherBy, UnderACloudsLimitsNoChangeWaitsASecondAndTheBucketIsNeverFull) {
  HourInTheCloud hour;
  hour.run();
  EXPECT_LT(hour.longest, 1'000);
  EXPECT_GT(hour.longest, 600) << "it would not have been tight";
  EXPECT_LE(hour.fullest, 40) << "the pacer would hold background work back";
}

TEST_F(LooksTest, RemembersABoundedNumber) {
  looked(10s);
  for (std::int64_t id = 1; id <= 20'000; ++id) {
    const std::array<TicketId, 1> other{TicketId{id + 10'000}};
    looks_.looked(portal_, other, {portal(10s), ours(10s)});
  }
  EXPECT_FALSE(saw(portal(0s)));
}

}  // namespace
}  // namespace sd::webhooks
