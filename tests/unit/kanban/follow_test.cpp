#include "kanban/rules/follow.h"

#include <gtest/gtest.h>

#include "tests/unit/kanban/journal_of.h"

namespace sd::kanban {
namespace {

using namespace test_rules;
using Steps = std::vector<StatusStep>;

class FollowRules : public testing::Test {
 protected:
  FollowPlan plan(const Journal& journal) const { return follow(journal.rows, group_.view()); }
  static FollowPlan move(std::int64_t to) { return {{}, StageId{to}}; }
  static FollowPlan step(Steps steps) { return {std::move(steps), std::nullopt}; }

  Group group_;
};

// --- domain.md 2: the stage moved, the status follows ---

TEST_F(FollowRules, EnteringWorkStartsTheTask) {
  EXPECT_EQ(plan(Journal().move(1, kWork)), step({StatusStep::kStart}));
}

TEST_F(FollowRules, EnteringWorkWhileStartedWritesNothing) {
  EXPECT_TRUE(plan(Journal().status(1, 3).move(2, kWork)).empty());
}

TEST_F(FollowRules, EnteringWorkWhileDeferredRenewsAndStarts) {
  EXPECT_EQ(plan(Journal().status(1, 6).move(2, kWork)), step({StatusStep::kRenew, StatusStep::kStart}));
}

TEST_F(FollowRules, CreatedInWorkIsStarted) { EXPECT_EQ(plan(Journal(kWork)), step({StatusStep::kStart})); }

TEST_F(FollowRules, GoingBackFromWorkPauses) {
  const Journal journal = Journal().move(1, kWork).status(2, 3, Source::kExtension).move(3, kQueue);
  EXPECT_EQ(plan(journal), step({StatusStep::kPause}));
}

TEST_F(FollowRules, MovingWithinTheStagesBeforeWorkPausesNothing) {
  EXPECT_TRUE(plan(Journal().status(1, 3).move(2, kTriage)).empty());
}

TEST_F(FollowRules, EnteringDoneCompletes) {
  EXPECT_EQ(plan(Journal().move(1, kDone)), step({StatusStep::kComplete}));
  EXPECT_EQ(plan(Journal(kDone)), step({StatusStep::kComplete}));
}

TEST_F(FollowRules, LeavingDoneByHandReopens) {
  const Journal done = Journal().move(1, kDone).status(2, 5, Source::kExtension);
  EXPECT_TRUE(plan(done).empty());
  EXPECT_EQ(plan(Journal(done).move(3, kQueue)), step({StatusStep::kRenew}));
  EXPECT_EQ(plan(Journal(done).move(3, kVerify)), step({StatusStep::kRenew}));
  EXPECT_EQ(plan(Journal(done).move(3, kWork)), step({StatusStep::kRenew, StatusStep::kStart}));
}

// --- the status changed, the stage follows ---

TEST_F(FollowRules, CompletingInThePortalMovesToDone) {
  EXPECT_EQ(plan(Journal().move(1, kWork).status(2, 3, Source::kExtension).status(3, 5)), move(kDone));
  EXPECT_EQ(plan(Journal().status(3, 5)), move(kDone));
}

TEST_F(FollowRules, ReopeningMovesBackToTheStageItLeft) {
  EXPECT_EQ(plan(Journal().move(1, kTriage).status(2, 5).move(3, kDone, Source::kExtension).status(4, 2)),
            move(kTriage));
  EXPECT_EQ(plan(Journal().move(1, kWork2).status(2, 5).move(3, kDone, Source::kExtension).status(4, 3)),
            move(kWork2));
}

TEST_F(FollowRules, ReopeningWhatNeverWasElsewhereMovesToWork) {
  EXPECT_EQ(plan(Journal(kDone).status(2, 5, Source::kExtension).status(4, 2)), move(kWork));
}

TEST_F(FollowRules, PausingOrStartingInThePortalMovesNothing) {
  EXPECT_TRUE(plan(Journal().move(1, kWork).status(2, 3, Source::kExtension).status(3, 2)).empty());
  EXPECT_TRUE(plan(Journal().status(3, 3)).empty());
}

// --- task control ---

TEST_F(FollowRules, AwaitingCheckMovesToVerify) {
  EXPECT_EQ(plan(Journal().move(1, kWork).status(2, 4)), move(kVerify));
}

TEST_F(FollowRules, AwaitingCheckStaysWithAMarkWithoutAVerifyStage) {
  group_.stages = stages(false);
  EXPECT_TRUE(plan(Journal().move(1, kWork).status(2, 4)).empty());
}

TEST_F(FollowRules, EnteringDoneThatOnlyAsksForTheCheckEndsInVerify) {
  EXPECT_EQ(plan(Journal().move(1, kDone).status(2, 4, Source::kExtension)), move(kVerify));
  EXPECT_TRUE(
      plan(Journal().move(1, kDone).status(2, 4, Source::kExtension).move(3, kVerify, Source::kExtension))
          .empty());
}

TEST_F(FollowRules, WithoutAVerifyStageACardIsNotDoneBeforeItsCheck) {
  group_.stages = stages(false);
  const Journal handed = Journal().move(1, kWork2).move(2, kDone).status(3, 4, Source::kExtension);
  EXPECT_EQ(plan(handed), move(kWork2));
  const Journal back = Journal(handed).move(4, kWork2, Source::kExtension);
  EXPECT_TRUE(plan(back).empty()) << "it stays there, with its mark";
  EXPECT_EQ(plan(Journal(back).status(5, 5)), move(kDone)) << "confirmed";
  EXPECT_TRUE(plan(Journal(back).status(5, 2)).empty()) << "returned";
  EXPECT_EQ(plan(Journal(back).move(5, kQueue)), step({StatusStep::kRenew})) << "taken back by us";
}

TEST_F(FollowRules, WhatWasPutIntoDoneFromBeforeWorkGoesBackThereForItsCheck) {
  group_.stages = stages(false);
  const Journal handed = Journal().move(1, kQueue).move(2, kDone).status(3, 4, Source::kExtension);
  EXPECT_EQ(plan(handed), move(kQueue));
  EXPECT_TRUE(plan(Journal(handed).move(4, kQueue, Source::kExtension)).empty());
  EXPECT_EQ(plan(Journal(kDone).status(1, 4, Source::kExtension)), move(kWork)) << "never was elsewhere";
}

TEST_F(FollowRules, ConfirmingMovesToDone) {
  EXPECT_EQ(plan(Journal().move(1, kWork).status(2, 4).move(3, kVerify, Source::kExtension).status(4, 5)),
            move(kDone));
}

TEST_F(FollowRules, ReturningMovesBackToTheWorkStageItWasIn) {
  EXPECT_EQ(plan(Journal().move(1, kWork2).status(2, 4).move(3, kVerify, Source::kExtension).status(4, 2)),
            move(kWork2));
  EXPECT_EQ(plan(Journal().status(2, 4).move(3, kVerify, Source::kExtension).status(4, 2)), move(kWork));
}

TEST_F(FollowRules, TakingAnAwaitingCardBackToWorkRenewsAndStarts) {
  EXPECT_EQ(plan(Journal().move(1, kWork).status(2, 4).move(3, kVerify, Source::kExtension).move(4, kWork)),
            step({StatusStep::kRenew, StatusStep::kStart}));
}

TEST_F(FollowRules, MovingToVerifyByHandWritesNothing) {
  EXPECT_TRUE(plan(Journal().move(1, kWork).status(2, 3, Source::kExtension).move(3, kVerify)).empty());
}

// --- switches and limits ---

TEST_F(FollowRules, EachDirectionCanBeSwitchedOff) {
  group_.rules.status_follows_stage = false;
  EXPECT_TRUE(plan(Journal().move(1, kWork)).empty());
  EXPECT_FALSE(plan(Journal().status(1, 5)).empty());
  group_.rules.status_follows_stage = true;
  group_.rules.stage_follows_status = false;
  EXPECT_FALSE(plan(Journal().move(1, kWork)).empty());
  EXPECT_TRUE(plan(Journal().status(1, 5)).empty());
}

TEST_F(FollowRules, FactsBeforeTheBindingNeverCauseWrites) {
  group_.rules.bound_at = minute(10);
  EXPECT_TRUE(plan(Journal().move(9, kWork)).empty());
  EXPECT_FALSE(plan(Journal().move(10, kWork)).empty());
}

TEST_F(FollowRules, ARobotIsNotFought) {
  EXPECT_TRUE(plan(Journal().move(1, kWork, Source::kRobot)).empty());
  EXPECT_TRUE(
      plan(Journal().move(1, kWork).status(2, 3, Source::kExtension).status(3, 2, Source::kRobot)).empty());
}

TEST_F(FollowRules, StopsAfterFourOwnWritesThatDidNotHelp) {
  Journal journal = Journal().move(1, kWork);
  for (int i = 0; i < 4; ++i) journal.status(2 + i, 2, Source::kExtension);
  EXPECT_TRUE(plan(journal).empty());
}

}  // namespace
}  // namespace sd::kanban
