#include "kanban/refresh_people.h"

#include "tests/unit/kanban/desk.h"

namespace sd::kanban {
namespace {

using namespace test_rules;

class RefreshPeopleTest : public Desk {
 protected:
  PortalUser user(std::int64_t user_id) {
    const UserId asked[] = {UserId{user_id}};
    return people.users(id, asked)->front();
  }

  RefreshPeople refresh{portal, people};
};

TEST_F(RefreshPeopleTest, TakesOverNewNamesAndStates) {
  portal.add_company(591, "Ромашка");
  look({portal.create(kAgent, 77, [](Ticket& fresh) { fresh.companies = {CompanyId{591}}; })});
  EXPECT_EQ(user(kAgent).name, "Анна");
  portal.add_user(kAgent, "Анна Новая", true);
  portal.add_company(591, "Ромашка и дочери");
  ASSERT_TRUE(refresh.run(id, {}));
  EXPECT_EQ(user(kAgent).name, "Анна Новая");
  EXPECT_TRUE(user(kAgent).external);
  const CompanyId asked[] = {CompanyId{591}};
  EXPECT_EQ(people.companies(id, asked)->front().second, "Ромашка и дочери");
}

TEST_F(RefreshPeopleTest, WhomThePortalHidesStaysAsHeWas) {
  look({portal.create(kAgent, 77)});
  portal.hide_user(kAgent);
  ASSERT_TRUE(refresh.run(id, {}));
  EXPECT_EQ(user(kAgent).name, "Анна");
}

TEST_F(RefreshPeopleTest, WithoutAccessToCompaniesPeopleAreRefreshedAlone) {
  portal.add_company(591, "Ромашка");
  look({portal.create(kAgent, 77, [](Ticket& fresh) { fresh.companies = {CompanyId{591}}; })});
  portal.add_user(kAgent, "Анна Новая");
  portal.fail("companies", {ErrorKind::kPermissionDenied, "portal.scope", {}});
  ASSERT_TRUE(refresh.run(id, {}));
  EXPECT_EQ(user(kAgent).name, "Анна Новая");
  portal.fail("companies", {ErrorKind::kUnavailable, "portal.unreachable", {}});
  EXPECT_EQ(refresh.run(id, {}).error().code, "portal.unreachable");
}

TEST_F(RefreshPeopleTest, StopsWhenTheServiceStops) {
  look({portal.create(kAgent, 77)});
  std::stop_source stop;
  stop.request_stop();
  EXPECT_EQ(refresh.run(id, stop.get_token()).error().code, "refresh.stopped");
}

TEST_F(RefreshPeopleTest, WhoHasJoinedIsKnownBeforeACardNamesHim) {
  portal.add_user(kAgent, "Анна");
  ASSERT_TRUE(refresh.run(id, {}));
  EXPECT_EQ(user(kAgent).name, "Анна");
  portal.add_user(4711, "Борис Новичок");
  ASSERT_TRUE(refresh.run(id, {}));
  EXPECT_EQ(user(4711).name, "Борис Новичок");
  portal.fail("list_users", {ErrorKind::kUnavailable, "portal.unreachable", {}});
  EXPECT_EQ(refresh.run(id, {}).error().code, "portal.unreachable");
}

}  // namespace
}  // namespace sd::kanban
