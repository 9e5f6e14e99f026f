#include "extension/visitors/admit_visitor.h"

#include <gtest/gtest.h>

#include "tests/doubles/fake_clock.h"
#include "tests/doubles/memory_people_store.h"
#include "tests/unit/installation/fake_portal.h"
#include "tests/unit/installation/memory_stores.h"

namespace sd::visitors {
namespace {

class AdmitVisitorTest : public testing::Test {
 protected:
  AdmitVisitorTest() {
    installation::InstalledPortal portal;
    portal.member = MemberId{"m1"};
    portal.state = installation::PortalState::kInstalled;
    portal.client_endpoint = "https://old.test/rest/";
    id_ = portals_.put(portal).value();
  }
  Result<Visitor> visit(std::int64_t user, bool administrator) {
    const std::string access = "access-" + std::to_string(user);
    admin_.access[access] = {"local.1", "m1", "", UserId{user}, administrator};
    installation::Contact contact;
    contact.member = MemberId{"m1"};
    contact.access = Secret(access);
    contact.refresh = Secret("refresh-" + std::to_string(user));
    return admit_.run(contact);
  }
  std::vector<UserId> background() { return tokens_.background(id_).value(); }

  PortalId id_;
  BackgroundAccess access_ = BackgroundAccess::kFirst;
  test::FakeClock clock_;
  installation::FakePortalAdmin admin_;
  installation::MemoryInstallationStore portals_;
  installation::MemoryTokenStore tokens_;
  test::MemoryPeopleStore people_;
  AdmitVisitor admit_{portals_, admin_, tokens_, people_, clock_, [this](PortalId) { return access_; }};
};

TEST_F(AdmitVisitorTest, KeepsThePersonsTokens) {
  const Result<Visitor> visitor = visit(14, false);
  ASSERT_TRUE(visitor);
  EXPECT_FALSE(visitor->session.administrator);
  EXPECT_EQ(tokens_.load(id_, UserId{14}).value()->access.reveal(), "access-14");
  EXPECT_TRUE(background().empty());
}

TEST_F(AdmitVisitorTest, AnAdministratorBecomesTheSpareWhereThereIsNone) {
  ASSERT_TRUE(visit(1, true));
  ASSERT_TRUE(visit(14, false));
  ASSERT_TRUE(visit(2, true));
  ASSERT_TRUE(visit(3, true));
  EXPECT_EQ(background(), (std::vector{UserId{1}, UserId{2}}));
}

TEST_F(AdmitVisitorTest, AnAdministratorTakesOverWhereNobodysAccessIsAccepted) {
  ASSERT_TRUE(visit(1, true));
  ASSERT_TRUE(visit(2, true));
  access_ = BackgroundAccess::kNone;
  ASSERT_TRUE(visit(14, false));
  ASSERT_TRUE(visit(3, true));
  EXPECT_EQ(background(), (std::vector{UserId{3}, UserId{1}}));
  ASSERT_TRUE(visit(1, true));
  EXPECT_EQ(background(), (std::vector{UserId{3}, UserId{1}})) << "his tokens are fresh now";
}

TEST_F(AdmitVisitorTest, AnAdministratorBecomesTheNextSpareWhenTheSpareServes) {
  for (const std::int64_t user : {1, 2}) ASSERT_TRUE(visit(user, true));
  access_ = BackgroundAccess::kSpare;
  ASSERT_TRUE(visit(3, true));
  EXPECT_EQ(background(), (std::vector{UserId{2}, UserId{3}}));
}

TEST_F(AdmitVisitorTest, WithoutARefreshTokenNothingIsKept) {
  admin_.access["access"] = {"local.1", "m1", "", UserId{1}, true};
  installation::Contact contact;
  contact.member = MemberId{"m1"};
  contact.access = Secret("access");
  ASSERT_TRUE(admit_.run(contact));
  EXPECT_TRUE(background().empty());
  EXPECT_FALSE(tokens_.load(id_, UserId{1})->has_value());
}

TEST_F(AdmitVisitorTest, FollowsARenamedPortalWithTheTokensOfWhoeverComesFromItsNewAddress) {
  admin_.redirects = true;
  admin_.refresh["refresh"] = {"local.1", "m1", "", UserId{1}, true};
  installation::Contact contact;
  contact.member = MemberId{"m1"};
  contact.access = Secret("access");
  contact.refresh = Secret("refresh");
  contact.portal = parse_web_address("https://old.test").value();
  EXPECT_EQ(admit_.run(contact).error().code, "portal.redirected")
      << "he comes from where we know the portal";
  contact.portal = parse_web_address("https://new.test").value();
  contact.refresh = Secret("of another portal");
  EXPECT_EQ(admit_.run(contact).error().code, "portal.redirected");
  contact.refresh = Secret("refresh");
  const auto visitor = admit_.run(contact);
  ASSERT_TRUE(visitor);
  EXPECT_EQ(visitor->session.user, UserId{1});
  EXPECT_EQ(tokens_.load(id_, UserId{1}).value()->refresh.reveal(), "next-refresh");
  EXPECT_EQ(background(), std::vector{UserId{1}});
}

TEST_F(AdmitVisitorTest, RefusesWhomThePortalDoesNotKnow) {
  installation::Contact contact;
  contact.member = MemberId{"m1"};
  contact.access = Secret("forged");
  contact.refresh = Secret("forged");
  EXPECT_EQ(admit_.run(contact).error().code, "portal.auth");
  contact.member = MemberId{"m2"};
  EXPECT_EQ(admit_.run(contact).error().code, "visit.unknown_portal");
}

}  // namespace
}  // namespace sd::visitors
