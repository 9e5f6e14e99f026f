#include "extension/settings/save_settings.h"

#include <gtest/gtest.h>

#include "tests/doubles/fake_clock.h"
#include "tests/doubles/memory_card_store.h"
#include "tests/doubles/memory_people_store.h"
#include "tests/doubles/memory_settings_tables.h"

namespace sd::settings {
namespace {

constexpr std::int64_t kAdmin = 1, kManager = 2, kMember = 3, kStranger = 4;

Row type(std::string title) { return {std::move(title), "", "", std::int64_t{0}}; }
Row plan(std::int64_t user, std::int64_t minutes) { return {user, "2026-01-01", minutes}; }

class SavingSettings : public testing::Test {
 protected:
  SavingSettings() {
    kanban::BoundGroup group;
    group.group = GroupId{77};
    EXPECT_TRUE(cards.bind(portal, group));
    std::vector<kanban::PortalUser> known;
    for (const std::int64_t id : {kAdmin, kManager, kMember, kStranger})
      known.push_back({UserId{id}, "name", {}});
    EXPECT_TRUE(people.put_users(portal, known, clock.now()));
    EXPECT_TRUE(people.put_companies(
        portal, std::vector<std::pair<CompanyId, std::string>>{{CompanyId{9}, "Co"}}, clock.now()));
  }

  Editor admin() const { return {portal, UserId{kAdmin}, true, {}, {}}; }
  Editor manager() const {
    return {portal, UserId{kManager}, false, {GroupId{77}}, {UserId{kManager}, UserId{kMember}}};
  }
  SaveOutcome saved(const SaveCommand& command) {
    const Result<SaveOutcome> outcome = save.run(command);
    EXPECT_TRUE(outcome) << outcome.error().code;
    return outcome ? *outcome : SaveOutcome{};
  }
  std::string refusal(const SaveCommand& command) {
    const Result<SaveOutcome> outcome = save.run(command);
    return outcome ? "" : outcome.error().code;
  }
  std::vector<Row> rows(Section section) { return tables.read(portal, section, GroupId{})->rows; }

  const PortalId portal{1};
  test::FakeClock clock;
  test::MemorySettingsTables tables;
  test::MemoryPeopleStore people;
  test::MemoryCardStore cards;
  int heard = 0;
  SaveSettings save{tables, people, cards, clock, [this](PortalId, Section, GroupId) { ++heard; }};
};

TEST_F(SavingSettings, KeepsRowsAndTellsWhoChangedWhat) {
  const SaveOutcome first = saved({admin(), Section::kTypes, {}, 0, {type("A")}, {}});
  EXPECT_EQ(first.version, 1);
  const SaveOutcome second = saved({admin(), Section::kTypes, {}, 1, {type("B")}, {{0, "A"}}});
  EXPECT_EQ(second.version, 2);
  const std::vector<Saved> journal = *tables.journal(portal, clock.now() + Millis{1}, 9);
  ASSERT_EQ(journal.size(), 2u);
  EXPECT_EQ(journal[0].by, UserId{kAdmin});
  EXPECT_EQ(journal[0].changes, (std::vector<Changed>{{"B", "title", "A", "B"}}));
  EXPECT_EQ(tables.renamed, (std::vector<std::pair<std::string, std::string>>{{"A", "B"}}));
  EXPECT_EQ(heard, 2);
}

TEST_F(SavingSettings, TheSameRowsAreNoSave) {
  saved({admin(), Section::kTypes, {}, 0, {type("A")}, {}});
  EXPECT_EQ(saved({admin(), Section::kTypes, {}, 1, {type("A")}, {}}).version, 1);
  EXPECT_EQ(heard, 1);
}

TEST_F(SavingSettings, WhatIsWrongIsSaidAndNothingKept) {
  const SaveOutcome outcome = saved({admin(), Section::kTypes, {}, 0, {type("A"), type("")}, {}});
  EXPECT_EQ(outcome.wrong, (std::vector<Wrong>{{1, "title", "settings.required"}}));
  EXPECT_TRUE(rows(Section::kTypes).empty());
}

TEST_F(SavingSettings, TheSecondAdministratorHearsWhatTheFirstDid) {
  saved({admin(), Section::kTypes, {}, 0, {type("A")}, {}});
  const SaveOutcome late = saved({admin(), Section::kTypes, {}, 0, {type("B")}, {}});
  ASSERT_EQ(late.meanwhile.size(), 1u);
  EXPECT_EQ(late.meanwhile[0].changes, (std::vector<Changed>{{"A", "added", "", ""}}));
  EXPECT_EQ(rows(Section::kTypes), std::vector<Row>{type("A")});
}

TEST_F(SavingSettings, SomebodyFasterByAMomentIsHeardOfToo) {
  tables.before_write = [this] { saved({admin(), Section::kTypes, {}, 0, {type("A")}, {}}); };
  EXPECT_EQ(saved({admin(), Section::kTypes, {}, 0, {type("B")}, {}}).meanwhile.size(), 1u);
  EXPECT_EQ(rows(Section::kTypes), std::vector<Row>{type("A")});
}

TEST_F(SavingSettings, MergedEntriesHandTheirTasksOn) {
  saved({admin(), Section::kTypes, {}, 0, {type("A"), type("B")}, {}});
  saved({admin(), Section::kTypes, {}, 1, {type("B")}, {}, {{"A", "B"}}});
  EXPECT_EQ(tables.renamed, (std::vector<std::pair<std::string, std::string>>{{"A", "B"}}));
  const SaveOutcome nowhere = saved({admin(), Section::kTypes, {}, 2, {type("B")}, {}, {{"A", "C"}}});
  EXPECT_EQ(nowhere.wrong, (std::vector<Wrong>{{0, "", "settings.merge"}}));
}

TEST_F(SavingSettings, NobodyPlansForThoseNobodyKnows) {
  EXPECT_EQ(saved({admin(), Section::kEmployeePlans, {}, 0, {plan(4711, 480)}, {}}).wrong,
            (std::vector<Wrong>{{0, "user_id", "settings.unknown"}}));
  const Row elsewhere{std::int64_t{4711}, "2026-01-01", std::int64_t{60}};
  EXPECT_EQ(saved({admin(), Section::kClientPlans, {}, 0, {elsewhere}, {}}).wrong,
            (std::vector<Wrong>{{0, "company_id", "settings.unknown"}}));
  EXPECT_TRUE(
      saved({admin(), Section::kClientPlans, {}, 0, {{std::int64_t{9}, "2026-01-01", std::int64_t{60}}}, {}})
          .wrong.empty());
}

TEST_F(SavingSettings, AManagerPlansForHisTeamAndTouchesNobodyElse) {
  saved({admin(), Section::kEmployeePlans, {}, 0, {plan(kMember, 480), plan(kStranger, 240)}, {}});
  EXPECT_EQ(save.read(manager(), Section::kEmployeePlans, {})->rows, std::vector<Row>{plan(kMember, 480)});
  saved({manager(), Section::kEmployeePlans, {}, 1, {plan(kMember, 360)}, {}});
  EXPECT_EQ(rows(Section::kEmployeePlans), (std::vector<Row>{plan(kMember, 360), plan(kStranger, 240)}));
  EXPECT_EQ(refusal({manager(), Section::kEmployeePlans, {}, 2, {plan(kStranger, 0)}, {}}),
            "settings.denied");
}

TEST_F(SavingSettings, WhatIsForAdministratorsIsForNobodyElse) {
  for (const Section section :
       {Section::kTypes, Section::kStoppers, Section::kThresholds, Section::kClientPlans, Section::kPeople,
        Section::kManagers, Section::kClients}) {
    EXPECT_EQ(refusal({manager(), section, {}, 0, {}, {}}), "settings.denied") << to_string(section);
    EXPECT_EQ(save.read(manager(), section, {}).error().code, "settings.denied") << to_string(section);
  }
  const Editor nobody{portal, UserId{kMember}, false, {}, {}};
  EXPECT_EQ(refusal({nobody, Section::kEmployeePlans, {}, 0, {}, {}}), "settings.denied");
  EXPECT_FALSE(may_enter(nobody));
}

TEST_F(SavingSettings, AManagersTemplatesAreThoseOfHisGroups) {
  const auto template_of = [](std::int64_t group) {
    return Row{group, "name", "title", "", "", std::int64_t{0}, std::int64_t{0}, std::int64_t{0}};
  };
  EXPECT_EQ(saved({manager(), Section::kTemplates, {}, 0, {template_of(77)}, {}}).version, 1);
  EXPECT_EQ(refusal({manager(), Section::kTemplates, {}, 1, {template_of(0)}, {}}), "settings.denied");
}

TEST_F(SavingSettings, WhatHasAWayOfItsOwnIsNotSavedHere) {
  for (const Section section : {Section::kStages, Section::kGroup, Section::kGroups}) {
    EXPECT_EQ(refusal({admin(), section, GroupId{77}, 0, {}, {}}), "settings.elsewhere")
        << to_string(section);
  }
}

}  // namespace
}  // namespace sd::settings
