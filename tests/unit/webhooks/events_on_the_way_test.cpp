#include "webhooks/events_on_the_way.h"

#include <gtest/gtest.h>

#include "tests/doubles/fake_clock.h"
#include "tests/doubles/memory_sync_health.h"
#include "tests/unit/webhooks/memory_inbox.h"

namespace sd::webhooks {
namespace {

using namespace std::chrono_literals;
using kanban::Figure;

class EventsOnTheWayTest : public testing::Test {
 protected:
  void add(EventKind kind, std::int64_t object, std::int64_t portal = 1) {
    const NewRow row{PortalId{portal}, kind, object, {}, clock_.now()};
    ASSERT_TRUE(inbox_.append(std::span(&row, 1)));
  }

  const PortalId portal_{1};
  test::FakeClock clock_;
  MemoryInbox inbox_;
  test::MemorySyncHealth health_;
  EventsOnTheWay on_the_way_{inbox_, health_, clock_};
};

TEST_F(EventsOnTheWayTest, TicketsWhoseRowsWait) {
  add(EventKind::kTicket, 5);
  add(EventKind::kTicket, 5);
  add(EventKind::kTicket, 6);
  add(EventKind::kGroup, 77);
  add(EventKind::kTicket, 7, 2);
  const Settlement done{3, Settlement::Outcome::kDone, 1, {}, {}};
  ASSERT_TRUE(inbox_.settle(portal_, std::span(&done, 1), clock_.now()));
  EXPECT_EQ(*on_the_way_.waiting(portal_), (std::unordered_set{TicketId{5}}));
}

TEST_F(EventsOnTheWayTest, WithoutAQueueOnlineEventsHaveAMinuteAndAHalf) {
  EXPECT_EQ(on_the_way_.lag(portal_), 90s);
}

TEST_F(EventsOnTheWayTest, TheQueueHasBroughtWhatIsOlderThanItsLastPoll) {
  health_.set(portal_, Figure::kQueuePolledAt, clock_.now());
  EXPECT_EQ(on_the_way_.lag(portal_), 30s);
  clock_.advance(1min);
  EXPECT_EQ(on_the_way_.lag(portal_), 75s);
  health_.set(portal_, Figure::kQueueOldestWaiting, clock_.now() - 5min);
  EXPECT_EQ(on_the_way_.lag(portal_), 315s);
}

TEST_F(EventsOnTheWayTest, AQueueThatIsNotPolledDoesNotSwitchTheNetOff) {
  health_.set(portal_, Figure::kQueuePolledAt, clock_.now());
  clock_.advance(24h);
  EXPECT_EQ(on_the_way_.lag(portal_), 15min);
}

}  // namespace
}  // namespace sd::webhooks
