#include "kanban/rules/stage_roles.h"

#include <gtest/gtest.h>

namespace sd::kanban {
namespace {

const GroupId kGroup{77};

Stage stage(int id, const char* title, Role role, int sort) {
  return {StageId{id}, kGroup, title, "00C4FB", sort, role};
}
PortalStage seen(int id, const char* title, int sort) { return {StageId{id}, title, "00C4FB", sort}; }

std::vector<StageDefinition> defaults() {
  return {{Role::kIntake, "Новые заявки", "AAAAAA"},
          {Role::kTriage, "Сбор информации", "BBBBBB"},
          {Role::kQueue, "Запустить в работу", "CCCCCC"},
          {Role::kWork, "В работе", "DDDDDD"},
          {Role::kDone, "Завершена", "EEEEEE"}};
}

std::string words(const std::vector<PlannedStage>& plan) {
  std::string text;
  for (const PlannedStage& stage : plan) {
    const char* action = stage.action == StageAction::kAdd      ? "+"
                         : stage.action == StageAction::kRename ? "~"
                                                                : "=";
    text += action + std::to_string(stage.existing.value()) + ":" + std::string(to_string(stage.role)) + " ";
  }
  return text;
}

TEST(Role, EveryNameIsReadBack) {
  for (const char* name : {"intake", "triage", "queue", "work", "verify", "done"}) {
    ASSERT_TRUE(role_from(name));
    EXPECT_EQ(to_string(*role_from(name)), name);
  }
  EXPECT_FALSE(role_from("Work"));
}

TEST(StagePlan, AnEmptyGroupGetsTheFiveDefaults) {
  const auto plan = plan_stages({}, defaults());
  EXPECT_EQ(words(plan), "+0:intake +0:triage +0:queue +0:work +0:done ");
  EXPECT_EQ(plan[0].title, "Новые заявки");
  EXPECT_EQ(plan[0].color, "AAAAAA");
}

TEST(StagePlan, ThePortalsThreeAreReusedAndRenamed) {
  const std::vector existing{seen(1, "Новые", 100), seen(2, "Выполняются", 200), seen(3, "Сделаны", 300)};
  const auto plan = plan_stages(existing, defaults());
  EXPECT_EQ(words(plan), "~1:intake +0:triage +0:queue ~2:work ~3:done ");
  EXPECT_EQ(plan[3].title, "В работе");
  EXPECT_EQ(plan[3].existing_title, "Выполняются");
  EXPECT_EQ(plan[3].color, "00C4FB");
}

TEST(StagePlan, AStageWithADefaultsTitleIsThatDefault) {
  const std::vector existing{seen(1, "Новые", 100), seen(4, "в РАБОТЕ", 200), seen(5, "Тест", 300),
                             seen(3, "Сделаны", 400)};
  EXPECT_EQ(words(plan_stages(existing, defaults())),
            "~1:intake +0:triage +0:queue =4:work =5:work ~3:done ");
}

TEST(StagePlan, IsItsOwnFixedPoint) {
  std::vector<PortalStage> existing{seen(1, "Новые", 100), seen(2, "Выполняются", 200)};
  std::vector<PortalStage> done;
  int id = 10;
  for (const PlannedStage& planned : plan_stages(existing, defaults())) {
    const bool added = planned.action == StageAction::kAdd;
    done.push_back({added ? StageId{id++} : planned.existing, planned.title, planned.color,
                    static_cast<int>(done.size() + 1) * 100});
  }
  for (const PlannedStage& again : plan_stages(done, defaults())) EXPECT_EQ(again.action, StageAction::kKeep);
}

TEST(StagePlan, ManyStagesAreKeptAndNothingIsDeleted) {
  const std::vector existing{seen(1, "A", 100), seen(2, "B", 200), seen(3, "C", 300), seen(4, "D", 400),
                             seen(5, "E", 500), seen(6, "F", 600), seen(7, "G", 700)};
  EXPECT_EQ(words(plan_stages(existing, defaults())),
            "~1:intake ~2:triage ~3:queue ~4:work =5:work =6:work ~7:done ");
}

TEST(StagePlan, OneStageBecomesIntakeAndTheRestIsAdded) {
  EXPECT_EQ(words(plan_stages(std::vector{seen(1, "Новые", 100)}, defaults())),
            "~1:intake +0:triage +0:queue +0:work +0:done ");
}

TEST(StagePlan, TheClientsCheckTakesNoStageThatIsNotCalledSo) {
  std::vector<StageDefinition> wanted = defaults();
  wanted.insert(wanted.begin() + 4, {Role::kVerify, "Проверка клиентом", "FFFFFF"});
  const std::vector three{seen(1, "Новые", 100), seen(2, "Выполняются", 200), seen(3, "Сделаны", 300)};
  EXPECT_EQ(words(plan_stages(three, wanted)), "~1:intake +0:triage +0:queue ~2:work +0:verify ~3:done ");
  const std::vector seven{seen(1, "A", 100), seen(2, "B", 200), seen(3, "C", 300), seen(4, "D", 400),
                          seen(5, "E", 500), seen(6, "F", 600), seen(7, "G", 700)};
  EXPECT_EQ(words(plan_stages(seven, wanted)),
            "~1:intake ~2:triage ~3:queue ~4:work =5:work =6:work +0:verify ~7:done ");
  const std::vector called{seen(1, "Новые", 100), seen(2, "Делаем", 200), seen(3, "проверка клиентом", 300),
                           seen(4, "Сделаны", 400)};
  EXPECT_EQ(words(plan_stages(called, wanted)), "~1:intake +0:triage +0:queue ~2:work =3:verify ~4:done ");
  EXPECT_EQ(words(plan_stages({}, wanted)), "+0:intake +0:triage +0:queue +0:work +0:verify +0:done ");
}

class InStep : public testing::Test {
 protected:
  const std::vector<Stage> known_{stage(1, "Новые заявки", Role::kIntake, 100),
                                  stage(4, "В работе", Role::kWork, 200),
                                  stage(5, "Завершена", Role::kDone, 300)};
};

TEST_F(InStep, RenamingRecolouringAndReorderingKeepTheRoles) {
  const std::vector<PortalStage> now{
      {StageId{4}, "Делаем", "FF0000", 100}, seen(1, "Новые заявки", 200), seen(5, "Завершена", 300)};
  const StagesInStep step = keep_in_step(kGroup, known_, now);
  ASSERT_EQ(step.stages.size(), 3U);
  EXPECT_EQ(step.stages[0], (Stage{StageId{4}, kGroup, "Делаем", "FF0000", 100, Role::kWork}));
  EXPECT_EQ(step.stages[1].role, Role::kIntake);
  EXPECT_TRUE(step.changed);
  EXPECT_TRUE(step.problems.empty());
}

TEST_F(InStep, NothingNewChangesNothing) {
  const StagesInStep step = keep_in_step(
      kGroup, known_,
      std::vector{seen(1, "Новые заявки", 100), seen(4, "В работе", 200), seen(5, "Завершена", 300)});
  EXPECT_FALSE(step.changed);
}

TEST_F(InStep, AStageThatAppearsGetsItsLeftNeighboursRole) {
  const StagesInStep step =
      keep_in_step(kGroup, known_,
                   std::vector{seen(9, "Срочные", 50), seen(1, "Новые заявки", 100), seen(7, "Разбор", 150),
                               seen(4, "В работе", 200), seen(8, "Тест", 250), seen(5, "Завершена", 300)});
  ASSERT_EQ(step.appeared.size(), 3U);
  EXPECT_EQ(step.appeared[0].role, Role::kIntake);
  EXPECT_EQ(step.appeared[1].role, Role::kIntake);
  EXPECT_EQ(step.appeared[2].role, Role::kWork);
}

TEST_F(InStep, AStageRightOfDoneIsNoSecondDone) {
  const StagesInStep step = keep_in_step(kGroup, known_,
                                         std::vector{seen(1, "Новые заявки", 100), seen(4, "В работе", 200),
                                                     seen(5, "Завершена", 300), seen(6, "Архив", 400)});
  EXPECT_EQ(step.stages[3].role, Role::kWork);
  EXPECT_TRUE(step.problems.empty());
}

TEST_F(InStep, AStageDeletedInThePortalIsReportedWithWhatIsMissingNow) {
  const StagesInStep step = keep_in_step(kGroup, known_, std::vector{seen(1, "Новые заявки", 100)});
  ASSERT_EQ(step.removed.size(), 2U);
  EXPECT_EQ(step.removed[0].id, StageId{4});
  EXPECT_EQ(step.problems, (std::vector<std::string>{"stages.no_work", "stages.no_done"}));
}

TEST(RoleProblems, AtLeastOneIntakeOneWorkAndExactlyOneDone) {
  EXPECT_EQ(role_problems({}),
            (std::vector<std::string>{"stages.no_intake", "stages.no_work", "stages.no_done"}));
  const std::vector two_done{stage(1, "a", Role::kIntake, 1), stage(2, "b", Role::kWork, 2),
                             stage(3, "c", Role::kDone, 3), stage(4, "d", Role::kDone, 4)};
  EXPECT_EQ(role_problems(two_done), std::vector<std::string>{"stages.many_done"});
  const std::vector shared{stage(1, "a", Role::kIntake, 1), stage(2, "b", Role::kWork, 2),
                           stage(3, "c", Role::kWork, 3), stage(4, "d", Role::kDone, 4)};
  EXPECT_TRUE(role_problems(shared).empty());
}

TEST(ResolveStage, ZeroIsTheFirstStageAndUnknownIsNone) {
  const std::vector stages{stage(8, "a", Role::kIntake, 1), stage(2, "b", Role::kDone, 2)};
  EXPECT_EQ(resolve_stage(stages, StageId{0})->id, StageId{8});
  EXPECT_EQ(resolve_stage(stages, StageId{2})->id, StageId{2});
  EXPECT_EQ(resolve_stage(stages, StageId{99}), nullptr);
  EXPECT_EQ(resolve_stage({}, StageId{0}), nullptr);
}

}  // namespace
}  // namespace sd::kanban
