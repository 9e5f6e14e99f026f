#include "extension/app/scheduler.h"

#include <gtest/gtest.h>

#include <atomic>
#include <semaphore>

namespace sd::app {
namespace {

using namespace std::chrono_literals;

TEST(Scheduler, RunsAtOnceAndAgainWhenWoken) {
  std::counting_semaphore<8> ran(0);
  Scheduler scheduler;
  scheduler.every("job", 1h, [&] { ran.release(); });
  ASSERT_TRUE(ran.try_acquire_for(5s));
  scheduler.wake("job");
  ASSERT_TRUE(ran.try_acquire_for(5s));
  scheduler.wake("another");
  EXPECT_FALSE(ran.try_acquire());
}

TEST(Scheduler, ASlowJobDelaysNoOther) {
  std::binary_semaphore entered(0);
  std::binary_semaphore go(0);
  std::binary_semaphore other(0);
  Scheduler scheduler;
  scheduler.every("slow", 1h, [&] {
    entered.release();
    go.acquire();
  });
  ASSERT_TRUE(entered.try_acquire_for(5s));
  scheduler.every("other", 1h, [&] { other.release(); });
  EXPECT_TRUE(other.try_acquire_for(5s));
  go.release();
}

TEST(Scheduler, StopsAfterTheRunningJob) {
  std::atomic<bool> ended{false};
  std::binary_semaphore entered(0);
  Scheduler scheduler;
  scheduler.every("job", 1h, [&] {
    entered.release();
    ended = true;
  });
  ASSERT_TRUE(entered.try_acquire_for(5s));
  scheduler.stop();
  EXPECT_TRUE(ended);
  scheduler.every("late", 1h, [&] { ADD_FAILURE() << "started after stop"; });
}

}  // namespace
}  // namespace sd::app
