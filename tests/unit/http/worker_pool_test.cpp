#include "extension/http/worker_pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>

namespace sd::http {
namespace {

TEST(WorkerPool, RefusesWhenTheQueueIsFull) {
  std::latch started(1);
  std::latch go(1);
  std::atomic<int> done{0};
  {
    WorkerPool pool(1, 2);
    ASSERT_TRUE(pool.try_post([&] {
      started.count_down();
      go.wait();
      ++done;
    }));
    started.wait();
    EXPECT_TRUE(pool.try_post([&] { ++done; }));
    EXPECT_TRUE(pool.try_post([&] { ++done; }));
    EXPECT_FALSE(pool.try_post([&] { ++done; }));
    EXPECT_EQ(pool.queued(), 2U);
    go.count_down();
  }
  EXPECT_EQ(done, 3);  // what was taken has run before the pool is gone
}

TEST(WorkerPool, ClosedItHasRunWhatItTookAndTakesNoMore) {
  std::atomic<int> done{0};
  WorkerPool pool(2, 8);
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(pool.try_post([&] { ++done; }));
  pool.close();
  EXPECT_EQ(done, 5);
  EXPECT_FALSE(pool.try_post([&] { ++done; }));
  pool.close();
  EXPECT_EQ(done, 5);
}

}  // namespace
}  // namespace sd::http
