#include "kanban/rules/intervals.h"

#include <gtest/gtest.h>

#include "tests/unit/kanban/journal_of.h"

namespace sd::kanban {
namespace {

using namespace test_rules;

constexpr TimePoint kAlways = TimePoint::max();

TEST(StopperIntervals, SettingOpensChangingAndClearingClose) {
  const Journal journal = Journal().stopper(5, "A").stopper(9, "B", 13).stopper(20, "").stopper(30, "A");
  EXPECT_EQ(stopper_intervals(journal.rows, kAlways),
            (std::vector<StopperInterval>{{"A", minute(5), minute(9), UserId{kAgent}},
                                          {"B", minute(9), minute(20), UserId{13}},
                                          {"A", minute(30), std::nullopt, UserId{kAgent}}}));
}

TEST(StopperIntervals, SurviveMovesAndDone) {
  const Journal journal = Journal().stopper(5, "A").move(6, kWork).move(7, kDone).move(9, kQueue);
  EXPECT_EQ(stopper_intervals(journal.rows, kAlways).size(), 1U);
  EXPECT_FALSE(stopper_intervals(journal.rows, kAlways)[0].to);
}

TEST(StopperIntervals, SettingTheSameAgainOpensNothing) {
  EXPECT_EQ(stopper_intervals(Journal().stopper(5, "A").stopper(7, "A").rows, kAlways).size(), 1U);
  EXPECT_TRUE(stopper_intervals(Journal().stopper(5, "").rows, kAlways).empty());
}

TEST(StopperIntervals, AreReadAsOfAnyInstant) {
  const Journal journal = Journal().stopper(5, "A").stopper(9, "");
  EXPECT_TRUE(stopper_intervals(journal.rows, minute(4)).empty());
  EXPECT_FALSE(stopper_intervals(journal.rows, minute(8))[0].to);
  EXPECT_EQ(stopper_intervals(journal.rows, minute(9))[0].to, minute(9));
}

TEST(StopperIntervals, OneSetAndClearedAtTheSameInstantIsNone) {
  EXPECT_TRUE(stopper_intervals(Journal().stopper(5, "A").stopper(5, "").rows, kAlways).empty());
}

TEST(StageIntervals, RunFromCreationWithoutGaps) {
  const Group group;
  const Journal journal = Journal().move(5, kWork).move(9, kDone);
  const auto found = stage_intervals(journal.rows, group.view(), kAlways);
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].from, minute(0));
  EXPECT_EQ(found[0].to, minute(5));
  EXPECT_EQ(found[1].stage, StageId{kWork});
  EXPECT_EQ(found[1].role, Role::kWork);
  EXPECT_EQ(found[2].from, minute(9));
  EXPECT_FALSE(found[2].to);
}

TEST(StageIntervals, UnmatchedTitlesAreKeptAsText) {
  const Group group;
  const Journal journal = Journal().fact(5, Fact::kStage, "?Архив");
  const auto found = stage_intervals(journal.rows, group.view(), kAlways);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[1].title, "Архив");
  EXPECT_EQ(found[1].stage, StageId{0});
}

TEST(Cycles, ReopeningStartsANewOneAndTheOldStays) {
  const Group group;
  const Journal journal =
      Journal().move(5, kWork).move(9, kDone).move(20, kQueue).move(22, kWork).move(25, kVerify);
  EXPECT_EQ(
      cycles(journal.rows, group.view(), kAlways),
      (std::vector<Cycle>{{1, minute(0), minute(5), minute(9)}, {2, minute(20), minute(22), std::nullopt}}));
}

TEST(ClassHistory, NamesEveryChangeWithItsReason) {
  const Group group;
  const Journal journal = Journal()
                              .fact(5, Fact::kEstimate, "4")
                              .fact(7, Fact::kImportance, "1")
                              .fact(9, Fact::kImportance, "0")
                              .fact(11, Fact::kEstimate, "0");
  EXPECT_EQ(class_history(journal.rows, group.view(), kAlways),
            (std::vector<ClassSpan>{{CardClass::kService, ClassReason::kOtherwise, minute(0)},
                                    {CardClass::kChange, ClassReason::kEstimate, minute(5)},
                                    {CardClass::kIncident, ClassReason::kImportant, minute(7)},
                                    {CardClass::kChange, ClassReason::kEstimate, minute(9)},
                                    {CardClass::kService, ClassReason::kOtherwise, minute(11)}}));
}

TEST(ClassHistory, AnOverrideEndsWhenItsGroundsChange) {
  const Group group;
  const Journal journal = Journal()
                              .fact(5, Fact::kOverride, "incident", kAgent, Source::kPerson, "Простой")
                              .fact(7, Fact::kEstimate, "4")
                              .fact(9, Fact::kEstimate, "");
  EXPECT_EQ(class_history(journal.rows, group.view(), kAlways),
            (std::vector<ClassSpan>{{CardClass::kService, ClassReason::kOtherwise, minute(0)},
                                    {CardClass::kIncident, ClassReason::kOverride, minute(5)},
                                    {CardClass::kChange, ClassReason::kEstimate, minute(7)},
                                    {CardClass::kService, ClassReason::kOtherwise, minute(9)}}));
}

TEST(ClassHistory, AnOverrideCanBeDroppedByHand) {
  const Group group;
  const Journal journal = Journal().fact(5, Fact::kOverride, "incident").fact(7, Fact::kOverride, "");
  EXPECT_EQ(class_history(journal.rows, group.view(), kAlways).back().value, CardClass::kService);
}

TEST(Agreement, FallsBackToNoneWhenTheEstimateChanges) {
  const Group group;
  const Journal journal = Journal()
                              .fact(1, Fact::kEstimate, "4")
                              .fact(2, Fact::kAgreement, "asked")
                              .fact(3, Fact::kAgreement, "agreed")
                              .fact(9, Fact::kEstimate, "6");
  EXPECT_EQ(as_of(journal.rows, group.view(), minute(2)).agreement, Agreement::kAsked);
  EXPECT_EQ(as_of(journal.rows, group.view(), minute(3)).agreement, Agreement::kAgreed);
  EXPECT_EQ(as_of(journal.rows, group.view(), minute(9)).agreement, Agreement::kNone);
}

TEST(TicketTitles, BeginWithTheTitleBeforeTheFirstRenaming) {
  Journal journal = Journal().fact(5, Fact::kTitle, "Новое");
  journal.rows.back().from = "Старое";
  EXPECT_EQ(ticket_titles(journal.rows, kAlways),
            (std::vector<TitleSpan>{{"Старое", minute(0)}, {"Новое", minute(5)}}));
  EXPECT_TRUE(ticket_titles(journal.rows, minute(1)).empty());
}

}  // namespace
}  // namespace sd::kanban
