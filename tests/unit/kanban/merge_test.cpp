#include "kanban/rules/merge.h"

#include <gtest/gtest.h>

#include "kanban/rules/as_of.h"
#include "kanban/rules/stage_titles.h"
#include "tests/unit/kanban/journal_of.h"

namespace sd::kanban {
namespace {

using namespace test_rules;
using Field = HistoryField;

class MergeTest : public testing::Test {
 protected:
  MergeTest() {
    ticket_.id = TicketId{1001};
    ticket_.group = GroupId{77};
    ticket_.creator = UserId{kAgent};
    ticket_.created_at = minute(0);
    for (const Stage& stage : group_.stages) titles_.push_back({stage.id, stage.title, minute(-1)});
  }

  void past(std::int64_t at, Field field, const char* from = "", const char* to = "",
            std::int64_t user = kAgent) {
    history_.push_back(
        {static_cast<std::int64_t>(history_.size()) + 1, minute(at), UserId{user}, field, "CODE", from, to});
    ticket_.changed_at = minute(at);
  }

  // Looks once and keeps what it found; returns what was new.
  std::vector<JournalRow> look(std::int64_t now = 1000) {
    const Look look{ticket_, history_, known_, titles_, own_, added_, shown_, minute(now), others_};
    std::vector<JournalRow> fresh = merge(look, group_.view());
    known_.insert(known_.end(), fresh.begin(), fresh.end());
    std::sort(known_.begin(), known_.end(), earlier);
    return fresh;
  }

  static std::string words(const std::vector<JournalRow>& rows) {
    std::string text;
    for (const JournalRow& row : rows) {
      text += std::to_string((row.at - minute(0)) / std::chrono::minutes{1}) + " " + row.key[0] + " " +
              std::string(to_string(row.fact)) + " " + row.from + ">" + row.to + "\n";
    }
    return text;
  }

  Group group_;
  Ticket ticket_;
  std::vector<HistoryRow> history_;
  std::vector<JournalRow> known_;
  std::vector<StageTitle> titles_;
  std::vector<OwnWrite> own_;
  std::vector<JournalRow> added_;
  std::span<const OtherGroup> others_;
  std::optional<CardClass> shown_;
};

TEST_F(MergeTest, HistoryBecomesRowsWithStageIdsAndKeysOfTheHistory) {
  past(0, Field::kCreated);
  past(5, Field::kStage, "Новые заявки", "В работе");
  past(6, Field::kStatus, "2", "3", 0);
  past(7, Field::kOther, "1", "2");
  ticket_.stage = StageId{kWork};
  ticket_.status = TaskStatus::kInProgress;
  const std::vector<JournalRow> fresh = look();
  EXPECT_EQ(words(fresh), "0 h created >501\n5 h stage 501>504\n6 h status 2>3\n7 h other >CODE\n");
  EXPECT_EQ(fresh[1].key, "h2");
  EXPECT_EQ(fresh[1].order, 2);
  EXPECT_EQ(fresh[1].source, Source::kPerson);
  EXPECT_EQ(fresh[2].source, Source::kRobot);
}

TEST_F(MergeTest, LookingAgainAddsNothing) {
  past(0, Field::kCreated);
  past(5, Field::kStopper, "", "Ждём клиента");
  ticket_.type = "Первая линия";
  ticket_.important = true;
  EXPECT_FALSE(look().empty());
  EXPECT_TRUE(look(1001).empty());
}

TEST_F(MergeTest, WithoutAHistoryTheTicketIsObserved) {
  ticket_.stage = StageId{kQueue};
  ticket_.changed_at = minute(50);
  EXPECT_EQ(words(look()), "0 o created >503\n");
}

TEST_F(MergeTest, WhatTheHistoryNeverSetWasThereFromTheStart) {
  past(0, Field::kCreated);
  past(9, Field::kStopper, "Ждём доступ", "");
  ticket_.type = "Первая линия";
  ticket_.estimate = "4";
  EXPECT_EQ(words(look()),
            "0 o estimate >4\n0 o stopper >Ждём доступ\n0 o type >Первая линия\n0 h created >501\n"
            "9 h stopper Ждём доступ>\n");
}

TEST_F(MergeTest, CreatedStageIsTheOneTheFirstMoveLeft) {
  past(0, Field::kCreated);
  past(5, Field::kStage, "Сбор информации", "В работе");
  ticket_.stage = StageId{kWork};
  EXPECT_EQ(look()[0].to, std::to_string(kTriage));
}

TEST_F(MergeTest, AFieldThatDiffersWithoutHistoryIsObservedAtTheLastChange) {
  past(0, Field::kCreated);
  look();
  ticket_.stopper = "Ждём клиента";
  ticket_.changed_at = minute(30);
  EXPECT_EQ(words(look()), "30 o stopper >Ждём клиента\n");
  EXPECT_TRUE(look().empty());
  ticket_.stopper = "";
  ticket_.changed_at = minute(40);
  EXPECT_EQ(words(look()), "40 o stopper Ждём клиента>\n");
  ticket_.stopper = "Ждём клиента";
  ticket_.changed_at = minute(50);
  EXPECT_EQ(look().size(), 1U);
}

TEST_F(MergeTest, AHistoryNewerThanItsTicketObservesNothing) {
  past(0, Field::kCreated);
  look();
  past(30, Field::kStage, "Новые заявки", "В работе");
  ticket_.changed_at = minute(20);  // the ticket was read before the move
  EXPECT_EQ(words(look()), "30 h stage 501>504\n");
  ticket_.stage = StageId{kWork};
  ticket_.changed_at = minute(30);
  EXPECT_TRUE(look().empty());
}

TEST_F(MergeTest, AnObservedFactThatTheHistoryTellsLaterIsOneFact) {
  past(0, Field::kCreated);
  look();
  ticket_.stopper = "Ждём клиента";
  ticket_.changed_at = minute(30);
  look();
  past(30, Field::kStopper, "", "Ждём клиента");
  EXPECT_EQ(words(look()), "30 h stopper >Ждём клиента\n");
  const CardAsOf now = as_of(known_, group_.view(), minute(40));
  EXPECT_EQ(now.stopper_since, minute(30));
  EXPECT_EQ(now.stopper_by, UserId{kAgent});
}

TEST_F(MergeTest, TitlesAreMatchedByWhatTheyMeantThen) {
  // "В работе" was stage 502's title until minute 10, then 504's.
  titles_ = {{StageId{kTriage}, "В работе", minute(-1)},
             {StageId{kIntake}, "Новые заявки", minute(-1)},
             {StageId{kTriage}, "Сбор информации", minute(10)},
             {StageId{kWork}, "В работе", minute(10)}};
  past(0, Field::kCreated);
  past(5, Field::kStage, "Новые заявки", "В работе");
  past(15, Field::kStage, "Сбор информации", "В работе");
  past(20, Field::kStage, "В работе", "Новые заявки");
  ticket_.stage = StageId{kIntake};
  EXPECT_EQ(words(look()), "0 h created >501\n5 h stage 501>502\n15 h stage 502>504\n20 h stage 504>501\n");
}

TEST_F(MergeTest, UnmatchedTitlesAreKeptAsText) {
  past(0, Field::kCreated);
  past(5, Field::kStage, "Новые заявки", "Архив");
  past(9, Field::kStage, "Архив", "В работе");
  ticket_.stage = StageId{kWork};
  EXPECT_EQ(words(look()), "0 h created >501\n5 h stage 501>?Архив\n9 h stage ?Архив>504\n");
}

TEST_F(MergeTest, AStageRenamedTwiceBetweenTwoLooksIsKnownByTheMoveThatLeavesIt) {
  titles_.push_back({StageId{kWork}, "Делаем", minute(8)});
  past(0, Field::kCreated);
  past(5, Field::kStage, "Новые заявки", "Никем не виденное имя");
  past(9, Field::kTitle, "a", "b");
  past(10, Field::kStage, "Делаем", "Новые заявки");
  ticket_.stage = StageId{kIntake};
  EXPECT_EQ(words(look()), "0 h created >501\n5 h stage 501>504\n9 h title a>b\n10 h stage 504>501\n");
}

TEST_F(MergeTest, AStageThatCameAndWentIsNotTheOneItsCardsFellInto) {
  past(0, Field::kCreated);
  past(5, Field::kStage, "Новые заявки", "Архив");
  past(10, Field::kStage, "Новые заявки", "В работе");  // the portal has put it there with the stage's end
  ticket_.stage = StageId{kWork};
  EXPECT_EQ(words(look()), "0 h created >501\n5 h stage 501>?Архив\n10 h stage 501>504\n");
}

TEST_F(MergeTest, TheNewestMoveNamesTheStageTheTicketStandsIn) {
  past(0, Field::kCreated);
  past(5, Field::kStage, "Новые заявки", "Только что переименована");
  ticket_.stage = StageId{kWork2};
  EXPECT_EQ(words(look()), "0 h created >501\n5 h stage 501>505\n");
}

TEST_F(MergeTest, ADeletedStageIsNoPersonsMove) {
  past(0, Field::kCreated);
  past(5, Field::kStage, "Новые заявки", "Тестирование");
  ticket_.stage = StageId{kWork2};
  look();
  std::erase_if(group_.stages, [](const Stage& stage) { return stage.id == StageId{kWork2}; });
  ticket_.stage = StageId{0};
  const std::vector<JournalRow> fresh = look(60);
  EXPECT_EQ(words(fresh), "60 o stage 505>501\n");
  EXPECT_EQ(fresh[0].source, Source::kRobot);
  EXPECT_TRUE(look(70).empty());
}

TEST_F(MergeTest, AChangeOfGroupIsAMoveToTheFirstStage) {
  past(0, Field::kCreated);
  past(12, Field::kGroup, "78", "77");
  past(20, Field::kStage, "Новые заявки", "В работе");
  ticket_.stage = StageId{kWork};
  EXPECT_EQ(words(look()), "0 h created >\n12 h group 78>77\n12 m stage >501\n20 h stage 501>504\n");
  EXPECT_TRUE(look().empty());
}

TEST_F(MergeTest, TitlesMeanWhatTheyMeanInTheGroupOfTheirTime) {
  const std::vector<Stage> stages{{StageId{901}, GroupId{78}, "Новые заявки", "", 100, Role::kIntake},
                                  {StageId{902}, GroupId{78}, "В работе", "", 200, Role::kWork}};
  const std::vector<StageTitle> titles{{StageId{901}, "Новые заявки", minute(-1)},
                                       {StageId{902}, "В работе", minute(-1)}};
  const std::vector<OtherGroup> others{{GroupId{78}, titles, stages}};
  others_ = others;
  past(0, Field::kCreated);
  past(5, Field::kStage, "Новые заявки", "В работе");
  past(6, Field::kGroup, "78", "80");
  past(7, Field::kStage, "Новые", "В работе");  // nothing is known of group 80
  past(8, Field::kGroup, "80", "77");
  EXPECT_EQ(words(look()),
            "0 h created >901\n5 h stage 901>902\n6 h group 78>80\n6 m stage >?Новые\n7 h stage "
            "?Новые>?В работе\n8 h group 80>77\n8 m stage >501\n");
  const GroupView view{group_.stages, group_.clients, group_.rules, stages};
  EXPECT_EQ(as_of(known_, view, minute(5)).work_since, minute(5));
  EXPECT_EQ(latest(known_, view).stage, StageId{kIntake});
}

TEST_F(MergeTest, AClockThatIsPutBackDoesNotTurnTheHistoryRound) {
  past(0, Field::kCreated);
  past(30, Field::kStage, "Новые заявки", "В работе");
  past(10, Field::kStage, "В работе", "Завершена");
  ticket_.stage = StageId{kDone};
  EXPECT_EQ(words(look()), "0 h created >501\n30 h stage 501>504\n30 h stage 504>507\n");
  EXPECT_EQ(latest(known_, group_.view()).stage, StageId{kDone});
  EXPECT_TRUE(look().empty());
}

TEST_F(MergeTest, OwnBackgroundWritesAreMarked) {
  past(0, Field::kCreated);
  past(5, Field::kStage, "Новые заявки", "В работе");
  ticket_.stage = StageId{kWork};
  look();
  past(6, Field::kStatus, "2", "3", 1);
  ticket_.status = TaskStatus::kInProgress;
  own_ = {{Fact::kStatus, "3"}};
  const std::vector<JournalRow> fresh = look();
  ASSERT_EQ(fresh.size(), 1U);
  EXPECT_EQ(fresh[0].source, Source::kExtension);
}

TEST_F(MergeTest, OnlyTheLatestRowThatSaysSoIsOurs) {
  past(0, Field::kCreated);
  past(5, Field::kStatus, "2", "3");
  past(6, Field::kStatus, "3", "2");
  past(7, Field::kStatus, "2", "3", 1);
  ticket_.status = TaskStatus::kInProgress;
  own_ = {{Fact::kStatus, "3"}};
  const std::vector<JournalRow> fresh = look();
  EXPECT_EQ(fresh[1].source, Source::kPerson);
  EXPECT_EQ(fresh[3].source, Source::kExtension);
}

TEST_F(MergeTest, EveryChangeOfClassIsARowBehindItsCause) {
  past(0, Field::kCreated);
  past(5, Field::kEstimate, "", "4");
  past(6, Field::kImportance, "1", "2");
  past(7, Field::kEstimate, "4", "5");
  ticket_.estimate = "5";
  ticket_.important = true;
  const std::vector<JournalRow> fresh = look();
  EXPECT_EQ(words(fresh),
            "0 h created >501\n5 h estimate >4\n5 x class service>change\n6 h importance 0>1\n"
            "6 x class change>incident\n7 h estimate 4>5\n");
  EXPECT_EQ(fresh[2].key, "xclass-h2");
  EXPECT_EQ(fresh[2].note, "estimate");
  EXPECT_EQ(fresh[2].source, Source::kExtension);
}

TEST_F(MergeTest, ClassAtCreationIsNoChange) {
  past(0, Field::kCreated);
  ticket_.important = true;
  EXPECT_EQ(words(look()), "0 o importance >1\n0 h created >501\n");
}

TEST_F(MergeTest, AChangedSettingIsAChangeOfClass) {
  past(0, Field::kCreated);
  ticket_.important = true;
  ticket_.estimate = "4";
  look();
  shown_ = CardClass::kIncident;
  EXPECT_TRUE(look().empty());
  group_.rules.estimate_first = true;
  EXPECT_EQ(words(look(90)), "90 x class incident>change\n");
}

TEST_F(MergeTest, AnOverrideIsAddedWithItsChangeOfClass) {
  past(0, Field::kCreated);
  look();
  added_ = {{"xoverride-1", minute(20), kOwnOrder, UserId{13}, Source::kPerson, Fact::kOverride, "",
             "incident", "Срочно"}};
  EXPECT_EQ(words(look()), "20 x override >incident\n20 x class service>incident\n");
  EXPECT_TRUE(look().empty());
}

TEST_F(MergeTest, EstimatesAreComparedByTheirMinutes) {
  past(0, Field::kCreated);
  past(5, Field::kEstimate, "", "4");
  ticket_.estimate = "4.00";
  ticket_.changed_at = minute(8);
  EXPECT_EQ(look().size(), 3U);
}

TEST_F(MergeTest, AReadThatWasOvertakenIsRecognised) {
  past(0, Field::kCreated);
  past(5, Field::kComment);
  look();
  const std::vector<HistoryRow> shorter(history_.begin(), history_.begin() + 1);
  Ticket older = ticket_;
  older.changed_at = minute(0);
  const Look overtaken{older, shorter, known_, titles_, own_, added_, shown_, minute(9)};
  EXPECT_TRUE(is_overtaken(overtaken));
  Ticket newer = ticket_;
  newer.changed_at = minute(6);  // a history the portal has cut is no reason to stop looking
  EXPECT_FALSE(is_overtaken({newer, shorter, known_, titles_, own_, added_, shown_, minute(9)}));
}

TEST(StageCalled, PrefersWhatTheTitleMeantThenWhatIsNear) {
  const Group group;
  const std::vector<StageTitle> titles{
      {StageId{kWork}, "A", minute(0)}, {StageId{kWork}, "B", minute(10)}, {StageId{kDone}, "A", minute(20)}};
  EXPECT_EQ(stage_called("A", minute(5), titles, group.stages), StageId{kWork});
  EXPECT_EQ(stage_called("A", minute(-50), titles, group.stages), StageId{kWork});
  EXPECT_EQ(stage_called("A", minute(30), titles, group.stages), StageId{kDone});
  EXPECT_EQ(stage_called("B", minute(5), titles, group.stages), StageId{kWork});
  EXPECT_EQ(stage_called("C", minute(5), titles, group.stages), std::nullopt);
}

TEST(JournalNames, EveryFactAndSourceIsReadBack) {
  for (int i = 0; i <= static_cast<int>(Fact::kFollowUp); ++i) {
    EXPECT_EQ(fact_from(to_string(static_cast<Fact>(i))), static_cast<Fact>(i));
  }
  for (int i = 0; i <= static_cast<int>(Source::kImport); ++i) {
    EXPECT_EQ(source_from(to_string(static_cast<Source>(i))), static_cast<Source>(i));
  }
}

}  // namespace
}  // namespace sd::kanban
