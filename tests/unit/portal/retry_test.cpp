#include "extension/portal/retry.h"

#include <gtest/gtest.h>

#include <thread>

namespace sd::portal {
namespace {

using namespace std::chrono_literals;

struct Fixed final : RandomSource {
  explicit Fixed(double number) : value(number) {}
  double next() override { return value; }
  double value;
};

TEST(RetryPolicy, DoublesThePauseAndVariesItByATenth) {
  const RetryPolicy policy;
  Fixed low(0), middle(0.5), high(0.999999);
  EXPECT_EQ(policy.pause(1, middle), 1000ms);
  EXPECT_EQ(policy.pause(2, middle), 2000ms);
  EXPECT_EQ(policy.pause(3, middle), 4000ms);
  EXPECT_EQ(policy.pause(1, low), 900ms);
  EXPECT_EQ(policy.pause(1, high), 1099ms);
}

TEST(SeededRandom, RepeatsItselfForOneSeed) {
  SeededRandom first(7), second(7);
  for (int i = 0; i < 10; ++i) {
    const double number = first.next();
    EXPECT_EQ(number, second.next());
    EXPECT_GE(number, 0);
    EXPECT_LT(number, 1);
  }
}

TEST(ThreadSleeper, WakesEveryoneWhenTheServiceStops) {
  ThreadSleeper sleeper;
  bool slept = true;
  std::thread thread([&] { slept = sleeper.sleep(1h); });
  sleeper.stop();
  thread.join();
  EXPECT_FALSE(slept);
  EXPECT_FALSE(sleeper.sleep(1h));
}

}  // namespace
}  // namespace sd::portal
