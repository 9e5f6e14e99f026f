#include "webhooks/drain_loop.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <condition_variable>

#include "tests/doubles/fake_clock.h"
#include "tests/unit/webhooks/memory_inbox.h"

namespace sd::webhooks {
namespace {

// Counts the tickets of each portal; portals 7 to 9 stand still until let go.
class SlowWork final : public EventWork {
 public:
  Result<Looked> tickets(PortalId portal, std::span<const TicketId> tickets) override {
    std::unique_lock lock(mutex_);
    entered_.insert(portal);
    changed_.notify_all();
    if (portal >= PortalId{7}) changed_.wait(lock, [this] { return !held_; });
    done_[portal] += tickets.size();
    changed_.notify_all();
    return Looked{};
  }
  Status group(PortalId, GroupId) override { return Done{}; }
  Status group_gone(PortalId, GroupId) override { return Done{}; }
  Status company(PortalId, CompanyId) override { return Done{}; }
  Status user(PortalId, UserId) override { return Done{}; }

  bool wait_for(PortalId portal, std::size_t tickets) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds{20}, [&] { return done_[portal] >= tickets; });
  }
  bool wait_until_entered(PortalId portal) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds{20}, [&] { return entered_.contains(portal); });
  }
  void let_go() {
    {
      const std::lock_guard lock(mutex_);
      held_ = false;
    }
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool held_ = true;
  std::set<PortalId> entered_;
  std::map<PortalId, std::size_t> done_;
};

struct NoApplications final : AppEvents {
  Status handle(std::string_view, const Fields&) override { return Done{}; }
};

class DrainLoopTest : public testing::Test {
 protected:
  void add(std::int64_t portal, std::int64_t ticket) {
    const NewRow row{PortalId{portal}, EventKind::kTicket, ticket, {}, clock_.now()};
    ASSERT_TRUE(inbox_.append(std::span(&row, 1)));
  }
  std::unique_ptr<DrainLoop> start(std::function<bool(PortalId)> mine = {}) {
    DrainLoop::Options options;
    options.mine = std::move(mine);
    options.idle = Millis{60'000};  // nothing happens in a test but by a wake-up
    return std::make_unique<DrainLoop>(inbox_, drain_, clock_, nullptr, options);
  }

  test::FakeClock clock_;
  MemoryInbox inbox_;
  SlowWork work_;
  NoApplications applications_;
  DrainInbox drain_{inbox_, work_, applications_, [] { return 0.0; }, [](PortalId) { return TimePoint{}; },
                    {}};
};

TEST_F(DrainLoopTest, TakesUpWhatAnEarlierProcessLeft) {
  add(1, 5);
  const auto loop = start();
  EXPECT_TRUE(work_.wait_for(PortalId{1}, 1));
}

TEST_F(DrainLoopTest, RunsWhenWoken) {
  const auto loop = start();
  for (std::int64_t ticket = 1; ticket <= 3; ++ticket) {
    add(1, ticket);
    loop->wake();
    EXPECT_TRUE(work_.wait_for(PortalId{1}, static_cast<std::size_t>(ticket)));
  }
}

TEST_F(DrainLoopTest, SlowPortalsDelayNoOther) {
  for (const std::int64_t slow : {7, 8, 9}) add(slow, 1);
  const auto loop = start();
  for (const std::int64_t slow : {7, 8, 9}) ASSERT_TRUE(work_.wait_until_entered(PortalId{slow}));
  add(1, 5);
  loop->wake();
  EXPECT_TRUE(work_.wait_for(PortalId{1}, 1));
  work_.let_go();
  for (const std::int64_t slow : {7, 8, 9}) EXPECT_TRUE(work_.wait_for(PortalId{slow}, 1));
}

TEST_F(DrainLoopTest, LeavesToAnotherProcessWhatIsItsOwn) {
  std::atomic<bool> all{false};
  const auto loop = start([&](PortalId portal) { return all || portal == PortalId{1}; });
  add(2, 5);
  add(1, 5);
  loop->wake();
  ASSERT_TRUE(work_.wait_for(PortalId{1}, 1));
  EXPECT_FALSE(inbox_.rows()[0].outcome.has_value());
  all = true;  // the other one has ended
  loop->wake();
  EXPECT_TRUE(work_.wait_for(PortalId{2}, 1));
}

TEST_F(DrainLoopTest, StopsWithoutWaitingForItsIdleTime) {
  const auto loop = start();
  loop->stop();
  loop->stop();
  add(1, 5);
  loop->wake();
  EXPECT_FALSE(inbox_.rows()[0].outcome.has_value());
}

}  // namespace
}  // namespace sd::webhooks
