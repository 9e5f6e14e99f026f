#include "kanban/sweep.h"

#include "tests/unit/kanban/net.h"

namespace sd::kanban {
namespace {

using namespace test_rules;
using std::chrono::minutes;

class SweepTest : public Net {
 protected:
  Repairs run() {
    const Result<Repairs> repairs = sweep.run(id, {});
    EXPECT_TRUE(repairs) << repairs.error().code;
    return repairs ? *repairs : Repairs{};
  }
  Repairs confirm() {
    const Result<Repairs> repairs = sweep.confirm(id);
    EXPECT_TRUE(repairs) << repairs.error().code;
    return repairs ? *repairs : Repairs{};
  }
  bool stored(TicketId ticket) { return cards.find(id, ticket)->has_value(); }
};

TEST_F(SweepTest, FindsMissedAndMovedTicketsAndChangesNoListShows) {
  const TicketId moved = portal.create(kAgent, 77), changed = portal.create(kAgent, 77);
  look({moved, changed});
  const TicketId missed = portal.create(kAgent, 77);
  portal.regroup(kAgent, moved, 78);
  portal.advance(minutes{1});
  static_cast<void>(portal.move_as(kAgent, changed, kTriage));
  portal.advance(minutes{2});
  const Repairs repairs = run();
  EXPECT_EQ(repairs.missed, 1U);
  EXPECT_EQ(repairs.moved, 1U);
  EXPECT_EQ(repairs.changed, 1U);
  EXPECT_TRUE(stored(missed));
  EXPECT_EQ(card(moved).group, GroupId{78});
  EXPECT_EQ(run().total(), 0U);
}

TEST_F(SweepTest, DeletedTasksAndThoseThatLeftAreForgottenOnceEventsHadTheirTime) {
  const TicketId deleted = portal.create(kAgent, 77), left = portal.create(kAgent, 78);
  const TicketId stays = portal.create(kAgent, 77);
  portal.advance(minutes{2});
  look({deleted, left, stays});
  portal.remove(deleted);
  portal.regroup(kAgent, left, 99);
  EXPECT_EQ(run().total(), 0U);
  EXPECT_EQ(confirm().gone, 0U);
  EXPECT_TRUE(stored(deleted));
  portal.advance(minutes{1});
  EXPECT_EQ(confirm().gone, 2U);
  EXPECT_FALSE(stored(deleted));
  EXPECT_FALSE(stored(left));
  EXPECT_TRUE(stored(stays));
  portal.calls.clear();
  EXPECT_EQ(confirm().looked, 0U);
  EXPECT_TRUE(portal.calls.empty());
}

TEST_F(SweepTest, WhatItsEventHasForgottenMeanwhileIsNoRepair) {
  const TicketId deleted = portal.create(kAgent, 77);
  portal.advance(minutes{2});
  look({deleted});
  portal.remove(deleted);
  run();
  look({deleted});  // its event
  portal.advance(minutes{1});
  EXPECT_EQ(confirm().total(), 0U);
}

TEST_F(SweepTest, ATicketWhoseEventWaitsIsLeftToIt) {
  const TicketId missed = portal.create(kAgent, 77), deleted = portal.create(kAgent, 77);
  look({deleted});
  portal.advance(minutes{2});
  portal.remove(deleted);
  on_the_way.tickets = {missed, deleted};
  EXPECT_EQ(run().total(), 0U);
  portal.advance(minutes{1});
  EXPECT_EQ(confirm().total(), 0U);
  EXPECT_TRUE(stored(deleted));
}

TEST_F(SweepTest, ATicketThatIsListedAgainStays) {
  const TicketId ticket = portal.create(kAgent, 77);
  portal.advance(minutes{2});
  look({ticket});
  portal.regroup(kAgent, ticket, 99);
  run();
  portal.regroup(kAgent, ticket, 77);
  portal.advance(minutes{1});
  EXPECT_EQ(confirm().gone, 0U);
  EXPECT_TRUE(stored(ticket));
}

TEST_F(SweepTest, ManyPagesAreWalkedWithTheCardsBetweenThem) {
  portal.page_size = 7;
  std::vector<TicketId> tickets;
  for (int i = 0; i < 100; ++i) tickets.push_back(portal.create(kAgent, i % 3 == 0 ? 78 : 77));
  portal.advance(minutes{2});
  look(tickets);
  for (const std::size_t gone : {0U, 6U, 7U, 13U, 50U, 99U}) portal.remove(tickets[gone]);
  EXPECT_EQ(run().total(), 0U);
  portal.advance(minutes{1});
  EXPECT_EQ(confirm().gone, 6U);
  EXPECT_TRUE(stored(tickets[1]));
}

TEST_F(SweepTest, AnEmptyPortalLosesEveryCard) {
  const TicketId ticket = portal.create(kAgent, 77);
  portal.advance(minutes{2});
  look({ticket});
  portal.remove(ticket);
  run();
  portal.advance(minutes{1});
  EXPECT_EQ(confirm().gone, 1U);
}

TEST_F(SweepTest, StopsWhenTheServiceStops) {
  std::stop_source stop;
  stop.request_stop();
  EXPECT_EQ(sweep.run(id, stop.get_token()).error().code, "sweep.stopped");
}

TEST_F(SweepTest, ATicketWhoseRowCannotBeReadStaysAndIsNamed) {
  const TicketId poisoned = portal.create(kAgent, 77), fine = portal.create(kAgent, 77);
  look({poisoned, fine});
  portal.spoil(poisoned, Error{ErrorKind::kUnavailable, "portal.shape", {}});
  static_cast<void>(portal.move_as(kAgent, fine, kTriage));
  portal.advance(minutes{2});
  const Repairs repairs = run();
  ASSERT_EQ(repairs.failed.size(), 1U);
  EXPECT_EQ(repairs.failed[0].first, poisoned);
  portal.advance(minutes{2});
  EXPECT_EQ(confirm().gone, 0U);
  EXPECT_TRUE(stored(poisoned));
  EXPECT_EQ(card(fine).stage, StageId{kTriage});
}

TEST_F(SweepTest, AnUnreachablePortalForgetsNothing) {
  const TicketId ticket = portal.create(kAgent, 77);
  portal.advance(minutes{2});
  look({ticket});
  portal.fail("stamps", {ErrorKind::kUnavailable, "portal.not_json", {}});
  EXPECT_EQ(sweep.run(id, {}).error().code, "portal.not_json");
  portal.advance(minutes{1});
  EXPECT_EQ(confirm().looked, 0U);
  portal.remove(ticket);
  run();
  portal.advance(minutes{1});
  portal.fail("read", {ErrorKind::kUnavailable, "portal.not_json", {}});
  EXPECT_EQ(sweep.confirm(id).error().code, "portal.not_json");
  EXPECT_TRUE(stored(ticket));
  EXPECT_EQ(confirm().gone, 1U);
}

}  // namespace
}  // namespace sd::kanban
