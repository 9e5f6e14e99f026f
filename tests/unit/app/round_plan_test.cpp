#include "extension/app/round_plan.h"

#include <gtest/gtest.h>

#include <array>

#include "tests/doubles/fake_clock.h"

namespace sd::app {
namespace {

using namespace std::chrono_literals;

class RoundPlanTest : public testing::Test {
 protected:
  TimePoint now() const { return clock_.now(); }
  void serve(std::vector<PortalId> portals) { plan_.serve(portals, now()); }
  // "work/portal" of the next turn; "" when nothing is due.
  std::string take() {
    last_ = plan_.take(now());
    return last_ ? std::to_string(last_->work) + "/" + std::to_string(last_->portal.value()) : "";
  }
  void end(bool well = true) { plan_.end(*last_, well, now()); }
  Millis until_next() const { return plan_.next().value() - now(); }

  test::FakeClock clock_;
  std::map<PortalId, TimePoint> ready_;
  double jitter_ = 0.5;  // of intervals: none; of pauses: a quarter less
  RoundPlan plan_{[this](PortalId portal) { return ready_[portal]; }, [this] { return jitter_; }};
  std::optional<RoundPlan::Turn> last_;
};

TEST_F(RoundPlanTest, EveryPortalIsDueAtOnceAndAgainAfterTheInterval) {
  plan_.add(2min);
  serve({PortalId{1}, PortalId{2}});
  EXPECT_EQ(take(), "0/1");
  end();
  EXPECT_EQ(take(), "0/2");
  end();
  EXPECT_EQ(take(), "");
  EXPECT_EQ(until_next(), 2min);
  clock_.advance(2min);
  EXPECT_EQ(take(), "0/1");
}

TEST_F(RoundPlanTest, AWorkNeverRunsTwiceAtOnceInOnePortalAndDelaysNoOther) {
  plan_.add(1min);
  plan_.add(1h);
  serve({PortalId{1}});
  EXPECT_EQ(take(), "0/1");
  EXPECT_EQ(take(), "1/1");
  EXPECT_EQ(take(), "");
  EXPECT_FALSE(plan_.next());
}

TEST_F(RoundPlanTest, WhatHasBeenDueLongestComesFirst) {
  plan_.add(10min);
  plan_.add(1min);
  serve({PortalId{1}});
  EXPECT_EQ(take(), "0/1");
  end();
  EXPECT_EQ(take(), "1/1");
  end();
  clock_.advance(11min);
  EXPECT_EQ(take(), "1/1");
  EXPECT_EQ(take(), "0/1");
}

TEST_F(RoundPlanTest, APortalThatIsNotReadyIsPassedOver) {
  plan_.add(1min);
  ready_[PortalId{1}] = now() + 30s;
  serve({PortalId{1}, PortalId{2}});
  EXPECT_EQ(take(), "0/2");
  EXPECT_EQ(take(), "");
  EXPECT_EQ(until_next(), 30s);
  clock_.advance(30s);
  EXPECT_EQ(take(), "0/1");
}

TEST_F(RoundPlanTest, FailuresAreTriedAgainAfterGrowingPausesAndAGoodEndForgetsThem) {
  plan_.add(1min);
  serve({PortalId{1}});
  jitter_ = 0;
  std::vector<Millis> pauses;
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(take(), "0/1");
    end(false);
    pauses.push_back(until_next());
    clock_.advance(until_next());
  }
  EXPECT_EQ(pauses, (std::vector<Millis>{2s, 4s, 8s, 16s, 32s, 64s, 128s, 256s, 300s, 300s}));
  jitter_ = 1;
  take();
  end(false);
  EXPECT_EQ(until_next(), 150s);
  clock_.advance(150s);
  jitter_ = 0.5;
  take();
  end();
  EXPECT_EQ(until_next(), 1min);
}

TEST_F(RoundPlanTest, IntervalsSpreadByATenth) {
  plan_.add(100s);
  serve({PortalId{1}});
  jitter_ = 1;
  take();
  end();
  EXPECT_EQ(until_next(), 110s);
}

TEST_F(RoundPlanTest, AWakeUpDuringATurnLeadsToOneMore) {
  plan_.add(1h);
  serve({PortalId{1}, PortalId{2}});
  EXPECT_EQ(take(), "0/1");
  plan_.wake(0, PortalId{1}, now());
  plan_.wake(0, PortalId{1}, now());
  end();
  EXPECT_EQ(take(), "0/1");
  end();
  EXPECT_EQ(take(), "0/2");
  end();
  EXPECT_EQ(take(), "");
  plan_.wake(0, PortalId{0}, now());
  EXPECT_EQ(take(), "0/1");
  EXPECT_EQ(take(), "0/2");
}

TEST_F(RoundPlanTest, AWakeUpDoesNotShortenTheWaitAfterAFailureButRecoveryDoes) {
  plan_.add(1h);
  serve({PortalId{1}});
  take();
  end(false);
  plan_.wake(0, PortalId{1}, now());
  EXPECT_EQ(take(), "");
  plan_.recovered(PortalId{1}, now());
  EXPECT_EQ(take(), "0/1");
  end();
  plan_.recovered(PortalId{1}, now());
  EXPECT_EQ(take(), "");
}

TEST_F(RoundPlanTest, ATurnThatFailsAcrossARecoveryIsTriedAgainAtOnce) {
  plan_.add(1h);
  serve({PortalId{1}});
  take();
  plan_.recovered(PortalId{1}, now());
  end(false);
  EXPECT_EQ(take(), "0/1");
  end(false);
  EXPECT_EQ(take(), "");
}

TEST_F(RoundPlanTest, PortalsComeAndGo) {
  plan_.add(1h);
  serve({PortalId{1}});
  EXPECT_EQ(take(), "0/1");
  serve({PortalId{2}});
  end();
  EXPECT_EQ(take(), "0/2");
  EXPECT_EQ(take(), "");
  serve({PortalId{1}, PortalId{2}});
  EXPECT_EQ(take(), "0/1");
}

}  // namespace
}  // namespace sd::app
