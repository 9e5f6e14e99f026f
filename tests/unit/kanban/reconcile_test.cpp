#include "kanban/reconcile.h"

#include <algorithm>

#include "tests/unit/kanban/net.h"

namespace sd::kanban {
namespace {

using namespace test_rules;
using std::chrono::minutes;
using std::chrono::seconds;

class ReconcileTest : public Net {
 protected:
  Repairs run() {
    const Result<Repairs> repairs = reconcile.run(id);
    EXPECT_TRUE(repairs) << repairs.error().code;
    return repairs ? *repairs : Repairs{};
  }
};

TEST_F(ReconcileTest, WhatNoEventBroughtIsRepairedAndCountedByKind) {
  const TicketId changed = portal.create(kAgent, 77), left = portal.create(kAgent, 77);
  look({changed, left});
  portal.advance(minutes{10});
  const TicketId missed = portal.create(kAgent, 78);
  static_cast<void>(portal.move_as(kAgent, changed, kTriage));
  portal.regroup(kAgent, left, 78);
  portal.advance(minutes{2});
  const Repairs repairs = run();
  EXPECT_EQ(repairs.changed, 1U);
  EXPECT_EQ(repairs.missed, 1U);
  EXPECT_EQ(repairs.moved, 1U);
  EXPECT_EQ(repairs.gone, 0U);
  EXPECT_EQ(repairs.looked, 3U);
  EXPECT_EQ(card(changed).stage, StageId{kTriage});
  EXPECT_EQ(card(left).group, GroupId{78});
  EXPECT_EQ(card(missed).group, GroupId{78});
  EXPECT_EQ(run().total(), 0U);
}

TEST_F(ReconcileTest, AQuietPortalCostsOneRequestForAllGroups) {
  const TicketId ticket = portal.create(kAgent, 77);
  portal.advance(minutes{5});
  look({ticket});
  portal.calls.clear();
  EXPECT_EQ(run().looked, 0U);
  EXPECT_EQ(portal.calls, (std::map<std::string, int>{{"stamps", 1}}));
}

TEST_F(ReconcileTest, WhatEventsAreStillBringingIsLeftToThem) {
  const TicketId young = portal.create(kAgent, 77), waits = portal.create(kAgent, 77);
  on_the_way.tickets = {waits};
  EXPECT_EQ(run().looked, 0U) << "younger than an event may take";
  portal.advance(seconds{59});
  EXPECT_EQ(run().looked, 0U);
  portal.advance(seconds{2});
  EXPECT_EQ(run().missed, 1U);
  EXPECT_TRUE(cards.find(id, young)->has_value());
  EXPECT_FALSE(cards.find(id, waits)->has_value());
  on_the_way.tickets.clear();
  EXPECT_EQ(run().missed, 1U) << "its row was set aside";
}

TEST_F(ReconcileTest, AChangeThatWasLeftAloneComesAgainHoweverLongEventsTake) {
  on_the_way.age = minutes{15};
  portal.advance(minutes{60});
  const TicketId ticket = portal.create(kAgent, 77);
  for (int round = 0; round < 7; ++round) {
    portal.advance(minutes{2});
    EXPECT_EQ(run().looked, 0U) << round;
  }
  portal.advance(minutes{2});
  EXPECT_EQ(run().missed, 1U);
  EXPECT_TRUE(cards.find(id, ticket)->has_value());
}

// Twenty changes a minute, each followed by its event: the net has nothing to repair, however the runs fall.
TEST_F(ReconcileTest, AHealthyPortalUnderSteadyChangesShowsNoRepair) {
  std::vector<TicketId> tickets;
  for (int i = 0; i < 50; ++i) tickets.push_back(portal.create(kAgent, i % 2 == 0 ? 77 : 78));
  look(tickets);
  const std::int64_t steps[] = {kTriage, kQueue, kIntake};
  std::size_t looked = 0;
  for (int round = 0; round < 400; ++round) {
    const TicketId ticket = tickets[static_cast<std::size_t>(round * 7) % tickets.size()];
    static_cast<void>(portal.move_as(kAgent, ticket, steps[round % 3]));
    portal.advance(Millis{400});
    look({ticket});  // its event
    portal.advance(Millis{2'600});
    if (round % 9 == 0) {
      const Repairs repairs = run();
      EXPECT_EQ(repairs.total(), 0U) << round;
      looked += repairs.looked;
    }
  }
  EXPECT_GT(looked, 0U) << "seconds that could hide a second change are looked at once more";
}

// The event of the newest change has not been worked in when the list is made.
TEST_F(ReconcileTest, AChangeAfterTheListIsNoRepair) {
  const TicketId ticket = portal.create(kAgent, 77);
  look({ticket});
  portal.advance(minutes{2});
  // Listed as seen but unsure; then changed before it is read.
  const Suspect unsure{ticket, Amiss::kUnsure, std::chrono::floor<seconds>(portal.ticket(ticket).changed_at)};
  static_cast<void>(portal.move_as(kAgent, ticket, kTriage));
  const Result<Repairs> repairs = repair.run(id, std::span(&unsure, 1));
  ASSERT_TRUE(repairs);
  EXPECT_EQ(repairs->total(), 0U);
  EXPECT_EQ(card(ticket).stage, StageId{kTriage});
}

TEST_F(ReconcileTest, ASecondChangeWithinTheSecondOfALookIsFound) {
  portal.clock = std::chrono::floor<seconds>(portal.clock);
  const TicketId ticket = portal.create(kAgent, 77);
  portal.advance(Millis{300});
  look({ticket});
  portal.advance(Millis{300});
  static_cast<void>(portal.move_as(kAgent, ticket, kTriage));  // its event is lost
  portal.ticket(ticket).changed_at = std::chrono::floor<seconds>(portal.clock);
  portal.advance(minutes{2});
  EXPECT_EQ(run().changed, 1U);
  EXPECT_EQ(card(ticket).stage, StageId{kTriage});
  EXPECT_EQ(run().looked, 0U);
}

TEST_F(ReconcileTest, AFailedRunCoversTheSameTimeAgain) {
  portal.advance(minutes{60});
  run();
  const std::optional<TimePoint> last = bound().reconciled_at;
  EXPECT_EQ(last, portal.clock - minutes{1});
  portal.advance(minutes{2});
  const TicketId ticket = portal.create(kAgent, 77);
  portal.advance(minutes{2});
  portal.fail("read", {ErrorKind::kUnavailable, "portal.unreachable", {}});
  EXPECT_EQ(reconcile.run(id).error().code, "portal.unreachable");
  on_the_way.failure = Error{ErrorKind::kUnavailable, "db.busy", {}};
  EXPECT_EQ(reconcile.run(id).error().code, "db.busy");
  on_the_way.failure.reset();
  EXPECT_EQ(bound().reconciled_at, last);
  EXPECT_EQ(run().missed, 1U);
  EXPECT_TRUE(cards.find(id, ticket)->has_value());
}

TEST_F(ReconcileTest, OneTicketThatCannotBeReadHoldsUpNoOther) {
  std::vector<TicketId> tickets;
  for (int i = 0; i < 8; ++i) tickets.push_back(portal.create(kAgent, 77));
  portal.advance(minutes{2});
  // All eight, the half with the first one, its quarter, itself.
  portal.fail("read", {ErrorKind::kUnavailable, "portal.shape", "task.status"}, 4);
  const Repairs repairs = run();
  EXPECT_EQ(repairs.missed, 7U);
  ASSERT_EQ(repairs.failed.size(), 1U);
  EXPECT_EQ(repairs.failed.front(), (std::pair{tickets.front(), std::string("portal.shape")}));
}

TEST_F(ReconcileTest, AGroupWhoseFullReadIsUnderWayIsLeftToIt) {
  BoundGroup group = bound();
  group.synced = false;
  ASSERT_TRUE(cards.bind(id, group));
  portal.create(kAgent, 77);
  const TicketId other = portal.create(kAgent, 78);
  portal.advance(minutes{2});
  EXPECT_EQ(run().missed, 1U);
  EXPECT_TRUE(cards.find(id, other)->has_value());
}

TEST_F(ReconcileTest, WithoutGroupsNothingIsAsked) {
  ASSERT_TRUE(cards.unbind(id, GroupId{77}));
  ASSERT_TRUE(cards.unbind(id, GroupId{78}));
  run();
  EXPECT_TRUE(portal.calls.empty());
}

}  // namespace
}  // namespace sd::kanban
