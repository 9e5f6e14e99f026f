// What a look at tickets writes back to the portal, and whose the journal says it was.
#include "kanban/sync_tickets.h"

#include "tests/unit/kanban/desk.h"

namespace sd::kanban {
namespace {

using namespace test_rules;
using std::chrono::minutes;

class WriteBackTest : public Desk {};

TEST_F(WriteBackTest, EnteringWorkStartsTheTaskInTheBackground) {
  const TicketId ticket = portal.create(kAgent, 77);
  look({ticket});
  portal.advance(minutes{5});
  static_cast<void>(portal.move_as(kAgent, ticket, kWork));
  const TimePoint moved = portal.clock;
  portal.advance(minutes{1});
  const SyncOutcome outcome = look({ticket});
  EXPECT_EQ(outcome.written, 1U);
  EXPECT_EQ(portal.writers.back().person, UserId{0});
  const Card now = card(ticket);
  EXPECT_EQ(now.status, TaskStatus::kInProgress);
  EXPECT_EQ(now.last_update_at, moved);  // our own write is no update
  EXPECT_EQ(now.work_since, moved);
  EXPECT_EQ(cards.journal(id, ticket)->back().source, Source::kExtension);
  EXPECT_EQ(look({ticket}).written, 0U);
}

TEST_F(WriteBackTest, WhatIsToBeWrittenLaterIsShownNamedAndWrittenByTheNextRun) {
  const TicketId ticket = portal.create(kAgent, 77);
  look({ticket});
  static_cast<void>(portal.move_as(kAgent, ticket, kWork));
  const TicketId both[] = {ticket, portal.create(kAgent, 77)};
  for (int i = 0; i < 2; ++i) {
    const auto outcome = sync.run(id, both, WriteBack::kLater);
    ASSERT_TRUE(outcome);
    EXPECT_EQ(outcome->owing, std::vector{ticket});
    EXPECT_EQ(outcome->written, 0U);
    EXPECT_EQ(card(ticket).stage, StageId{kWork});
  }
  EXPECT_FALSE(cards.seen(id, std::span(both, 1))->front().changed_at) << "reconciliation would find it, too";
  EXPECT_EQ(look({ticket}).written, 1U);
  EXPECT_EQ(card(ticket).status, TaskStatus::kInProgress);
}

TEST_F(WriteBackTest, CompletingInThePortalMovesTheCardAndReopeningMovesItBack) {
  const TicketId ticket = portal.create(kAgent, 77);
  static_cast<void>(portal.move_as(kAgent, ticket, kTriage));
  portal.advance(minutes{5});
  static_cast<void>(portal.step_as(kAgent, ticket, StatusStep::kComplete));
  look({ticket});
  EXPECT_EQ(card(ticket).stage, StageId{kDone});
  EXPECT_EQ(card(ticket).role, Role::kDone);
  portal.advance(minutes{5});
  static_cast<void>(portal.step_as(kAgent, ticket, StatusStep::kRenew));
  look({ticket});
  EXPECT_EQ(card(ticket).stage, StageId{kTriage});
  EXPECT_EQ(card(ticket).cycle, 2);
}

TEST_F(WriteBackTest, ATaskUnderControlGoesToTheClientsCheck) {
  const TicketId ticket = portal.create(kClient, 77, [](Ticket& fresh) { fresh.task_control = true; });
  portal.advance(minutes{5});
  static_cast<void>(portal.move_as(kAgent, ticket, kDone));
  EXPECT_EQ(look({ticket}).written, 2U);
  EXPECT_EQ(card(ticket).stage, StageId{kVerify});
  EXPECT_TRUE(card(ticket).awaiting_check);
  portal.advance(minutes{5});
  static_cast<void>(portal.step_as(kClient, ticket, StatusStep::kDisapprove));
  look({ticket});
  EXPECT_EQ(card(ticket).stage, StageId{kWork});
}

// The history tells whole seconds, the binding milliseconds.
TEST_F(WriteBackTest, AMoveInTheSecondOfTheBindingIsFollowed) {
  const TicketId ticket = portal.create(kAgent, 77);
  look({ticket});
  ASSERT_TRUE(portal.move_as(kAgent, ticket, kWork));
  BoundGroup group = bound();
  group.bound_at = portal.clock + Millis{999};
  ASSERT_TRUE(cards.bind(id, group));
  EXPECT_EQ(look({ticket}).written, 1U);
  group.bound_at = portal.clock + Millis{1'000};
  ASSERT_TRUE(cards.bind(id, group));
  ASSERT_TRUE(portal.move_as(kAgent, ticket, kQueue));
  EXPECT_EQ(look({ticket}).written, 0U) << "before it";
}

TEST_F(WriteBackTest, ARefusedWriteBackIsReportedAndTheCardStays) {
  const TicketId ticket = portal.create(kAgent, 77);
  static_cast<void>(portal.move_as(kAgent, ticket, kWork));
  portal.fail("step", {ErrorKind::kPermissionDenied, "portal.refused", "Нет прав"});
  const SyncOutcome outcome = look({ticket});
  ASSERT_EQ(outcome.refused.size(), 1U);
  EXPECT_EQ(outcome.refused[0].second.detail, "Нет прав");
  EXPECT_EQ(card(ticket).stage, StageId{kWork});
}

TEST_F(WriteBackTest, AnUnreachablePortalFailsTheRunAndTheNextOneFinishesIt) {
  const TicketId ticket = portal.create(kAgent, 77);
  static_cast<void>(portal.move_as(kAgent, ticket, kWork));
  portal.fail("step", {ErrorKind::kUnavailable, "portal.unreachable", {}});
  const TicketId ids[] = {ticket};
  const Result<SyncOutcome> failed = sync.run(id, ids);
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().code, "portal.unreachable");
  look({ticket});
  EXPECT_EQ(card(ticket).status, TaskStatus::kInProgress);

  portal.fail("read", {ErrorKind::kUnavailable, "portal.not_json", {}});
  EXPECT_EQ(sync.run(id, ids).error().code, "portal.not_json");
}

// Access that was withdrawn may come back; nothing would look at these tickets again by itself.
TEST_F(WriteBackTest, RefusedAccessFailsTheRunAndTheNextOneFinishesIt) {
  const TicketId first = portal.create(kAgent, 77), second = portal.create(kAgent, 77);
  for (const TicketId ticket : {first, second}) ASSERT_TRUE(portal.move_as(kAgent, ticket, kWork));
  portal.fail("step", {ErrorKind::kPermissionDenied, "portal.auth", {}}, 2);
  const Result<SyncOutcome> failed = sync.run(id, std::vector{first, second});
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().code, "portal.auth");
  EXPECT_EQ(look({first, second}).written, 2U);
  EXPECT_EQ(card(second).status, TaskStatus::kInProgress);
}

TEST_F(WriteBackTest, AWriteBackWhoseAnswerIsLostHoldsNobodyBack) {
  const TicketId first = portal.create(kAgent, 77), second = portal.create(kAgent, 77);
  look({first, second});
  portal.advance(minutes{1});
  for (const TicketId ticket : {first, second}) ASSERT_TRUE(portal.move_as(kAgent, ticket, kWork));
  portal.fail("step", Error{ErrorKind::kUnavailable, "portal.lost", {}});
  const SyncOutcome outcome = look({first, second});
  ASSERT_EQ(outcome.failed.size(), 1U);
  EXPECT_EQ(outcome.failed[0].first, first);
  EXPECT_EQ(outcome.written, 1U);
  EXPECT_EQ(portal.ticket(second).status, TaskStatus::kInProgress);
}

// The process ends before anybody looks again: what another one finds is ours all the same.
TEST_F(WriteBackTest, AWriteBackWhoseAnswerIsLostIsNobodysNews) {
  const TicketId ticket = portal.create(kAgent, 77);
  look({ticket});
  portal.advance(minutes{1});
  ASSERT_TRUE(portal.move_as(kAgent, ticket, kWork));
  const TimePoint moved = portal.clock;
  portal.lost_answer = "step";
  EXPECT_EQ(look({ticket}).failed.size(), 1U);
  EXPECT_EQ(cards.awaited_writes(id)->size(), 1U);
  portal.advance(minutes{10});
  ApplyReads other_apply{cards, revisions};
  SyncTickets other{portal, cards, settings, people, other_apply, sync_stages};
  ASSERT_TRUE(other.run(id, std::vector{ticket}));
  const JournalRow last = cards.journal(id, ticket)->back();
  EXPECT_EQ(last.fact, Fact::kStatus);
  EXPECT_EQ(last.source, Source::kExtension);
  EXPECT_EQ(card(ticket).last_update_at, moved);
  EXPECT_TRUE(cards.awaited_writes(id)->empty());
}

TEST_F(WriteBackTest, WhatAPersonDoesWhileAWriteOfOursIsAwaitedIsHis) {
  const TicketId ticket = portal.create(kAgent, 77);
  look({ticket});
  portal.advance(minutes{1});
  ASSERT_TRUE(portal.move_as(kAgent, ticket, kWork));
  portal.fail("step", Error{ErrorKind::kUnavailable, "portal.unreachable", {}});
  EXPECT_FALSE(sync.run(id, std::vector{ticket}));
  portal.advance(minutes{1});
  ASSERT_TRUE(portal.step_as(kAgent, ticket, StatusStep::kStart));
  look({ticket});
  EXPECT_EQ(cards.journal(id, ticket)->back().source, Source::kPerson);
  EXPECT_EQ(card(ticket).last_update_at, portal.clock);
  EXPECT_EQ(cards.awaited_writes(id)->size(), 1U) << "it may still come";
  portal.advance(std::chrono::hours{1});
  look({ticket});
  EXPECT_TRUE(cards.awaited_writes(id)->empty());
}

// Two looks find the same thing owed; a person acts once the first has written. What he did stays.
TEST_F(WriteBackTest, APlanThatAnotherLookHasCarriedOutUndoesNobodysWork) {
  std::vector<TicketId> tickets{portal.create(kAgent, 77)};
  const TicketId ticket = tickets.front();
  for (std::size_t i = 0; i < SyncTickets::kRequest; ++i) tickets.push_back(portal.create(kAgent, 77));
  look(tickets);
  portal.advance(minutes{1});
  ASSERT_TRUE(portal.move_as(kAgent, ticket, kDone));
  // The first answer is being used while the second is on its way.
  portal.before_answer = [&] {
    portal.before_answer = [&] {
      EXPECT_EQ(look({ticket}).written, 1U);
      EXPECT_EQ(portal.ticket(ticket).status, TaskStatus::kCompleted);
      portal.advance(minutes{1});
      ASSERT_TRUE(portal.move_as(kAgent, ticket, kWork));
      EXPECT_EQ(look({ticket}).written, 2U) << "renewed and started";
    };
  };
  EXPECT_EQ(look(tickets).written, 0U);
  EXPECT_EQ(portal.ticket(ticket).status, TaskStatus::kInProgress);
  EXPECT_EQ(card(ticket).stage, StageId{kWork});
  EXPECT_EQ(card(ticket).last_update_at, portal.clock);
}

// The same where nobody has seen yet what the person did: our write comes behind it, and is known for ours.
TEST_F(WriteBackTest, APersonActsBeforeTheSecondOfTwoLooksWrites) {
  std::vector<TicketId> tickets{portal.create(kAgent, 77)};
  const TicketId ticket = tickets.front();
  for (std::size_t i = 0; i < SyncTickets::kRequest; ++i) tickets.push_back(portal.create(kAgent, 77));
  look(tickets);
  portal.advance(minutes{1});
  ASSERT_TRUE(portal.move_as(kAgent, ticket, kDone));
  TimePoint pulled;
  portal.before_answer = [&] {
    portal.before_answer = [&] {
      look({ticket});
      portal.advance(minutes{1});
      ASSERT_TRUE(portal.move_as(kAgent, ticket, kWork));
      pulled = portal.clock;
    };
  };
  look(tickets);
  portal.advance(minutes{1});
  look({ticket});
  EXPECT_EQ(portal.ticket(ticket).stage, StageId{kWork});
  EXPECT_EQ(portal.ticket(ticket).status, TaskStatus::kInProgress);
  EXPECT_EQ(card(ticket).last_update_at, pulled);
}

// A person does not wait for another look that is at his ticket; that one carries on from what he did.
TEST_F(WriteBackTest, WhatFollowsFromAPersonsWriteIsLeftToALookThatIsAtIt) {
  const TicketId ticket = portal.create(kAgent, 77);
  look({ticket});
  portal.advance(minutes{1});
  ASSERT_TRUE(portal.move_as(kAgent, ticket, kWork));
  portal.before_side_write = [&] {
    const auto answer = portal.move(agent(), ticket, StageId{kDone});
    ASSERT_TRUE(answer);
    const auto shown = sync.take_answer(id, *answer);
    ASSERT_TRUE(shown);
    EXPECT_EQ(shown->stage, StageId{kDone});
    EXPECT_EQ(shown->status, TaskStatus::kPending);
  };
  EXPECT_EQ(look({ticket}).written, 2U) << "started, then completed";
  EXPECT_EQ(portal.ticket(ticket).status, TaskStatus::kCompleted);
  EXPECT_EQ(card(ticket).stage, StageId{kDone});
}

TEST_F(WriteBackTest, EachRequestIsShownBeforeTheNextAndAFewAreWrittenBackTogether) {
  std::vector<TicketId> tickets;
  for (std::size_t i = 0; i < SyncTickets::kChunk; ++i) tickets.push_back(portal.create(kAgent, 77));
  look(tickets);
  for (const TicketId ticket : tickets) static_cast<void>(portal.move_as(kAgent, ticket, kWork));
  std::vector<std::size_t> shown;
  const std::size_t before = cards.stores();
  std::function<void()> note = [&] {
    shown.push_back(cards.stores() - before);
    portal.before_answer = note;
  };
  portal.before_answer = note;
  EXPECT_EQ(look(tickets).written, tickets.size());
  EXPECT_EQ(shown, (std::vector<std::size_t>{0, 1, 2, 3}));
  EXPECT_EQ(cards.stores() - before, 5U) << "what was written back is kept at once";
}

}  // namespace
}  // namespace sd::kanban
