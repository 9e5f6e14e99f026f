// Moves, fields and overrides as a person makes them on our pages.
#include <algorithm>

#include "tests/unit/kanban/desk.h"

namespace sd::kanban {
namespace {

using namespace test_rules;
using std::chrono::minutes;

class PersonWrites : public Desk {
 protected:
  PersonWrites() {
    ticket = portal.create(kClient, 77);
    look({ticket});
    portal.advance(minutes{10});
  }
  MoveCardCommand to(std::int64_t stage) {
    return {agent(), GroupId{77}, ticket, StageId{stage}, card(ticket).revision, {}, {}};
  }
  WriteFieldsCommand fields() { return {agent(), GroupId{77}, ticket, {}, {}, {}, {}, {}}; }

  TicketId ticket;
  MoveCard move_card{portal, cards, settings, sync, revisions};
  WriteFields write_fields{portal, cards, settings, sync};
  OverrideClass override_class{portal, cards, sync};
};

// --- MoveCard ---

TEST_F(PersonWrites, AMoveGoesWithThePersonsTokenAndItsAnswerIsApplied) {
  const Result<Card> moved = move_card.run(to(kQueue));
  ASSERT_TRUE(moved);
  EXPECT_EQ(moved->stage, StageId{kQueue});
  EXPECT_EQ(portal.writers.front(), agent());
  EXPECT_EQ(*moved, card(ticket));
  EXPECT_EQ(revisions.heard.back().second, moved->revision);
  EXPECT_EQ(cards.journal(id, ticket)->back().actor, UserId{kAgent});
}

TEST_F(PersonWrites, AMoveIntoWorkComesBackStarted) {
  const Result<Card> moved = move_card.run(to(kWork));
  EXPECT_EQ(moved->status, TaskStatus::kInProgress);
  EXPECT_EQ(moved->work_since, portal.clock);
  EXPECT_EQ(*moved, card(ticket));
}

TEST_F(PersonWrites, AStaleBoardIsToldSo) {
  MoveCardCommand command = to(kQueue);
  portal.comment(kClient, ticket);
  look({ticket});
  const Result<Card> moved = move_card.run(command);
  ASSERT_FALSE(moved);
  EXPECT_EQ(moved.error().code, "card.stale");
  EXPECT_EQ(moved.error().kind, ErrorKind::kConflict);
  EXPECT_EQ(portal.calls["move"], 0);
}

TEST_F(PersonWrites, APortalsRefusalComesWithItsOwnWords) {
  portal.fail("move", {ErrorKind::kPermissionDenied, "portal.refused", "Недостаточно прав"});
  const Result<Card> moved = move_card.run(to(kQueue));
  ASSERT_FALSE(moved);
  EXPECT_EQ(moved.error().detail, "Недостаточно прав");
  EXPECT_EQ(card(ticket).stage, StageId{kIntake});
}

TEST_F(PersonWrites, ACardPutBesideAnotherKeepsItsPlaceHereAndTellsThePortal) {
  const TicketId other = portal.create(kClient, 77), third = portal.create(kClient, 77);
  look({other, third});
  MoveCardCommand up = to(kIntake);
  up.ticket = third;
  up.seen_revision = card(third).revision;
  up.beside = {{other, true}};
  const Result<Card> moved = move_card.run(up);
  ASSERT_TRUE(moved);
  ASSERT_EQ(portal.besides.size(), 1U);
  EXPECT_EQ(portal.besides[0].ticket, other);
  EXPECT_TRUE(portal.besides[0].before);
  const auto board = cards.board(id, GroupId{77}, false);
  ASSERT_EQ(board->places.size(), 1U);
  EXPECT_EQ(board->places[0].ticket, third);
  EXPECT_LT(board->places[0].at, natural_place(other));
  EXPECT_GT(board->places[0].at, natural_place(ticket));
  // The answer carries the revision that the place has raised: the next move is not stale.
  EXPECT_EQ(moved->revision, card(third).revision);
  EXPECT_EQ(revisions.heard.back(), std::pair(GroupId{77}, moved->revision));
  EXPECT_EQ(cards.changes(id, GroupId{77}, moved->revision - 1)->places, board->places);
}

TEST_F(PersonWrites, ANeighbourThatHasLeftGivesNoPlace) {
  const TicketId other = portal.create(kClient, 77);
  look({other});
  MoveCardCommand beside = to(kQueue);
  beside.beside = {{other, false}};
  const Result<Card> moved = move_card.run(beside);
  ASSERT_TRUE(moved);
  EXPECT_EQ(moved->stage, StageId{kQueue});
  EXPECT_TRUE(cards.board(id, GroupId{77}, false)->places.empty());
}

TEST_F(PersonWrites, MovesThatMakeNoSenseAskNobody) {
  EXPECT_EQ(move_card.run(to(4711)).error().code, "card.stage_unknown");
  MoveCardCommand elsewhere = to(kQueue);
  elsewhere.group = GroupId{78};
  EXPECT_EQ(move_card.run(elsewhere).error().code, "card.not_found");
  EXPECT_TRUE(move_card.run(to(kIntake)));
  EXPECT_EQ(portal.calls["move"], 0);
}

TEST_F(PersonWrites, ARefusedFollowUpLeavesTheMove) {
  portal.fail("step", {ErrorKind::kUnavailable, "portal.limit", {}});
  const Result<Card> moved = move_card.run(to(kWork));
  ASSERT_TRUE(moved);
  EXPECT_EQ(moved->stage, StageId{kWork});
  EXPECT_EQ(moved->status, TaskStatus::kPending);
}

TEST_F(PersonWrites, ATicketThatLeavesWithTheMoveIsNotFound) {
  portal.before_answer = nullptr;
  portal.regroup(kAgent, ticket, 78);
  portal.put_stages(78, {{StageId{kQueue}, "x", "", 1}});
  EXPECT_EQ(move_card.run(to(kQueue)).error().code, "card.not_found");
  EXPECT_FALSE(cards.find(id, ticket)->has_value());
}

// --- rules of the stage that is entered ---

TEST_F(PersonWrites, AStageThatForbidsDoesNotAskThePortal) {
  settings.rules[GroupId{77}] = {{StageId{kWork}, 0, Demand::kNone, Demand::kForbid, Demand::kNone}};
  const Result<Card> moved = move_card.run(to(kWork));
  ASSERT_FALSE(moved);
  EXPECT_EQ(moved.error(), (Error{ErrorKind::kConflict, "entry.estimate", {}}));
  EXPECT_EQ(portal.calls["move"], 0);
  EXPECT_TRUE(move_card.run(to(kQueue)));
}

TEST_F(PersonWrites, AStageThatAsksKeepsTheAnswerInTheJournal) {
  settings.rules[GroupId{77}] = {{StageId{kWork}, 0, Demand::kNone, Demand::kReason, Demand::kWarn}};
  MoveCardCommand command = to(kWork);
  command.reason = " ";
  EXPECT_EQ(move_card.run(command).error().code, "entry.reason_missing");
  command.reason = std::string(MoveCard::kMaxReason + 1, 'x');
  EXPECT_EQ(move_card.run(command).error().code, "entry.reason_too_long");
  EXPECT_EQ(portal.calls["move"], 0);
  command.reason = " Клиент ждёт ";
  const Result<Card> moved = move_card.run(command);
  ASSERT_TRUE(moved) << moved.error().code;
  EXPECT_EQ(moved->stage, StageId{kWork});
  const auto rows = cards.journal(id, ticket);
  const auto kept = std::find_if(rows->begin(), rows->end(),
                                 [](const JournalRow& row) { return row.fact == Fact::kEntry; });
  ASSERT_NE(kept, rows->end());
  EXPECT_EQ(kept->note, "Клиент ждёт");
  EXPECT_EQ(kept->to, std::to_string(kWork));
  EXPECT_EQ(kept->actor, UserId{kAgent});
}

TEST_F(PersonWrites, ALimitCountsWhoStandsThereAlready) {
  settings.rules[GroupId{77}] = {{StageId{kQueue}, 1, Demand::kForbid, Demand::kNone, Demand::kNone}};
  const TicketId other = portal.create(kClient, 77);
  look({other});
  ASSERT_TRUE(move_card.run(to(kQueue)));
  const Result<Card> second =
      move_card.run({agent(), GroupId{77}, other, StageId{kQueue}, card(other).revision});
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, "entry.wip_limit");
}

TEST_F(PersonWrites, AWarningIsThePagesToGive) {
  settings.rules[GroupId{77}] = {{StageId{kWork}, 0, Demand::kNone, Demand::kWarn, Demand::kNone}};
  EXPECT_TRUE(move_card.run(to(kWork)));
}

// --- WriteFields ---

// --- MoveCard into done, where the creator has to check the work ---

class HandOver : public PersonWrites {
 protected:
  HandOver() {
    ticket = portal.create(kClient, 77, [](kanban::Ticket& fresh) { fresh.task_control = true; });
    look({ticket});
    portal.advance(minutes{10});
    taken = move_card.run(to(kWork)).value().work_since;
    portal.advance(minutes{10});
  }
  void without_verify() {
    std::vector<Stage> kept = *cards.stages(id, GroupId{77});
    std::erase_if(kept, [](const Stage& stage) { return stage.role == Role::kVerify; });
    ASSERT_TRUE(cards.put_stages(id, GroupId{77}, kept, portal.clock));
  }
  std::vector<std::string> stages_of_portal() {
    std::vector<std::string> stages;
    for (const HistoryRow& row : portal.history(ticket)) {
      if (row.field == HistoryField::kStage) stages.push_back(row.to);
    }
    return stages;
  }

  std::optional<TimePoint> taken;
};

TEST_F(HandOver, GoesToTheStageOfCheckingAndNeverWasDone) {
  const std::size_t before = stages_of_portal().size();
  const Result<Card> moved = move_card.run(to(kDone));
  ASSERT_TRUE(moved);
  EXPECT_EQ(moved->stage, StageId{kVerify});
  EXPECT_TRUE(moved->awaiting_check);
  EXPECT_EQ(moved->cycle, 1);
  EXPECT_EQ(moved->work_since, taken);
  EXPECT_EQ(stages_of_portal().size(), before + 1);
}

TEST_F(HandOver, StaysWithItsMarkWhereNoStageIsForChecking) {
  without_verify();
  const std::size_t before = stages_of_portal().size();
  const Result<Card> moved = move_card.run(to(kDone));
  ASSERT_TRUE(moved);
  EXPECT_EQ(moved->stage, StageId{kWork});
  EXPECT_TRUE(moved->awaiting_check);
  EXPECT_EQ(moved->cycle, 1);
  EXPECT_EQ(stages_of_portal().size(), before);
  ASSERT_TRUE(portal.step_as(kClient, ticket, StatusStep::kApprove));
  look({ticket});
  EXPECT_EQ(card(ticket).stage, StageId{kDone});
}

TEST_F(HandOver, ByTheCreatorHimselfItIsDone) {
  MoveCardCommand own = to(kDone);
  own.actor.person = UserId{kClient};
  const Result<Card> moved = move_card.run(own);
  ASSERT_TRUE(moved);
  EXPECT_EQ(moved->stage, StageId{kDone});
  EXPECT_EQ(moved->status, TaskStatus::kCompleted);
}

TEST_F(HandOver, OutOfItsCheckItIsAccepted) {
  ASSERT_TRUE(move_card.run(to(kDone)));
  const Result<Card> accepted = move_card.run(to(kDone));
  ASSERT_TRUE(accepted);
  EXPECT_EQ(accepted->stage, StageId{kDone});
  EXPECT_EQ(accepted->status, TaskStatus::kCompleted);
}

TEST_F(HandOver, WhomThePortalDoesNotLetAcceptIsToldSo) {
  ASSERT_TRUE(move_card.run(to(kDone)));
  portal.fail("step", {ErrorKind::kPermissionDenied, "portal.refused", "Действие недоступно"});
  const Result<Card> moved = move_card.run(to(kDone));
  ASSERT_FALSE(moved);
  EXPECT_EQ(moved.error().detail, "Действие недоступно");
  EXPECT_EQ(card(ticket).stage, StageId{kVerify});
}

TEST_F(HandOver, WhomThePortalDoesNotLetCompleteItStillHandsItOver) {
  portal.fail("step", {ErrorKind::kPermissionDenied, "portal.refused", "Действие недоступно"});
  const Result<Card> moved = move_card.run(to(kDone));
  ASSERT_TRUE(moved);
  EXPECT_EQ(moved->stage, StageId{kVerify});
  EXPECT_TRUE(moved->awaiting_check);
  EXPECT_EQ(moved->cycle, 1);
  EXPECT_EQ(moved->work_since, taken);
}

TEST_F(HandOver, IsAMoveLikeAnyOtherWhereStagesDoNotFollow) {
  BoundGroup group = bound();
  group.stage_follows_status = false;
  ASSERT_TRUE(cards.bind(id, group));
  const Result<Card> moved = move_card.run(to(kDone));
  ASSERT_TRUE(moved);
  EXPECT_EQ(moved->stage, StageId{kDone});
}

TEST_F(PersonWrites, FieldsAreWrittenInThePortalsWriting) {
  WriteFieldsCommand command = fields();
  command.type = "отдел  РАЗРАБОТКИ";
  command.stopper = "ждём клиента";
  command.estimate = "1:30";
  command.important = true;
  const Result<Card> written = write_fields.run(command);
  ASSERT_TRUE(written);
  EXPECT_EQ(portal.ticket(ticket).type, "Отдел разработки");
  EXPECT_EQ(portal.ticket(ticket).stopper, "Ждём клиента");
  EXPECT_EQ(portal.ticket(ticket).estimate, "1.5");
  EXPECT_EQ(written->estimate_minutes, 90);
  EXPECT_EQ(written->card_class, CardClass::kIncident);
  EXPECT_EQ(written->stopper_since, portal.clock);
  EXPECT_EQ(written->stopper_by, UserId{kAgent});
  EXPECT_EQ(portal.writers.front(), agent());
}

TEST_F(PersonWrites, BlankClears) {
  WriteFieldsCommand command = fields();
  command.estimate = "4";
  static_cast<void>(write_fields.run(command));
  command.estimate = " ";
  EXPECT_FALSE(write_fields.run(command)->estimate_minutes);
  EXPECT_EQ(portal.ticket(ticket).estimate, "");
}

TEST_F(PersonWrites, WrongFieldsAreRefusedBeforeThePortalIsAsked) {
  WriteFieldsCommand command = fields();
  EXPECT_EQ(write_fields.run(command).error().code, "fields.nothing");
  command.estimate = "-1";
  EXPECT_EQ(write_fields.run(command).error().code, "estimate.negative");
  command = fields();
  command.type = std::string(WriteFields::kMaxText + 1, 'x');
  EXPECT_EQ(write_fields.run(command).error().code, "fields.too_long");
  command = fields();
  command.important = true;
  command.ticket = TicketId{1};
  EXPECT_EQ(write_fields.run(command).error().code, "card.not_found");
  EXPECT_EQ(portal.calls["write"], 0);
}

// --- OverrideClass ---

TEST_F(PersonWrites, AnOverrideIsKeptWithItsReasonAndDroppedWhenItsGroundsChange) {
  const Result<Card> overridden =
      override_class.run({agent(), GroupId{77}, ticket, CardClass::kIncident, " Простой цеха "});
  ASSERT_TRUE(overridden);
  EXPECT_EQ(overridden->card_class, CardClass::kIncident);
  EXPECT_EQ(overridden->class_reason, ClassReason::kOverride);
  EXPECT_EQ(overridden->override_reason, "Простой цеха");
  EXPECT_EQ(overridden->last_update_at, portal.clock);

  portal.advance(minutes{1});
  portal.comment(kClient, ticket);
  look({ticket});
  EXPECT_EQ(card(ticket).class_reason, ClassReason::kOverride);
  WriteFieldsCommand command = fields();
  command.estimate = "4";
  EXPECT_EQ(write_fields.run(command)->class_reason, ClassReason::kEstimate);
  command.estimate = "";
  EXPECT_EQ(write_fields.run(command)->class_reason, ClassReason::kOtherwise);
}

TEST_F(PersonWrites, AnOverrideCanBeDropped) {
  static_cast<void>(override_class.run({agent(), GroupId{77}, ticket, CardClass::kIncident, "x"}));
  portal.advance(minutes{1});
  const Result<Card> dropped = override_class.run({agent(), GroupId{77}, ticket, std::nullopt, ""});
  ASSERT_TRUE(dropped);
  EXPECT_EQ(dropped->class_reason, ClassReason::kOtherwise);
  EXPECT_EQ(dropped->override_reason, "");
}

TEST_F(PersonWrites, AnOverrideNeedsAReasonAndAVisibleTicket) {
  EXPECT_EQ(override_class.run({agent(), GroupId{77}, ticket, CardClass::kChange, "  "}).error().code,
            "override.reason_missing");
  EXPECT_EQ(override_class
                .run({agent(), GroupId{77}, ticket, CardClass::kChange,
                      std::string(OverrideClass::kMaxReason + 1, 'x')})
                .error()
                .code,
            "override.reason_too_long");
  portal.remove(ticket);
  EXPECT_EQ(override_class.run({agent(), GroupId{77}, ticket, CardClass::kChange, "x"}).error().code,
            "card.not_found");
  EXPECT_TRUE(cards.find(id, ticket)->has_value());
}

}  // namespace
}  // namespace sd::kanban
