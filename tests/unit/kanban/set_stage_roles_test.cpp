#include "kanban/set_stage_roles.h"

#include "kanban/back_fill.h"
#include "tests/doubles/fake_clock.h"
#include "tests/doubles/memory_fill_store.h"
#include "tests/doubles/memory_sync_health.h"
#include "tests/unit/kanban/desk.h"

namespace sd::kanban {
namespace {

using namespace test_rules;

class SettingRoles : public Desk {
 protected:
  Result<std::vector<Stage>> set(std::map<StageId, Role> roles, std::int64_t group = 77) {
    return set_roles.run({id, GroupId{group}, std::move(roles)});
  }
  Role role_of(std::int64_t stage) {
    const std::vector<Stage> stages = *cards.stages(id, GroupId{77});
    for (const Stage& known : stages) {
      if (known.id == StageId{stage}) return known.role;
    }
    return Role::kIntake;
  }

  test::FakeClock clock;
  test::MemoryFillStore fills;
  test::MemorySyncHealth health;
  FillBook book{fills, portal, health, clock};
  BackFill back_fill{{portal, cards, people, sync, sync_stages, book}};
  int reads = 0;
  SetStageRoles set_roles{portal, cards, revisions, [this](PortalId of, GroupId group) -> Status {
                            ++reads;
                            const Status read =
                                back_fill.read_again(of, group, [](const FillPoint&) { return true; });
                            return read;
                          }};
};

TEST_F(SettingRoles, BoardsHearAndEveryCardIsComputedAnew) {
  const TicketId ticket = portal.create(kClient, 77);
  look({ticket});
  portal.move(agent(), ticket, StageId{kQueue}).value();
  look({ticket});
  ASSERT_FALSE(card(ticket).work_since);
  const Result<std::vector<Stage>> stages = set({{StageId{kQueue}, Role::kWork}});
  ASSERT_TRUE(stages) << stages.error().code;
  EXPECT_EQ(role_of(kQueue), Role::kWork);
  EXPECT_EQ(reads, 1);
  EXPECT_EQ(card(ticket).role, Role::kWork);
  EXPECT_EQ(card(ticket).work_since, portal.clock);
  EXPECT_EQ(revisions.heard.back().second, *cards.revision(id, GroupId{77}));
}

TEST_F(SettingRoles, TheSameRolesChangeNothing) {
  const std::int64_t before = *cards.revision(id, GroupId{77});
  EXPECT_TRUE(set({{StageId{kWork}, Role::kWork}}));
  EXPECT_EQ(*cards.revision(id, GroupId{77}), before);
  EXPECT_EQ(reads, 0);
}

TEST_F(SettingRoles, AtLeastOneIntakeOneWorkAndExactlyOneDoneRemain) {
  EXPECT_EQ(set({{StageId{kIntake}, Role::kQueue}}).error().code, "stages.no_intake");
  EXPECT_EQ(set({{StageId{kWork}, Role::kQueue}, {StageId{kWork2}, Role::kQueue}}).error().code,
            "stages.no_work");
  EXPECT_EQ(set({{StageId{kDone}, Role::kQueue}}).error().code, "stages.no_done");
  EXPECT_EQ(set({{StageId{kQueue}, Role::kDone}}).error().code, "stages.many_done");
  EXPECT_EQ(role_of(kDone), Role::kDone);
  EXPECT_EQ(reads, 0);
}

TEST_F(SettingRoles, DoneMovesToAnotherStageInOneStep) {
  EXPECT_TRUE(set({{StageId{kQueue}, Role::kDone}, {StageId{kDone}, Role::kQueue}}));
  EXPECT_EQ(role_of(kQueue), Role::kDone);
}

TEST_F(SettingRoles, RefusesWhatIsNotTheGroups) {
  EXPECT_EQ(set({{StageId{4711}, Role::kWork}}).error().code, "stages.unknown");
  EXPECT_EQ(set({{StageId{kQueue}, Role::kWork}}, 78).error().code, "group.not_bound");
}

}  // namespace
}  // namespace sd::kanban
