#include "kanban/sync_stages.h"

#include "tests/unit/kanban/desk.h"

namespace sd::kanban {
namespace {

using namespace test_rules;
using std::chrono::minutes;

class SyncStagesTest : public Desk {};

TEST_F(SyncStagesTest, StagesStayInStepWithThePortal) {
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

TEST_F(SyncStagesTest, AGroupThatLosesItsDoneStageIsReportedOnce) {
  static_cast<void>(portal.delete_stage(background(id), StageId{kDone}));
  static_cast<void>(sync_stages.run(id, GroupId{77}));
  static_cast<void>(sync_stages.run(id, GroupId{77}));
  EXPECT_EQ(notices.words, (std::vector<std::string>{"-Завершена", "!stages.no_done"}));
}

TEST_F(SyncStagesTest, CardsOfADeletedStageAreLookedAtAgain) {
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

TEST_F(SyncStagesTest, AnUnknownStageIsLearntFirst) {
  const auto added =
      portal.add_stage(background(id), GroupId{77}, "Согласование", "FFFFFF", StageId{kTriage});
  const TicketId ticket = portal.create(kAgent, 77);
  static_cast<void>(portal.move_as(kAgent, ticket, added->value()));
  look({ticket});
  EXPECT_EQ(card(ticket).stage, *added);
  EXPECT_EQ(card(ticket).role, Role::kTriage);
  EXPECT_EQ(notices.words, std::vector<std::string>{"+Согласование"});
}

TEST_F(SyncStagesTest, WhatADeletedStageMeantStaysInThePast) {
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
TEST_F(SyncStagesTest, ACardInAStageThatDoesNotExistStandsInTheFirst) {
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

}  // namespace
}  // namespace sd::kanban
