#include "kanban/sql/soci_people_store.h"

#include "tests/contract/stores/migrated_database.h"

namespace sd::kanban {
namespace {

class SociPeopleStoreTest : public testing::Test {
 protected:
  test::MigratedDatabase database_;
  sql::SociPeopleStore people_{*database_};
  const PortalId portal_{1};
  const TimePoint now_ = from_ms(1'760'000'000'000);
};

TEST_F(SociPeopleStoreTest, FindsTheKnownOfThoseAsked) {
  const std::vector<PortalUser> users{{UserId{17}, "Анна", "https://x/a.png", true, false},
                                      {UserId{18}, "Klaus", "", false, true}};
  ASSERT_TRUE(people_.put_users(portal_, users, now_));
  const auto found = people_.users(portal_, std::vector{UserId{18}, UserId{99}});
  ASSERT_EQ(found->size(), 1u);
  EXPECT_EQ(found->front().name, "Klaus");
  EXPECT_FALSE(found->front().active);
  EXPECT_TRUE(found->front().external);
  EXPECT_EQ(people_.all_users(portal_)->size(), 2u);
  EXPECT_TRUE(people_.all_users(PortalId{2})->empty());
}

TEST_F(SociPeopleStoreTest, AnEmptyNameDoesNotReplaceAKnownOne) {
  ASSERT_TRUE(
      people_.put_users(portal_, std::vector<PortalUser>{{UserId{17}, "Анна", "", true, false}}, now_));
  ASSERT_TRUE(people_.put_users(portal_, std::vector<PortalUser>{{UserId{17}, "", "p", false, false}}, now_));
  const PortalUser user = people_.all_users(portal_)->front();
  EXPECT_EQ(user.name, "Анна");
  EXPECT_EQ(user.photo_url, "p");
  EXPECT_FALSE(user.active);
}

TEST_F(SociPeopleStoreTest, KeepsCompanies) {
  using Companies = std::vector<std::pair<CompanyId, std::string>>;
  ASSERT_TRUE(people_.put_companies(portal_, Companies{{CompanyId{591}, "ООО «Ромашка»"}}, now_));
  ASSERT_TRUE(people_.put_companies(portal_, Companies{{CompanyId{591}, "АО «Ромашка»"}}, now_));
  EXPECT_EQ(*people_.companies(portal_, std::vector{CompanyId{591}, CompanyId{1}}),
            (Companies{{CompanyId{591}, "АО «Ромашка»"}}));
}

TEST_F(SociPeopleStoreTest, ReplacesTheMembersOfAGroup) {
  const GroupId group{77};
  ASSERT_TRUE(
      people_.put_members(portal_, group, std::vector<GroupMember>{{UserId{1}, 'A'}, {UserId{2}, 'K'}}));
  ASSERT_TRUE(people_.put_members(portal_, group, std::vector<GroupMember>{{UserId{2}, 'E'}}));
  const auto members = people_.members(portal_, group);
  ASSERT_EQ(members->size(), 1u);
  EXPECT_EQ(members->front().user, UserId{2});
  EXPECT_EQ(members->front().role, 'E');
}

TEST_F(SociPeopleStoreTest, ThoseAppointedInTheSettingsCount) {
  ASSERT_TRUE(database_->write("test", storage::Durability::kDurable, [&](soci::session& sql) -> Status {
    sql << "INSERT INTO group_manager VALUES (1, 77, 3)";
    sql << "INSERT INTO person VALUES (1, 4, 1, 0)";
    sql << "INSERT INTO person VALUES (1, 5, 0, 1)";
    return Done{};
  }));
  ASSERT_TRUE(people_.put_members(
      portal_, GroupId{77}, std::vector<GroupMember>{{UserId{2}, 'A'}, {UserId{3}, 'K'}, {UserId{4}, 'K'}}));
  std::string roles;
  const auto members = people_.members(portal_, GroupId{77});
  for (const GroupMember& member : *members) roles += member.role;
  EXPECT_EQ(roles, "AEK");
  EXPECT_TRUE(*people_.appointed(portal_, UserId{4}));
  EXPECT_FALSE(*people_.appointed(portal_, UserId{5}));
  EXPECT_FALSE(*people_.appointed(PortalId{2}, UserId{4}));
}

}  // namespace
}  // namespace sd::kanban
