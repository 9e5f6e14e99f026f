#include "extension/portal/pacer.h"

#include <gtest/gtest.h>

#include "tests/doubles/fake_sleeper.h"

namespace sd::portal {
namespace {

using namespace std::chrono_literals;

class PacerTest : public testing::Test {
 protected:
  Status admit(Urgency urgency, Millis patience = 60s) {
    const std::string methods[] = {"batch", "tasks.task.list"};
    return pacer_.admit(methods, urgency, patience);
  }
  Millis slept() const {
    Millis total{0};
    for (const Millis span : sleeper_.spans()) total += span;
    return total;
  }
  void fill_the_background_share() {
    for (int i = 0; i < 40; ++i) ASSERT_TRUE(admit(Urgency::kBackground));
  }

  test::FakeClock clock_;
  test::FakeSleeper sleeper_{clock_};
  Pacer pacer_{LimitsProfile::kCloud, clock_, sleeper_};
};

TEST_F(PacerTest, LetsABurstPassAndThenWaits) {
  fill_the_background_share();
  EXPECT_EQ(slept(), 0ms);
  ASSERT_TRUE(admit(Urgency::kBackground));
  EXPECT_EQ(slept(), 500ms);
}

TEST_F(PacerTest, CountsTheRequestsOfTheLastMinuteAgainstTheLimit) {
  EXPECT_EQ(pacer_.usage().last_minute, 0);
  EXPECT_EQ(pacer_.usage().per_minute, 120);
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(admit(Urgency::kBackground));
  clock_.advance(30s);
  ASSERT_TRUE(admit(Urgency::kInteractive));
  EXPECT_EQ(pacer_.usage().last_minute, 4);
  clock_.advance(31s);
  EXPECT_EQ(pacer_.usage().last_minute, 1);
  clock_.advance(24h);
  EXPECT_EQ(pacer_.usage().last_minute, 0);
  EXPECT_EQ(Pacer(LimitsProfile::kEnterprise, clock_, sleeper_).usage().per_minute, 300);
  EXPECT_EQ(Pacer(LimitsProfile::kOff, clock_, sleeper_).usage().per_minute, 0);
}

TEST_F(PacerTest, LeavesRoomForPeople) {
  fill_the_background_share();
  for (int i = 0; i < 10; ++i) ASSERT_TRUE(admit(Urgency::kInteractive));
  EXPECT_EQ(slept(), 0ms);
}

TEST_F(PacerTest, RefusesWhenTheWaitIsLongerThanThePatience) {
  fill_the_background_share();
  const Status refused = admit(Urgency::kBackground, 499ms);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "portal.limit");
  EXPECT_EQ(slept(), 0ms);
}

TEST_F(PacerTest, PausesBackgroundWorkOfAMethodNearItsBudgetButNotPeople) {
  pacer_.note("tasks.task.list", {clock_.now(), 400, clock_.now() + 30s});
  ASSERT_TRUE(admit(Urgency::kInteractive));
  EXPECT_EQ(slept(), 0ms);
  ASSERT_TRUE(admit(Urgency::kBackground));
  EXPECT_EQ(slept(), 31s);
}

TEST_F(PacerTest, KeepsTwoRequestsNearTheBudgetFromGoingTogether) {
  pacer_.note("tasks.task.list", {clock_.now(), 300, clock_.now() + 30s});
  pacer_.note("tasks.task.list", {clock_.now(), 320, clock_.now() + 30s});  // one costs 20 s
  const std::string methods[] = {"batch", "tasks.task.list"};
  pacer_.note("batch", {clock_.now(), 0, clock_.now() + 30s});
  const auto admitted = [&] { return pacer_.admit(methods, Urgency::kBackground, 50ms).has_value(); };
  EXPECT_FALSE(admitted()) << "320 + 20 > 336";
  pacer_.note("tasks.task.list", {clock_.now(), 310, clock_.now() + 30s});
  EXPECT_TRUE(admitted());
  EXPECT_FALSE(admitted()) << "the first is under way";
  pacer_.finished(methods);
  EXPECT_TRUE(admitted());
}

// While a person waits, the sleeper finds out whether background work may go.
TEST_F(PacerTest, BackgroundWorkStandsBackWhileAPersonWaits) {
  struct Asking final : Sleeper {
    test::FakeClock& clock;
    Pacer* pacer = nullptr;
    int asked = 0, admitted = 0;
    explicit Asking(test::FakeClock& its_clock) : clock(its_clock) {}
    bool sleep(Millis span) override {
      clock.advance(span);
      const std::string methods[] = {"batch"};
      ++asked;
      admitted += pacer->admit(methods, Urgency::kBackground, 0ms) ? 1 : 0;
      return true;
    }
  } asking(clock_);
  Pacer limited(LimitsProfile::kCloud, clock_, asking);
  asking.pacer = &limited;
  limited.note_full();
  const std::string methods[] = {"tasks.task.update"};
  ASSERT_TRUE(limited.admit(methods, Urgency::kInteractive, 10s));
  EXPECT_EQ(asking.asked, 1);
  EXPECT_EQ(asking.admitted, 0);
}

TEST_F(PacerTest, ReadsTheResetByThePortalsClock) {
  const TimePoint theirs = clock_.now() - std::chrono::hours{24 * 365};
  pacer_.note("tasks.task.list", {theirs, 400, theirs + 30s});
  ASSERT_TRUE(admit(Urgency::kBackground));
  EXPECT_EQ(slept(), 31s);
}

TEST_F(PacerTest, ObeysTheAnswerThatTheBucketIsFull) {
  pacer_.note_full();
  ASSERT_TRUE(admit(Urgency::kInteractive));
  EXPECT_EQ(slept(), 500ms);
}

TEST_F(PacerTest, TellsThePortalsTime) {
  EXPECT_EQ(pacer_.portal_now(), clock_.now());
  pacer_.note("profile", {clock_.now() + 2h, 0, std::nullopt});
  clock_.advance(10s);
  EXPECT_EQ(pacer_.portal_now(), clock_.now() + 2h);
}

TEST_F(PacerTest, EndsWaitingWhenTheServiceStops) {
  fill_the_background_share();
  sleeper_.stopping = true;
  EXPECT_EQ(admit(Urgency::kBackground).error().code, "portal.stopping");
}

}  // namespace
}  // namespace sd::portal
