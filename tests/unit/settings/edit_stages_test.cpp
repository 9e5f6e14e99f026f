#include "extension/settings/edit_stages.h"

#include "extension/settings/edit_group.h"
#include "tests/doubles/fake_clock.h"
#include "tests/doubles/memory_settings_tables.h"
#include "tests/unit/kanban/desk.h"

namespace sd::settings {
namespace {

using kanban::Role;
using kanban::Stage;
using namespace kanban::test_rules;

class EditingStages : public Desk {
 protected:
  Editor manager() const { return {id, UserId{kAgent}, false, {GroupId{77}}, {}}; }
  StagesShown shown() {
    const Result<StagesShown> now = edit.show(manager(), GroupId{77});
    EXPECT_TRUE(now) << now.error().code;
    return now ? *now : StagesShown{};
  }
  Result<EditStagesOutcome> save(const StagesShown& seen, StageSheet wanted, Leaving leaving = {}) {
    return edit.run(
        {manager(), GroupId{77}, seen.version, seen.sheet, std::move(wanted), std::move(leaving)});
  }
  std::vector<std::string> titles_in_portal() {
    std::vector<std::string> titles;
    const auto stages = portal.stages(kanban::background(id), GroupId{77});
    for (const kanban::PortalStage& stage : *stages) titles.push_back(stage.title);
    return titles;
  }

  test::FakeClock clock;
  test::MemorySettingsTables tables;
  int reads = 0;
  EditStages edit{{portal, cards, settings, tables, sync_stages, sync, revisions, clock,
                   [this](PortalId, GroupId) -> Status {
                     ++reads;
                     return Done{};
                   },
                   [](PortalId) {}}};
};

TEST_F(EditingStages, ColumnsOfThePortalBecomeTheSheet) {
  const StagesShown seen = shown();
  StageSheet wanted = seen.sheet;
  wanted[0].title = "Входящие";
  wanted.insert(wanted.begin() + 1, {StageId{0}, "Отбор", "FFA900", Role::kTriage, {}});
  const Result<EditStagesOutcome> outcome = save(seen, wanted);
  ASSERT_TRUE(outcome) << outcome.error().code;
  EXPECT_EQ(titles_in_portal()[0], "Входящие");
  EXPECT_EQ(titles_in_portal()[1], "Отбор");
  EXPECT_EQ(portal.writers.empty() ? UserId{kAgent} : portal.writers.front().person, UserId{kAgent});
  EXPECT_EQ(outcome->now.sheet[1].role, Role::kTriage);
  EXPECT_EQ(shown().sheet, outcome->now.sheet);
  const std::vector<Saved> journal = *tables.journal(id, clock.now() + Millis{1}, 9);
  ASSERT_EQ(journal.size(), 1u);
  EXPECT_EQ(journal[0].by, UserId{kAgent});
  EXPECT_EQ(journal[0].changes[0].row, "Входящие");
}

TEST_F(EditingStages, RolesAreKeptAndEveryCardIsReadAnew) {
  const StagesShown seen = shown();
  StageSheet wanted = seen.sheet;
  const auto queue =
      std::find_if(wanted.begin(), wanted.end(), [](const StageLine& l) { return l.role == Role::kQueue; });
  queue->role = Role::kWork;
  ASSERT_TRUE(save(seen, wanted));
  EXPECT_EQ(reads, 1);
  EXPECT_EQ(find_stage(*cards.stages(id, GroupId{77}), queue->id)->role, Role::kWork);
}

TEST_F(EditingStages, RulesAreKeptWithoutACallToThePortal) {
  const StagesShown seen = shown();
  StageSheet wanted = seen.sheet;
  wanted[1].rule.wip_limit = 3;
  const Result<EditStagesOutcome> outcome = save(seen, wanted);
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->now.version, 1);
  EXPECT_EQ(outcome->now.sheet[1].rule.wip_limit, 3);
  EXPECT_EQ(tables.read(id, Section::kStages, GroupId{77})->rows.size(), 1u);
  EXPECT_EQ(reads, 0);
}

TEST_F(EditingStages, CardsOfAStageThatGoesAreMovedByThePerson) {
  const TicketId ticket = portal.create(kClient, 77);
  look({ticket});
  ASSERT_TRUE(portal.move(agent(), ticket, StageId{kQueue}));
  look({ticket});
  const StagesShown seen = shown();
  EXPECT_EQ(seen.cards.at(StageId{kQueue}), 1);
  StageSheet wanted = seen.sheet;
  std::erase_if(wanted, [](const StageLine& line) { return line.id == StageId{kQueue}; });
  EXPECT_EQ(save(seen, wanted)->wrong, (std::vector<Wrong>{{0, "", "stages.nowhere"}}));
  const Result<EditStagesOutcome> outcome = save(seen, wanted, {{StageId{kQueue}, StageId{kWork}}});
  ASSERT_TRUE(outcome) << outcome.error().code;
  EXPECT_EQ(card(ticket).stage, StageId{kWork});
  EXPECT_EQ(find_stage(*cards.stages(id, GroupId{77}), StageId{kQueue}), nullptr);
}

TEST_F(EditingStages, WhatThePortalRefusesHalfWayIsToldAsFarAsItWent) {
  const StagesShown seen = shown();
  StageSheet wanted = seen.sheet;
  wanted[0].title = "Входящие";
  wanted[1].title = "Дальше";
  portal.fail("update_stage", {ErrorKind::kPermissionDenied, "portal.refused", "Нет прав"}, 1);
  const Result<EditStagesOutcome> refused = save(seen, wanted);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().detail, "Нет прав");
  EXPECT_EQ(shown().sheet, seen.sheet);
  EXPECT_EQ(shown().version, 0);
}

TEST_F(EditingStages, SomebodyWhoChangedThePortalsColumnsIsNotOverwritten) {
  const StagesShown seen = shown();
  ASSERT_TRUE(portal.update_stage(kanban::background(id), seen.sheet[0].id, "Почта", "", std::nullopt));
  StageSheet wanted = seen.sheet;
  wanted[1].title = "Дальше";
  const Result<EditStagesOutcome> outcome = save(seen, wanted);
  ASSERT_TRUE(outcome);
  ASSERT_EQ(outcome->meanwhile.size(), 1u);
  EXPECT_EQ(outcome->meanwhile[0].by, UserId{});
  EXPECT_EQ(outcome->meanwhile[0].changes[0].after, "Почта");
  EXPECT_EQ(titles_in_portal()[0], "Почта");
}

TEST_F(EditingStages, ManagersOfOtherGroupsAreRefused) {
  Editor other = manager();
  other.manages = {GroupId{78}};
  EXPECT_EQ(edit.show(other, GroupId{77}).error().code, "settings.denied");
  EXPECT_EQ(edit.run({other, GroupId{77}, 0, {}, {}, {}}).error().code, "settings.denied");
}

class EditingAGroup : public EditingStages {
 protected:
  int saved = 0;
  EditGroup group{{cards, settings, tables, revisions, clock,
                   [this](PortalId, GroupId) -> Status {
                     ++reads;
                     return Done{};
                   },
                   [this](PortalId) { ++saved; }}};
};

TEST_F(EditingAGroup, WhatBecomesOfUnagreedWorkIsToldToOpenBoardsAndCostsNoReading) {
  EXPECT_EQ(group.show(manager(), GroupId{77})->sheet.unagreed, kanban::Unagreed::kFlag);
  const std::size_t heard = revisions.heard.size();
  GroupSheet strict;
  strict.unagreed = kanban::Unagreed::kForbid;
  const Result<EditGroupOutcome> outcome = group.run({manager(), GroupId{77}, 0, strict});
  ASSERT_TRUE(outcome) << outcome.error().code;
  EXPECT_EQ(*kanban::unagreed_of(settings, id, GroupId{77}), kanban::Unagreed::kForbid);
  EXPECT_EQ(group.show(manager(), GroupId{77})->sheet, strict);
  EXPECT_EQ(reads, 0);
  EXPECT_EQ(saved, 1);
  EXPECT_EQ(revisions.heard.size(), heard + 1);
  const std::vector<Saved> journal = *tables.journal(id, clock.now() + Millis{1}, 9);
  ASSERT_EQ(journal.size(), 1u);
  EXPECT_EQ(journal[0].changes, (std::vector<Changed>{{"", "unagreed", "flag", "forbid"}}));
}

TEST_F(EditingAGroup, TheOrderOfClassesIsKeptAndCardsAreReadAnew) {
  const Result<EditGroupOutcome> outcome = group.run({manager(), GroupId{77}, 0, {true, true, true}});
  ASSERT_TRUE(outcome);
  EXPECT_TRUE(bound().estimate_first);
  EXPECT_EQ(reads, 1);
  EXPECT_EQ(outcome->now.version, 1);
  EXPECT_EQ(group.run({manager(), GroupId{77}, 0, {false, true, true}})->meanwhile.size(), 1u);
  EXPECT_TRUE(bound().estimate_first);
}

TEST_F(EditingAGroup, BindingIsToldInTheJournalAndReleasingGoesOnFromThere) {
  ASSERT_TRUE(group.note_bound(id, UserId{1}, bound()));
  const std::vector<Saved> journal = *tables.journal(id, clock.now() + Millis{1}, 9);
  ASSERT_EQ(journal.size(), 1u);
  EXPECT_EQ(journal[0].by, UserId{1});
  EXPECT_EQ(journal[0].changes[0].field, "added");
  const Editor admin{id, UserId{1}, true, {}, {}};
  EXPECT_EQ(group.release(admin, GroupId{77}, 0).error().code, "settings.stale");
  EXPECT_EQ(group.preview_release(admin, GroupId{77})->version, 1);
  EXPECT_TRUE(group.release(admin, GroupId{77}, 1));
}

TEST_F(EditingAGroup, ReleasingIsForAdministratorsAndSaysWhatIsLost) {
  look({portal.create(kClient, 77)});
  EXPECT_EQ(group.preview_release(manager(), GroupId{77}).error().code, "settings.denied");
  const Editor admin{id, UserId{1}, true, {}, {}};
  const Result<ReleasePreview> preview = group.preview_release(admin, GroupId{77});
  ASSERT_TRUE(preview);
  EXPECT_EQ(preview->cards, 1);
  EXPECT_EQ(group.release(manager(), GroupId{77}, 0).error().code, "settings.denied");
  ASSERT_TRUE(group.release(admin, GroupId{77}, 0));
  EXPECT_TRUE(cards.groups(id)->empty());
  EXPECT_EQ(group.release(admin, GroupId{77}, 1).error().code, "group.not_bound");
}

}  // namespace
}  // namespace sd::settings
