#include "extension/portal/users.h"

#include <boost/json/parse.hpp>

#include "tests/unit/portal/portal_world.h"

namespace sd::portal {
namespace {

using test::wire;

TEST(IsExternal, AsksTheTypeAndThenTheDepartments) {
  const std::pair<const char*, bool> rows[] = {{R"({"USER_TYPE":"employee","UF_DEPARTMENT":[]})", false},
                                               {R"({"USER_TYPE":"extranet"})", true},
                                               {R"({"USER_TYPE":"email"})", true},
                                               {R"({"UF_DEPARTMENT":[1]})", false},
                                               {R"({"UF_DEPARTMENT":[]})", true},
                                               {R"({"UF_DEPARTMENT":[0]})", true},
                                               {R"({"UF_DEPARTMENT":false})", true},
                                               {R"({})", false}};
  for (const auto& [row, external] : rows) EXPECT_EQ(is_external(boost::json::parse(row)), external) << row;
}

class UsersTest : public PortalWorld {};

TEST_F(UsersTest, ComeFiftyACommand) {
  std::vector<UserId> ids;
  for (int i = 1; i <= 51; ++i) ids.push_back(UserId{i});
  wire_.then(wire(200, R"({"result":{"result":{
      "u0":[{"ID":"1","NAME":"Maria","LAST_NAME":"Johnson","ACTIVE":true,"PERSONAL_PHOTO":"https://p/1.png","UF_DEPARTMENT":[1],"TIMESTAMP_X":{}}],
      "u1":[{"ID":"51","NAME":"","LAST_NAME":"","EMAIL":"x@example.com","ACTIVE":false,"USER_TYPE":"extranet"}]},"result_error":[]}})"));
  const auto users = rest_.users(admin_, ids);
  ASSERT_TRUE(users) << users.error().detail;
  ASSERT_EQ(users->size(), 2u);
  EXPECT_EQ((*users)[0].name, "Maria Johnson");
  EXPECT_EQ((*users)[0].photo_url, "https://p/1.png");
  EXPECT_TRUE((*users)[0].active);
  EXPECT_FALSE((*users)[0].external);
  EXPECT_EQ((*users)[1].name, "x@example.com");
  EXPECT_FALSE((*users)[1].active);
  EXPECT_TRUE((*users)[1].external);
}

TEST_F(UsersTest, NeedNoRequestForNobody) {
  EXPECT_TRUE(rest_.users(admin_, {})->empty());
  EXPECT_TRUE(rest_.companies(admin_, {})->empty());
  EXPECT_TRUE(rest_.read(admin_, {})->empty());
  EXPECT_TRUE(wire_.requests().empty());
}

TEST_F(UsersTest, GroupsAreReadPageByPageWithoutTheClosedOnes) {
  wire_.then(wire(200, R"({"result":[{"ID":"77","NAME":"Desk","IS_EXTRANET":"Y","CLOSED":"N"},
                                     {"ID":"78","NAME":"Old","CLOSED":"Y"}],"next":50,"total":51})"));
  wire_.then(wire(200, R"({"result":[{"ID":"79","NAME":"Two","IS_EXTRANET":"N","CLOSED":"N"}],"total":51})"));
  const auto groups = rest_.groups(admin_);
  ASSERT_TRUE(groups);
  ASSERT_EQ(groups->size(), 2u);
  EXPECT_EQ((*groups)[0].id, GroupId{77});
  EXPECT_TRUE((*groups)[0].external);
  EXPECT_EQ((*groups)[1].name, "Two");
  EXPECT_NE(wire_.requests().at(1).body.find(R"("start":50)"), std::string::npos);
}

TEST_F(UsersTest, GroupsEndEvenWhenThePortalSaysTheSamePageIsNext) {
  wire_.then(wire(200, R"({"result":[],"next":0})"));
  EXPECT_TRUE(rest_.groups(admin_));
}

TEST_F(UsersTest, MembersHaveTheRolesWeKnow) {
  wire_.then(wire(
      200,
      R"({"result":[{"USER_ID":"1269","ROLE":"A"},{"USER_ID":"5","ROLE":"E"},{"USER_ID":"6","ROLE":"Q"}]})"));
  const auto members = rest_.members(agent_, GroupId{77});
  ASSERT_TRUE(members);
  ASSERT_EQ(members->size(), 3u);
  EXPECT_EQ((*members)[0].role, 'A');
  EXPECT_EQ((*members)[1].role, 'E');
  EXPECT_EQ((*members)[2].role, 'K');
}

TEST_F(UsersTest, CompaniesHaveTheirTitles) {
  wire_.then(wire(
      200, R"({"result":{"result":{"c0":{"items":[{"id":591,"title":"ООО Ромашка"}]}},"result_error":[]}})"));
  const CompanyId ids[] = {CompanyId{591}, CompanyId{592}};
  const auto companies = rest_.companies(admin_, ids);
  ASSERT_TRUE(companies);
  ASSERT_EQ(companies->size(), 1u);
  EXPECT_EQ(companies->front().second, "ООО Ромашка");
}

}  // namespace
}  // namespace sd::portal
