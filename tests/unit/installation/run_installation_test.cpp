#include "extension/installation/run_installation.h"

#include <gmock/gmock.h>

#include "tests/unit/installation/install_world.h"

namespace sd::installation {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::IsSupersetOf;

class RunInstallationTest : public InstallWorld {};

TEST_F(RunInstallationTest, PutsEverythingOfTheManifestsIntoThePortal) {
  const Status done = install(order());
  ASSERT_TRUE(done) << done.error().code << " " << done.error().detail;

  const manifests::Application& app = manifests_.application;
  EXPECT_EQ(admin_.fields.size(), app.fields.size());
  EXPECT_EQ(admin_.bound_placements.size(), app.placements.size());
  EXPECT_EQ(admin_.bound_placements.front().handler, "https://desk.example.com/b24/app");
  EXPECT_EQ(admin_.bound_events.size(), app.online_events.size() + app.offline_events.size());
  for (const portal::EventBinding& one : admin_.bound_events) {
    EXPECT_EQ(one.handler, one.offline ? "" : "https://desk.example.com/b24/event");
  }
  EXPECT_EQ((*store_.find(portal_))->state, PortalState::kInstalled);
  const std::vector<StepRecord> steps = store_.steps(portal_).value();
  for (const StepRecord& step : steps) EXPECT_EQ(step.state, StepState::kDone) << step.id;
}

// What changes while tasks are read for the first time must be waiting in the portal's queue.
TEST_F(RunInstallationTest, BindsEveryEventBeforeTheFirstTaskIsRead) {
  std::vector<portal::EventBinding> bound;
  first_read_.at_start = [&] { bound = admin_.bound_events; };
  ASSERT_TRUE(install(order()));
  ASSERT_EQ(first_read_.runs, 1);
  EXPECT_EQ(bound, admin_.bound_events) << "nothing was bound later";
  for (const manifests::Event& event : manifests_.application.offline_events) {
    const auto queued = [&](const portal::EventBinding& one) {
      return one.offline && one.event == event.name;
    };
    EXPECT_TRUE(std::any_of(bound.begin(), bound.end(), queued)) << event.name;
  }
}

TEST_F(RunInstallationTest, MakesTheFiveStagesOutOfThePortalsThreeAndDeletesNone) {
  ASSERT_TRUE(install(order()));
  EXPECT_THAT(titles(GroupId{77}),
              ElementsAre("Новые заявки", "Сбор информации", "Запустить в работу", "В работе", "Завершена"));
  std::vector<std::string> roles;
  const std::vector<kanban::Stage> stages = cards_.stages(portal_, GroupId{77}).value();
  for (const kanban::Stage& stage : stages) {
    roles.emplace_back(kanban::to_string(stage.role));
  }
  EXPECT_THAT(roles, ElementsAre("intake", "triage", "queue", "work", "done"));
}

TEST_F(RunInstallationTest, BindsTheGroupAtThePortalsTimeWithTheDefaultsOfTheManifests) {
  ASSERT_TRUE(install(order()));
  const std::vector<kanban::BoundGroup> bound = *cards_.groups(portal_);
  ASSERT_EQ(bound.size(), 1u);
  EXPECT_EQ(bound[0].name, "Support");
  EXPECT_EQ(bound[0].bound_at, from_ms(1'760'000'000'000));
  EXPECT_TRUE(bound[0].status_follows_stage);
  EXPECT_TRUE(bound[0].synced);
}

TEST_F(RunInstallationTest, FillsTheDictionariesInTheLanguageOfTheInstallation) {
  ASSERT_TRUE(install(order()));
  EXPECT_EQ(settings_.dictionaries[kanban::DictionaryKind::kType].front().title, "Отдел разработки");
  EXPECT_FALSE(settings_.dictionaries[kanban::DictionaryKind::kStopper].empty());
}

TEST_F(RunInstallationTest, KeepsADictionaryPeopleHaveEdited) {
  settings_.dictionaries[kanban::DictionaryKind::kType] = {{"Склад", "112233"}};
  ASSERT_TRUE(install(order()));
  ASSERT_EQ(settings_.dictionaries[kanban::DictionaryKind::kType].size(), 1u);
  EXPECT_EQ(settings_.dictionaries[kanban::DictionaryKind::kType].front().title, "Склад");
}

TEST_F(RunInstallationTest, ReadsEverythingAgainWhenTheQueueHadToBeBoundAnew) {
  ASSERT_TRUE(install(order()));
  EXPECT_EQ(first_read_.asked_again, 0);  // nothing was known that could have been missed
  std::erase_if(admin_.bound_events, [](const portal::EventBinding& one) { return one.offline; });
  ASSERT_TRUE(install(order()));
  EXPECT_GT(first_read_.asked_again, 0);
}

TEST_F(RunInstallationTest, ASecondRunWritesNothing) {
  ASSERT_TRUE(install(order()));
  ASSERT_TRUE(install(order()));
  EXPECT_THAT(admin_.writes, IsEmpty());
  EXPECT_EQ(groups_.writes, 0);
  EXPECT_EQ(first_read_.runs, 1);
}

TEST_F(RunInstallationTest, ARenamedStageOfABoundGroupKeepsItsNameAndItsRole) {
  ASSERT_TRUE(install(order()));
  groups_.boards[GroupId{77}][3].title = "Делаем прямо сейчас";
  ASSERT_TRUE(install(order()));
  EXPECT_EQ(groups_.writes, 0);
  EXPECT_EQ((*cards_.stages(portal_, GroupId{77}))[3].role, kanban::Role::kWork);
  EXPECT_EQ((*cards_.stages(portal_, GroupId{77}))[3].title, "Делаем прямо сейчас");
}

TEST_F(RunInstallationTest, RepairsOnlyWhatIsMissing) {
  ASSERT_TRUE(install(order()));
  std::erase_if(admin_.fields, [](const auto& one) { return one.name == "UF_SD_STOPPER"; });
  std::erase_if(admin_.bound_events,
                [](const auto& one) { return one.event == "ONTASKUPDATE" && !one.offline; });
  ASSERT_TRUE(install(order()));
  EXPECT_THAT(admin_.writes, ElementsAre("add_field UF_SD_STOPPER", "bind_event ONTASKUPDATE"));
}

TEST_F(RunInstallationTest, MovesHandlersToANewAddressAndDropsTheOldOnes) {
  ASSERT_TRUE(install(order()));
  for (portal::EventBinding& one : admin_.bound_events) {
    if (!one.offline) one.handler = "https://old.example.com/b24/event";
  }
  for (portal::PlacementBinding& one : admin_.bound_placements)
    one.handler = "https://old.example.com/b24/app";
  ASSERT_TRUE(install(order()));
  for (const portal::EventBinding& one : admin_.bound_events) {
    EXPECT_TRUE(one.offline || one.handler == "https://desk.example.com/b24/event") << one.handler;
  }
  ASSERT_EQ(admin_.bound_placements.size(), manifests_.application.placements.size());
  for (const portal::PlacementBinding& one : admin_.bound_placements) {
    EXPECT_EQ(one.handler, "https://desk.example.com/b24/app");
  }
}

TEST_F(RunInstallationTest, BindsNothingAgainThatStandsBesideAStaleHandler) {
  ASSERT_TRUE(install(order()));
  admin_.bound_events.push_back({"ONTASKADD", "https://old.example.com/b24/event", false, std::nullopt});
  ASSERT_TRUE(install(order()));
  EXPECT_THAT(admin_.writes, ElementsAre("unbind_event ONTASKADD"));
}

TEST_F(RunInstallationTest, TellsOfAGroupOnceWhenItIsBound) {
  ASSERT_TRUE(install(order()));
  const std::size_t first = bound_.size();
  EXPECT_EQ(first, cards_.groups(portal_)->size());
  ASSERT_TRUE(install(order()));
  EXPECT_EQ(bound_.size(), first);
}

TEST_F(RunInstallationTest, DropsEventsAndPlacesThatAreNoLongerWanted) {
  admin_.bound_events.push_back({"ONCRMDEALADD", "https://desk.example.com/b24/event", false, std::nullopt});
  admin_.bound_placements.push_back({"TASK_LIST_CONTEXT_MENU", "https://desk.example.com/b24/app", {}, {}});
  ASSERT_TRUE(install(order()));
  for (const portal::EventBinding& one : admin_.bound_events) EXPECT_NE(one.event, "ONCRMDEALADD");
  for (const portal::PlacementBinding& one : admin_.bound_placements)
    EXPECT_NE(one.code, "TASK_LIST_CONTEXT_MENU");
}

TEST_F(RunInstallationTest, MakesAFieldOptionalThatSomebodyMadeMandatory) {
  ASSERT_TRUE(install(order()));
  admin_.fields.front().mandatory = true;
  ASSERT_TRUE(install(order()));
  EXPECT_FALSE(admin_.fields.front().mandatory);
}

TEST_F(RunInstallationTest, SaysThatAFieldOfThatNameHasAnotherType) {
  admin_.fields.push_back({7, "UF_SD_ESTIMATE", "string", "", 0, false, false, {}, {}});
  const Status done = install(order());
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, "install.field_type");
  EXPECT_NE(done.error().detail.find("UF_SD_ESTIMATE stands with the type string"), std::string::npos);
}

TEST_F(RunInstallationTest, StopsAtAMissingScopeBeforeItWritesAnything) {
  std::erase(admin_.granted, "placement");
  const Status done = install(order());
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, "install.scope_missing");
  EXPECT_EQ(done.error().detail, "placement");
  EXPECT_THAT(admin_.writes, IsEmpty());
  EXPECT_THAT(watcher_.steps, testing::Contains(StepRecord{"scope.placement", StepState::kFailed,
                                                           "install.scope_missing: placement"}));
}

TEST_F(RunInstallationTest, TakesAnAlternativeNameOfAScope) {
  std::replace(admin_.granted.begin(), admin_.granted.end(), std::string("sonet_group"),
               std::string("socialnetwork"));
  EXPECT_TRUE(install(order()));
}

TEST_F(RunInstallationTest, LeavesOutWhatNeedsAnOptionalScope) {
  std::erase(admin_.granted, "crm");
  ASSERT_TRUE(install(order()));
  for (const portal::EventBinding& one : admin_.bound_events) {
    EXPECT_EQ(one.event.find("ONCRM"), std::string::npos) << one.event;
  }
}

TEST_F(RunInstallationTest, RecordsTheStepThatFailedWithThePortalsWordsAndGoesOnNextTime) {
  admin_.fail_at = "bind_event ONTASKADD";
  ASSERT_FALSE(install(order()));
  const std::vector<StepRecord> steps = *store_.steps(portal_);
  const auto failed = std::find_if(steps.begin(), steps.end(),
                                   [](const StepRecord& step) { return step.state == StepState::kFailed; });
  ASSERT_NE(failed, steps.end());
  EXPECT_EQ(failed->id, "event.ONTASKADD");
  EXPECT_EQ(failed->detail, "portal.refused: The portal says no");
  EXPECT_EQ((failed + 1)->state, StepState::kWaiting);
  EXPECT_EQ((*store_.find(portal_))->state, PortalState::kInstalling);

  ASSERT_TRUE(install(order()));
  EXPECT_EQ(std::count(admin_.writes.begin(), admin_.writes.end(), "add_field UF_SD_TYPE"), 0);
}

TEST_F(RunInstallationTest, ABrokenOffReadIsTakenUpAgain) {
  first_read_.fails = true;
  ASSERT_FALSE(install(order()));
  EXPECT_EQ(watcher_.read_done, 120);
  first_read_.fails = false;
  ASSERT_TRUE(install(order()));
  EXPECT_EQ(first_read_.runs, 2);
}

TEST_F(RunInstallationTest, BelievesThePortalNotItselfAboutStages) {
  groups_.lose_added_stages = true;
  const Status done = install(order());
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, "install.stages");
  EXPECT_THAT(*cards_.groups(portal_), IsEmpty());
}

TEST_F(RunInstallationTest, RenamesNoStageWhenToldNotTo) {
  InstallationOrder gently = order();
  gently.rename_stages = false;
  ASSERT_TRUE(install(gently));
  EXPECT_THAT(titles(GroupId{77}),
              ElementsAre("Новые", "Сбор информации", "Запустить в работу", "Делаем", "Сделаны"));
}

TEST_F(RunInstallationTest, AddsTheClientsCheckWhenAskedTo) {
  InstallationOrder with_check = order();
  with_check.client_check = true;
  ASSERT_TRUE(install(with_check));
  EXPECT_THAT(titles(GroupId{77}), ElementsAre("Новые заявки", "Сбор информации", "Запустить в работу",
                                               "В работе", "Проверка клиентом", "Завершена"));
  EXPECT_EQ((*cards_.stages(portal_, GroupId{77})).at(4).role, kanban::Role::kVerify);
}

TEST_F(RunInstallationTest, TakesAStageCalledLikeTheClientsCheckForIt) {
  groups_.boards[GroupId{77}].insert(groups_.boards[GroupId{77}].begin() + 2,
                                     {StageId{777}, "проверка клиентом", "00C4FB", 250});
  ASSERT_TRUE(install(order()));
  const std::vector<kanban::Stage> stages = cards_.stages(portal_, GroupId{77}).value();
  for (const kanban::Stage& stage : stages) {
    EXPECT_EQ(stage.role == kanban::Role::kVerify, stage.id == StageId{777}) << stage.title;
  }
}

TEST_F(RunInstallationTest, KeepsTheTitlesThatStagesHadBeforeForTheHistory) {
  ASSERT_TRUE(install(order()));
  std::vector<std::string> known;
  const std::vector<kanban::StageTitle> titles = cards_.titles(portal_, GroupId{77}).value();
  for (const kanban::StageTitle& title : titles) known.push_back(title.title);
  EXPECT_THAT(known, IsSupersetOf({"Новые", "Новые заявки", "Сделаны", "Завершена"}));
}

TEST_F(RunInstallationTest, InstallsWithoutGroupsForAnApiOnlyApplication) {
  ASSERT_TRUE(install(order({})));
  EXPECT_EQ(groups_.writes, 0);
  EXPECT_EQ((*store_.find(portal_))->state, PortalState::kInstalled);
  ASSERT_TRUE(install(order({GroupId{77}, GroupId{78}, GroupId{77}})));
  EXPECT_EQ(cards_.groups(portal_)->size(), 2u);
}

TEST_F(RunInstallationTest, SaysThatThePortalDoesNotShowAGroup) {
  const Status done = install(order({GroupId{99}}));
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, "install.group_unknown");
}

TEST_F(RunInstallationTest, RecordsThatThePortalCannotBeReached) {
  admin_.unreachable = true;
  ASSERT_FALSE(install(order()));
  EXPECT_THAT(*store_.steps(portal_),
              ElementsAre(StepRecord{"connect", StepState::kFailed, "portal.unreachable"}));
}

TEST_F(RunInstallationTest, EndsWhenAskedTo) {
  std::stop_source stop;
  stop.request_stop();
  const Status done = run_.run(order(), watcher_, stop.get_token());
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, "install.stopped");
  EXPECT_THAT(admin_.writes, IsEmpty());
}

TEST_F(RunInstallationTest, APreviewWritesNothingAndNamesEveryStepOnce) {
  const Result<InstallationPlan> plan = preview_.plan(order());
  ASSERT_TRUE(plan);
  EXPECT_THAT(admin_.writes, IsEmpty());
  std::set<std::string> ids;
  for (const PlannedStep& step : plan->steps) {
    EXPECT_TRUE(ids.insert(step.id).second) << step.id;
    for (const char* lang : {"ru", "en"}) {
      EXPECT_NE(manifests_.text(lang, step.text_key), step.text_key) << "no text for " << step.text_key;
    }
  }
  ASSERT_EQ(plan->stages.at(GroupId{77}).size(), 5u);
  EXPECT_EQ(plan->stages.at(GroupId{77})[0].existing_title, "Новые");
}

}  // namespace
}  // namespace sd::installation
