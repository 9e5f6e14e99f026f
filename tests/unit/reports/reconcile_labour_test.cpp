#include "reports/reconcile_labour.h"

#include <gtest/gtest.h>

#include "tests/doubles/fake_clock.h"
#include "tests/doubles/fake_labour_portal.h"
#include "tests/doubles/fake_portal.h"
#include "tests/doubles/memory_card_store.h"
#include "tests/doubles/memory_fill_store.h"
#include "tests/doubles/memory_labour_store.h"
#include "tests/doubles/memory_sync_health.h"

namespace sd::reports {
namespace {

using kanban::TicketShare;

const PortalId kPortal{1};

// Tickets 1 to 9 of group 77 have cards, 10 and up have none; every card shows the portal's time spent.
class ReconcileLabourTest : public testing::Test {
 protected:
  ReconcileLabourTest() {
    portal.page_size = 100;
    kanban::BoundGroup group;
    group.group = GroupId{77};
    EXPECT_TRUE(cards.bind(kPortal, group));
    for (std::int64_t id = 1; id <= 300; ++id) portal.book(id, id % 12 + 1, 60);
    for (std::int64_t ticket = 1; ticket <= 9; ++ticket) {
      portal.open[TicketId{ticket}] = ticket > 3;
      show(ticket, 25);
    }
  }
  void show(std::int64_t ticket, std::int64_t minutes) {
    kanban::Card card;
    card.ticket = TicketId{ticket};
    card.group = GroupId{77};
    card.spent_minutes = minutes;
    EXPECT_TRUE(cards.store(kPortal, std::vector{kanban::CardChange{card, true, {}}}, {}));
  }
  std::size_t kept() { return store.range(kPortal, LabourId{0}, LabourId{1'000'000})->size(); }
  std::int64_t seconds(std::int64_t ticket) {
    return store.seconds_of(kPortal, std::vector{TicketId{ticket}})->front();
  }

  test::FakeClock clock;
  test::FakePortal desk;
  test::FakeLabourPortal portal;
  test::MemoryLabourStore store;
  test::MemoryCardStore cards;
  test::MemoryFillStore fills;
  test::MemorySyncHealth health;
  kanban::FillBook book{fills, desk, health, clock};
  ReconcileLabour labour{{portal, store, cards, book, clock}};
  int steps_left = 1'000'000;
  ReconcileLabour::GoOn go_on = [this] { return --steps_left > 0; };
};

TEST_F(ReconcileLabourTest, TakesOverTheRecordsOfTicketsThatHaveACard) {
  ASSERT_TRUE(labour.fill(kPortal, go_on));
  EXPECT_EQ(kept(), 225U);
  EXPECT_EQ(seconds(1), 25 * 60);
  EXPECT_EQ(seconds(10), 0);
  EXPECT_EQ(portal.lists, 4);  // 50, then 100, 100, 50
  EXPECT_EQ(kanban::figure(*health.all(kPortal), kanban::Figure::kBackfillLabourDone), 300);
  ASSERT_TRUE(labour.fill(kPortal, go_on));
  EXPECT_EQ(portal.lists, 4) << "a fill that is finished asks for nothing";
}

TEST_F(ReconcileLabourTest, GoesOnWhereItWasStopped) {
  steps_left = 1;
  EXPECT_EQ(labour.fill(kPortal, go_on).error().code, "fill.stopped");
  portal.failing = Error{ErrorKind::kUnavailable, "portal.limit", {}};
  steps_left = 1'000'000;
  EXPECT_EQ(labour.fill(kPortal, go_on).error().code, "portal.limit");
  ASSERT_TRUE(labour.fill(kPortal, go_on));
  EXPECT_EQ(kept(), 225U);
  EXPECT_EQ(portal.lists, 5);
}

TEST_F(ReconcileLabourTest, ListsTicketByTicketWhereThePortalRefusesTheWhole) {
  portal.lists_all = false;
  ASSERT_TRUE(labour.fill(kPortal, go_on));
  EXPECT_EQ(kept(), 225U);
  EXPECT_EQ(portal.tickets_listed, 9);
  portal.book(301, 5, 600);
  EXPECT_EQ(*labour.poll(kPortal, go_on), 1);
  const auto nightly = labour.compare(kPortal, go_on);
  ASSERT_TRUE(nightly);
  EXPECT_TRUE(nightly->whole_list_refused);
}

TEST_F(ReconcileLabourTest, PollsNewRecordsByTheirIds) {
  EXPECT_EQ(*labour.poll(kPortal, go_on), 0) << "not before the fill";
  ASSERT_TRUE(labour.fill(kPortal, go_on));
  const int lists = portal.lists;
  for (std::int64_t id = 301; id <= 400; ++id) portal.book(id, 2, 60);
  portal.book(401, 11, 60);  // of a ticket without a card
  EXPECT_EQ(*labour.poll(kPortal, go_on), 100);
  EXPECT_EQ(portal.lists, lists + 2);
  EXPECT_EQ(*labour.poll(kPortal, go_on), 0);
  EXPECT_EQ(portal.lists, lists + 3) << "the record without a card is not asked for again";
}

TEST_F(ReconcileLabourTest, FindsEditedAndDeletedRecordsByTheTimeSpent) {
  ASSERT_TRUE(labour.fill(kPortal, go_on));
  portal.records.at(LabourId{3}).seconds = 3'600;  // ticket 4, open
  portal.records.erase(LabourId{4});               // ticket 5, open
  portal.records.at(LabourId{1}).seconds = 120;    // ticket 2, completed
  const auto open = labour.changed(kPortal, TicketShare::kOpen, go_on);
  ASSERT_TRUE(open);
  EXPECT_EQ(open->repaired, 2);
  EXPECT_EQ(open->respent, (std::vector{TicketId{4}, TicketId{5}}));
  EXPECT_EQ(portal.tickets_listed, 2);
  EXPECT_EQ(seconds(4), 24 * 60 + 3'600);
  EXPECT_EQ(seconds(5), 24 * 60);
  EXPECT_EQ(labour.changed(kPortal, TicketShare::kAll, go_on)->repaired, 1);
  EXPECT_EQ(seconds(2), 26 * 60);
}

TEST_F(ReconcileLabourTest, TheNightlyComparisonFindsRecordsSwappedWithinEqualSums) {
  ASSERT_TRUE(labour.fill(kPortal, go_on));
  portal.records.at(LabourId{3}).seconds = 30;  // both of ticket 4
  portal.records.at(LabourId{15}).seconds = 90;
  portal.records.at(LabourId{27}).user = UserId{99};
  portal.records.erase(LabourId{300});  // the last one, of ticket 1
  portal.book(301, 1, 60);
  EXPECT_EQ(labour.changed(kPortal, TicketShare::kAll, go_on)->repaired, 0);
  EXPECT_EQ(labour.compare(kPortal, go_on)->repaired, 5);
  EXPECT_EQ(labour.compare(kPortal, go_on)->repaired, 0);
  EXPECT_EQ(seconds(4), 25 * 60);
}

}  // namespace
}  // namespace sd::reports
