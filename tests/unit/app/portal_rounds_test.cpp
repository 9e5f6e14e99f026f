#include "extension/app/portal_rounds.h"

#include <gtest/gtest.h>

#include <mutex>
#include <semaphore>

#include "tests/doubles/fake_clock.h"

namespace sd::app {
namespace {

using namespace std::chrono_literals;

class PortalRoundsTest : public testing::Test {
 protected:
  PortalRounds::Ports ports() {
    return {[]() -> Result<std::vector<PortalId>> {
              return std::vector{PortalId{1}, PortalId{2}, PortalId{3}};
            },
            [](PortalId) { return TimePoint{}; }, [] { return 0.5; },
            [this](const std::string&, PortalId, const Status& outcome) {
              if (!outcome) failed_.release();
            }};
  }

  test::FakeClock clock_;
  std::counting_semaphore<64> failed_{0}, ran_{0}, go_{0};
};

TEST_F(PortalRoundsTest, APortalThatDoesNotAnswerDelaysNoOtherAndNoOtherWork) {
  PortalRounds rounds(ports(), clock_);
  rounds.add({"slow", 1h, [this](PortalId portal, std::stop_token) -> Status {
                if (portal == PortalId{1}) go_.acquire();
                ran_.release();
                return Done{};
              }});
  rounds.add({"other", 1h, [this](PortalId, std::stop_token) -> Status {
                ran_.release();
                return Done{};
              }});
  rounds.start();
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(ran_.try_acquire_for(20s)) << i;
  EXPECT_FALSE(ran_.try_acquire());
  go_.release();
  EXPECT_TRUE(ran_.try_acquire_for(20s));
}

TEST_F(PortalRoundsTest, ServesAPortalAtOnceThatIsWokenForTheFirstTime) {
  std::mutex mutex;
  std::vector<PortalId> installed{PortalId{1}};
  PortalRounds::Ports fresh = ports();
  fresh.portals = [&]() -> Result<std::vector<PortalId>> {
    const std::lock_guard lock(mutex);
    return installed;
  };
  PortalRounds rounds(fresh, clock_);
  rounds.add({"job", 1h, [this](PortalId, std::stop_token) -> Status {
                ran_.release();
                return Done{};
              }});
  rounds.start();
  ASSERT_TRUE(ran_.try_acquire_for(20s));
  {
    const std::lock_guard lock(mutex);
    installed.push_back(PortalId{2});
  }
  rounds.wake("job", PortalId{2});
  EXPECT_TRUE(ran_.try_acquire_for(20s)) << "the clock stands still: nobody has looked for portals meanwhile";
}

TEST_F(PortalRoundsTest, WakesByNameAndTellsOfFailures) {
  PortalRounds rounds(ports(), clock_);
  rounds.add({"failing", 1h, [](PortalId, std::stop_token) -> Status {
                return Error{ErrorKind::kUnavailable, "portal.unreachable", {}};
              }});
  rounds.add({"job", 1h, [this](PortalId, std::stop_token) -> Status {
                ran_.release();
                return Done{};
              }});
  rounds.start();
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(ran_.try_acquire_for(20s));
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(failed_.try_acquire_for(20s));
  rounds.wake("job", PortalId{2});
  ASSERT_TRUE(ran_.try_acquire_for(20s));
  rounds.recovered(PortalId{3});
  ASSERT_TRUE(failed_.try_acquire_for(20s));
  rounds.stop();
  EXPECT_FALSE(ran_.try_acquire());
}

TEST_F(PortalRoundsTest, StopTellsLongWorkToEnd) {
  PortalRounds rounds(ports(), clock_);
  std::atomic<bool> told{false};
  rounds.add({"long", 1h, [&](PortalId portal, std::stop_token stop) -> Status {
                if (portal != PortalId{1}) return Done{};
                const std::stop_callback heard(stop, [this] { go_.release(); });
                ran_.release();
                go_.acquire();
                told = stop.stop_requested();
                return Done{};
              }});
  rounds.start();
  ASSERT_TRUE(ran_.try_acquire_for(20s));
  rounds.stop();
  EXPECT_TRUE(told);
}

}  // namespace
}  // namespace sd::app
