#include "kanban/sync_tickets.h"

#include "tests/unit/kanban/desk.h"

namespace sd::kanban {
namespace {

using namespace test_rules;
using std::chrono::minutes;

class SyncTicketsTest : public Desk {};

TEST_F(SyncTicketsTest, ANewTicketBecomesACardAndTheBoardHears) {
  const TicketId ticket = portal.create(kClient, 77, [](Ticket& fresh) {
    fresh.title = "Не печатает";
    fresh.type = "первая ЛИНИЯ";
    fresh.estimate = "4";
    fresh.companies = {CompanyId{591}};
    fresh.spent_seconds = 89;
  });
  const SyncOutcome outcome = look({ticket});
  EXPECT_EQ(outcome.changed, 1U);
  const Card made = card(ticket);
  EXPECT_EQ(made.stage, StageId{kIntake});
  EXPECT_EQ(made.type, "Первая линия");
  EXPECT_TRUE(made.type_known);
  EXPECT_EQ(made.estimate_minutes, 240);
  EXPECT_EQ(made.card_class, CardClass::kChange);
  EXPECT_EQ(made.company, CompanyId{591});
  EXPECT_EQ(made.spent_minutes, 1);
  EXPECT_EQ(made.last_speaker, Speaker::kClient);
  ASSERT_EQ(revisions.heard.size(), 1U);
  EXPECT_EQ(revisions.heard[0], (std::pair{GroupId{77}, made.revision}));
}

TEST_F(SyncTicketsTest, LookingAgainStoresAndTellsNothing) {
  const TicketId ticket = portal.create(kAgent, 77);
  look({ticket});
  portal.advance(minutes{9});
  look({ticket});  // sees that nothing followed within the second of the first look
  const std::size_t stores = cards.stores();
  EXPECT_EQ(look({ticket, ticket}).changed, 0U);
  EXPECT_EQ(cards.stores(), stores);
  EXPECT_EQ(revisions.heard.size(), 1U);
}

TEST_F(SyncTicketsTest, PortalFieldsTheRulesRefuseAreFlagged) {
  const TicketId ticket = portal.create(kAgent, 77, [](Ticket& fresh) {
    fresh.estimate = "-5";
    fresh.type = "Бухгалтерия";
    fresh.stopper = "Сами не знаем";
  });
  look({ticket});
  const Card made = card(ticket);
  EXPECT_EQ(made.estimate_invalid, "-5");
  EXPECT_FALSE(made.estimate_minutes);
  EXPECT_EQ(made.card_class, CardClass::kService);
  EXPECT_EQ(made.type, "Бухгалтерия");
  EXPECT_FALSE(made.type_known);
  EXPECT_FALSE(made.stopper_known);
  EXPECT_EQ(made.stopper_since, made.created_at);
}

TEST_F(SyncTicketsTest, EnteringWorkStartsTheTaskInTheBackground) {
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

TEST_F(SyncTicketsTest, WhatIsToBeWrittenLaterIsShownNamedAndWrittenByTheNextRun) {
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

TEST_F(SyncTicketsTest, CompletingInThePortalMovesTheCardAndReopeningMovesItBack) {
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

TEST_F(SyncTicketsTest, ATaskUnderControlGoesToTheClientsCheck) {
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

TEST_F(SyncTicketsTest, ARefusedWriteBackIsReportedAndTheCardStays) {
  const TicketId ticket = portal.create(kAgent, 77);
  static_cast<void>(portal.move_as(kAgent, ticket, kWork));
  portal.fail("step", {ErrorKind::kPermissionDenied, "portal.refused", "Нет прав"});
  const SyncOutcome outcome = look({ticket});
  ASSERT_EQ(outcome.refused.size(), 1U);
  EXPECT_EQ(outcome.refused[0].second.detail, "Нет прав");
  EXPECT_EQ(card(ticket).stage, StageId{kWork});
}

TEST_F(SyncTicketsTest, AnUnreachablePortalFailsTheRunAndTheNextOneFinishesIt) {
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

TEST_F(SyncTicketsTest, ABusyDatabaseStoresNothingAndTellsNobody) {
  const TicketId ticket = portal.create(kAgent, 77);
  cards.fail_store(1);
  const TicketId ids[] = {ticket};
  EXPECT_EQ(sync.run(id, ids).error().code, "db.busy");
  EXPECT_TRUE(revisions.heard.empty());
  EXPECT_EQ(look({ticket}).changed, 1U);
}

TEST_F(SyncTicketsTest, GoneAndRegroupedTicketsAreForgotten) {
  const TicketId deleted = portal.create(kAgent, 77), left = portal.create(kAgent, 77);
  const TicketId never = portal.create(kAgent, 99);
  look({deleted, left, never});
  portal.remove(deleted);
  portal.regroup(kAgent, left, 99);
  const SyncOutcome outcome = look({deleted, left, never});
  EXPECT_EQ(outcome.forgotten, 2U);
  EXPECT_FALSE(cards.find(id, deleted)->has_value());
  EXPECT_FALSE(cards.find(id, left)->has_value());
}

TEST_F(SyncTicketsTest, AnUnknownStageIsLearntFirst) {
  const auto added =
      portal.add_stage(background(id), GroupId{77}, "Согласование", "FFFFFF", StageId{kTriage});
  const TicketId ticket = portal.create(kAgent, 77);
  static_cast<void>(portal.move_as(kAgent, ticket, added->value()));
  look({ticket});
  EXPECT_EQ(card(ticket).stage, *added);
  EXPECT_EQ(card(ticket).role, Role::kTriage);
  EXPECT_EQ(notices.words, std::vector<std::string>{"+Согласование"});
}

TEST_F(SyncTicketsTest, WhatADeletedStageMeantStaysInThePast) {
  const TicketId ticket = portal.create(kAgent, 77);
  look({ticket});
  portal.advance(minutes{1});
  ASSERT_TRUE(portal.move_as(kAgent, ticket, kWork2));
  const TimePoint began = portal.clock;
  portal.advance(minutes{1});
  ASSERT_TRUE(portal.move_as(kAgent, ticket, kQueue));
  look({ticket});
  ASSERT_TRUE(portal.delete_stage(background(id), StageId{kWork2}));
  ASSERT_TRUE(sync_stages.run(id, GroupId{77}));
  portal.advance(minutes{1});
  ASSERT_TRUE(portal.move_as(kAgent, ticket, kTriage));
  look({ticket});
  EXPECT_EQ(card(ticket).work_since, began);
}

// A task that was restored after its stage was deleted.
TEST_F(SyncTicketsTest, ACardInAStageThatDoesNotExistStandsInTheFirst) {
  const TicketId ticket = portal.create(kAgent, 77);
  ASSERT_TRUE(portal.move_as(kAgent, ticket, kWork2));
  look({ticket});
  ASSERT_TRUE(portal.delete_stage(background(id), StageId{kWork2}));
  ASSERT_TRUE(sync_stages.run(id, GroupId{77}));
  portal.ticket(ticket).stage = StageId{kWork2};
  look({ticket});
  EXPECT_EQ(card(ticket).stage, StageId{kIntake});
  EXPECT_EQ(card(ticket).role, Role::kIntake);
  EXPECT_EQ(look({ticket}).changed, 0U);
}

TEST_F(SyncTicketsTest, UnknownPeopleAndCompaniesAreAskedOnce) {
  portal.add_company(591, "Ромашка");
  portal.hide_user(kAgent);
  const auto fill = [](Ticket& fresh) { fresh.companies = {CompanyId{591}}; };
  const TicketId first = portal.create(kAgent, 77, fill), second = portal.create(kAgent, 77, fill);
  look({first});
  look({second});
  EXPECT_EQ(portal.calls["users"], 1);
  EXPECT_EQ(portal.calls["companies"], 1);
  const UserId asked[] = {UserId{kAgent}};
  EXPECT_EQ(people.users(id, asked)->front().name, "name 12");  // hidden: by the name the ticket carries
}

TEST_F(SyncTicketsTest, APortalThatHidesItsPeopleStillHasABoard) {
  portal.fail("users", {ErrorKind::kPermissionDenied, "portal.scope", {}}, 9);
  portal.fail("companies", {ErrorKind::kPermissionDenied, "portal.scope", {}}, 9);
  const TicketId ticket =
      portal.create(kAgent, 77, [](Ticket& fresh) { fresh.companies = {CompanyId{591}}; });
  EXPECT_EQ(look({ticket}).changed, 1U);
}

TEST_F(SyncTicketsTest, AnOvertakenReadChangesNothing) {
  const TicketId ticket = portal.create(kAgent, 77);
  look({ticket});
  // While one look is on its way back, the card moves and another look has seen it.
  portal.before_answer = [&] {
    portal.advance(minutes{1});
    static_cast<void>(portal.move_as(kAgent, ticket, kTriage));
    look({ticket});
  };
  look({ticket});
  EXPECT_EQ(card(ticket).stage, StageId{kTriage});
}

// Two looks find the same thing owed; a person acts once the first has written. What he did stays.
TEST_F(SyncTicketsTest, APlanThatAnotherLookHasCarriedOutUndoesNobodysWork) {
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
TEST_F(SyncTicketsTest, APersonActsBeforeTheSecondOfTwoLooksWrites) {
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
TEST_F(SyncTicketsTest, WhatFollowsFromAPersonsWriteIsLeftToALookThatIsAtIt) {
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

TEST_F(SyncTicketsTest, EachRequestIsShownBeforeTheNextAndAFewAreWrittenBackTogether) {
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

TEST_F(SyncTicketsTest, ManyTicketsComeRequestByRequest) {
  std::vector<TicketId> tickets;
  for (std::size_t i = 0; i < SyncTickets::kChunk * 2 + 1; ++i) tickets.push_back(portal.create(kAgent, 77));
  EXPECT_EQ(look(tickets).read, tickets.size());
  EXPECT_EQ(portal.calls["read"], 9);
  EXPECT_EQ(cards.stores(), 9U);
}

// --- stages ---

TEST_F(SyncTicketsTest, StagesStayInStepWithThePortal) {
  static_cast<void>(portal.update_stage(background(id), StageId{kWork}, "Делаем", "FF0000", std::nullopt));
  const Result<StagesOutcome> outcome = sync_stages.run(id, GroupId{77});
  ASSERT_TRUE(outcome);
  EXPECT_TRUE(outcome->step.changed);
  EXPECT_EQ(find_stage(*cards.stages(id, GroupId{77}), StageId{kWork})->title, "Делаем");
  EXPECT_EQ(find_stage(*cards.stages(id, GroupId{77}), StageId{kWork})->role, Role::kWork);
  EXPECT_TRUE(notices.words.empty());
  EXPECT_EQ(revisions.heard.size(), 1U);
  EXPECT_FALSE(sync_stages.run(id, GroupId{77})->step.changed);
  EXPECT_EQ(revisions.heard.size(), 1U);
}

TEST_F(SyncTicketsTest, CardsOfADeletedStageAreLookedAtAgain) {
  const TicketId ticket = portal.create(kAgent, 77);
  static_cast<void>(portal.move_as(kAgent, ticket, kVerify));
  look({ticket});
  static_cast<void>(portal.delete_stage(background(id), StageId{kVerify}));
  const Result<StagesOutcome> outcome = sync_stages.run(id, GroupId{77});
  EXPECT_EQ(outcome->displaced, std::vector{ticket});
  EXPECT_EQ(notices.words, std::vector<std::string>{"-Проверка клиентом"});
  portal.advance(minutes{3});
  look(outcome->displaced);
  EXPECT_EQ(card(ticket).stage, StageId{kIntake});
}

TEST_F(SyncTicketsTest, AGroupThatLosesItsDoneStageIsReportedOnce) {
  static_cast<void>(portal.delete_stage(background(id), StageId{kDone}));
  static_cast<void>(sync_stages.run(id, GroupId{77}));
  static_cast<void>(sync_stages.run(id, GroupId{77}));
  EXPECT_EQ(notices.words, (std::vector<std::string>{"-Завершена", "!stages.no_done"}));
}

TEST_F(SyncTicketsTest, ATicketThatCannotBeReadIsNamedAndKeptAndHoldsNobodyBack) {
  const TicketId first = portal.create(kAgent, 77), second = portal.create(kAgent, 77);
  look({first, second});
  const Card before = card(first);
  ASSERT_TRUE(portal.move_as(kAgent, first, kTriage));
  ASSERT_TRUE(portal.move_as(kAgent, second, kTriage));
  portal.spoil(first, Error{ErrorKind::kUnavailable, "portal.shape", {}});
  const SyncOutcome outcome = look({first, second});
  ASSERT_EQ(outcome.failed.size(), 1U);
  EXPECT_EQ(outcome.failed[0].first, first);
  EXPECT_EQ(outcome.failed[0].second.code, "portal.shape");
  EXPECT_EQ(outcome.forgotten, 0U);
  EXPECT_EQ(card(first), before);
  EXPECT_EQ(card(second).stage, StageId{kTriage});
  portal.spoil(first, std::nullopt);
  EXPECT_TRUE(look({first}).failed.empty());
  EXPECT_EQ(card(first).stage, StageId{kTriage});
}

TEST_F(SyncTicketsTest, AWriteBackWhoseAnswerIsLostHoldsNobodyBack) {
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
TEST_F(SyncTicketsTest, AWriteBackWhoseAnswerIsLostIsNobodysNews) {
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

TEST_F(SyncTicketsTest, WhatAPersonDoesWhileAWriteOfOursIsAwaitedIsHis) {
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

// The history tells whole seconds, the binding milliseconds.
TEST_F(SyncTicketsTest, AMoveInTheSecondOfTheBindingIsFollowed) {
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

}  // namespace
}  // namespace sd::kanban
