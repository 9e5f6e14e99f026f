#include "extension/installation/admit_portal.h"

#include <gtest/gtest.h>

#include "tests/doubles/fake_clock.h"
#include "tests/unit/installation/fake_portal.h"
#include "tests/unit/installation/memory_stores.h"

namespace sd::installation {
namespace {

const char* const kApp = "local.5f1c8a2b3d4e5f.12345678";
const char* const kMember = "a223c6b3710f85df22e9377d6c4f7553";

class AdmitPortalTest : public testing::Test {
 protected:
  AdmitPortalTest() {
    const FakeTokenHolder anna{kApp, kMember, "https://portal.example.com/rest/", UserId{1}, true};
    FakeTokenHolder boris = anna;
    boris.user = UserId{12};
    boris.admin = false;
    FakeTokenHolder stranger{kApp, "ffffffffffffffffffffffffffffffff", "https://evil.example.net/rest/",
                             UserId{1}, true};
    FakeTokenHolder other_app = anna;
    other_app.client_id = "local.other";
    admin_.access = {{"anna-a", anna}, {"boris-a", boris}, {"stranger-a", stranger}, {"other-a", other_app}};
    admin_.refresh = {{"anna-r", anna}, {"boris-r", boris}, {"stranger-r", stranger}, {"other-r", other_app}};
  }

  Contact contact(const std::string& who) {
    Contact contact;
    contact.portal = parse_web_address("https://portal.example.com").value();
    contact.member = MemberId{kMember};
    contact.server_endpoint = "https://oauth.bitrix.info/rest/";
    contact.access = Secret{who + "-a"};
    contact.refresh = Secret{who + "-r"};
    contact.application_token = Secret{"app-token"};
    contact.scopes = "task,user";
    contact.lang = "ru";
    return contact;
  }

  std::string refusal(const Contact& contact) {
    const Result<Admission> admission = admit_.run(contact);
    EXPECT_TRUE(tokens_.all.empty());
    const std::vector<InstalledPortal> portals = store_.portals().value();
    for (const InstalledPortal& portal : portals) EXPECT_TRUE(portal.application_token.empty());
    return admission ? "admitted" : admission.error().code;
  }

  FakePortalAdmin admin_;
  MemoryTokenStore tokens_;
  MemoryInstallationStore store_;
  test::FakeClock clock_;
  AdmitPortal admit_{{{parse_web_address("https://portal.example.com").value(), kApp, Secret{"app-secret"}}},
                     {parse_web_address("https://oauth.bitrix.info").value(),
                      parse_web_address("https://oauth.bitrix24.tech").value()},
                     admin_,
                     tokens_,
                     store_,
                     clock_};
};

TEST_F(AdmitPortalTest, RemembersThePortalAndItsAdministrator) {
  const Result<Admission> admission = admit_.run(contact("anna"));
  ASSERT_TRUE(admission) << admission.error().code;
  EXPECT_TRUE(admission->first);
  EXPECT_EQ(admission->profile.user, UserId{1});
  const InstalledPortal portal = **store_.find(admission->portal);
  EXPECT_EQ(portal.member, MemberId{kMember});
  EXPECT_EQ(portal.client_endpoint, "https://portal.example.com/rest/");
  EXPECT_EQ(portal.application_token.reveal(), "app-token");
  EXPECT_EQ(portal.state, PortalState::kInstalling);
  EXPECT_EQ(portal.installed_at, clock_.now());
  EXPECT_EQ(portal.lang, "ru");
  EXPECT_EQ(portal.scopes, (std::vector<std::string>{"task", "user"}));
  EXPECT_EQ((tokens_.all.at({portal.id, UserId{1}}).refresh.reveal()), "next-anna-r");
  EXPECT_EQ(*tokens_.background(portal.id), std::vector{UserId{1}});
}

TEST_F(AdmitPortalTest, ASecondContactKeepsThePortalInstalled) {
  const PortalId id = admit_.run(contact("anna"))->portal;
  InstalledPortal portal = **store_.find(id);
  portal.state = PortalState::kInstalled;
  ASSERT_TRUE(store_.put(portal));
  const Result<Admission> again = admit_.run(contact("anna"));
  ASSERT_TRUE(again);
  EXPECT_EQ(again->portal, id);
  EXPECT_FALSE(again->first);
  EXPECT_EQ((*store_.find(id))->state, PortalState::kInstalled);
}

TEST_F(AdmitPortalTest, AnotherAdministratorBecomesTheFirstAndLeavesTheOldOneAsSpare) {
  const PortalId id = admit_.run(contact("anna"))->portal;
  admin_.access["boris-a"].admin = admin_.refresh["boris-r"].admin = true;
  ASSERT_TRUE(admit_.run(contact("boris")));
  EXPECT_EQ(*tokens_.background(id), (std::vector{UserId{12}, UserId{1}}));
}

TEST_F(AdmitPortalTest, ComesBackAfterAnUninstallation) {
  const PortalId id = admit_.run(contact("anna"))->portal;
  InstalledPortal portal = **store_.find(id);
  portal.state = PortalState::kUninstalled;
  ASSERT_TRUE(store_.put(portal));
  const Result<Admission> again = admit_.run(contact("anna"));
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->first);
  EXPECT_EQ((*store_.find(id))->state, PortalState::kInstalling);
}

TEST_F(AdmitPortalTest, RefusesADomainNobodyListed) {
  Contact forged = contact("anna");
  forged.portal = parse_web_address("https://evil.example.net").value();
  EXPECT_EQ(refusal(forged), "install.portal_unlisted");
  EXPECT_TRUE(admin_.servers_asked.empty());
}

TEST_F(AdmitPortalTest, RefusesHttpWhereHttpsIsListed) {
  Contact forged = contact("anna");
  forged.portal = parse_web_address("http://portal.example.com").value();
  EXPECT_EQ(refusal(forged), "install.portal_unlisted");
}

TEST_F(AdmitPortalTest, NeverAsksAForeignAuthorisationServer) {
  for (const char* server :
       {"https://oauth.evil.example/rest/", "https://oauth.bitrix.info.evil.example/rest/",
        "https://oauth.bitrix.info@evil.example/rest/", "http://oauth.bitrix.info/rest/", "x"}) {
    Contact forged = contact("anna");
    forged.server_endpoint = server;
    EXPECT_EQ(refusal(forged), "install.auth_server") << server;
  }
  EXPECT_TRUE(admin_.servers_asked.empty());
}

TEST_F(AdmitPortalTest, CallsTheAllowListsSpellingOfTheServer) {
  Contact odd = contact("anna");
  odd.server_endpoint = "https://OAUTH.bitrix24.tech:443/anything";
  ASSERT_TRUE(admit_.run(odd));
  EXPECT_EQ(admin_.servers_asked.front(), "https://oauth.bitrix24.tech/rest/");
}

TEST_F(AdmitPortalTest, AsksTheFirstServerWhenAnOldBoxNamesNone) {
  Contact old = contact("anna");
  old.server_endpoint.clear();
  ASSERT_TRUE(admit_.run(old));
  EXPECT_EQ(admin_.servers_asked.front(), "https://oauth.bitrix.info/rest/");
}

TEST_F(AdmitPortalTest, RefusesAnAccessTokenNobodyIssued) {
  EXPECT_EQ(refusal(contact("nobody")), "portal.auth");
}

TEST_F(AdmitPortalTest, RefusesATokenOfAnotherApplication) {
  EXPECT_EQ(refusal(contact("other")), "install.foreign_app");
}

TEST_F(AdmitPortalTest, RefusesTheTokenOfAnotherPortalWhateverMemberItNames) {
  EXPECT_EQ(refusal(contact("stranger")), "install.foreign_portal");
  Contact forged = contact("stranger");
  forged.member = MemberId{"ffffffffffffffffffffffffffffffff"};
  EXPECT_EQ(refusal(forged), "install.foreign_portal");
}

TEST_F(AdmitPortalTest, RefusesAForeignRefreshTokenBesideAnOwnAccessToken) {
  Contact forged = contact("anna");
  forged.refresh = Secret{"stranger-r"};
  EXPECT_EQ(refusal(forged), "install.foreign_portal");
}

TEST_F(AdmitPortalTest, RefusesWhoIsNoAdministratorAndTakesNoApplicationTokenFromHim) {
  EXPECT_EQ(refusal(contact("boris")), "install.not_admin");
}

TEST_F(AdmitPortalTest, RefusesAContactWithoutARefreshToken) {
  Contact bare = contact("anna");
  bare.refresh = Secret{};
  EXPECT_EQ(refusal(bare), "install.no_refresh_token");
}

TEST(Contact, TakesTheFramesFields) {
  const Result<Contact> contact =
      contact_of_frame({{"DOMAIN", "portal.example.com"}, {"PROTOCOL", "1"}, {"LANG", "ru"}},
                       {{"AUTH_ID", "a"},
                        {"REFRESH_ID", "r"},
                        {"member_id", kMember},
                        {"SERVER_ENDPOINT", "https://o/rest/"}});
  ASSERT_TRUE(contact) << contact.error().detail;
  EXPECT_EQ(contact->portal.origin(), "https://portal.example.com");
  EXPECT_EQ(contact->lang, "ru");
  EXPECT_TRUE(contact->application_token.empty());
}

TEST(Contact, TakesTheEventsFields) {
  const Result<Contact> contact =
      contact_of_event({{"auth[client_endpoint]", "https://portal.example.com/rest/"},
                        {"auth[access_token]", "a"},
                        {"auth[refresh_token]", "r"},
                        {"auth[member_id]", kMember},
                        {"auth[application_token]", "t"},
                        {"auth[scope]", "task,user"},
                        {"data[LANGUAGE_ID]", "en"}});
  ASSERT_TRUE(contact) << contact.error().detail;
  EXPECT_EQ(contact->portal.text(), "https://portal.example.com");
  EXPECT_EQ(contact->scopes, "task,user");
}

TEST(Contact, NamesTheFieldThatIsWrong) {
  const Form query{{"DOMAIN", "portal.example.com"}, {"PROTOCOL", "1"}};
  const Form good{{"AUTH_ID", "a"}, {"member_id", kMember}};
  const auto wrong = [&](Form q, Form f) {
    const Result<Contact> contact = contact_of_frame(q, f);
    return contact ? "" : contact.error().detail;
  };
  EXPECT_EQ(wrong(query, good), "");
  EXPECT_EQ(wrong({}, good), "DOMAIN");
  EXPECT_EQ(wrong({{"DOMAIN", "a/b"}}, good), "DOMAIN");
  EXPECT_EQ(wrong({{"DOMAIN", "a@b"}}, good), "DOMAIN");
  EXPECT_EQ(wrong(query, {{"AUTH_ID", "a"}}), "member_id");
  EXPECT_EQ(wrong(query, {{"AUTH_ID", "a"}, {"member_id", "../x"}}), "member_id");
  EXPECT_EQ(wrong(query, {{"member_id", kMember}}), "AUTH_ID");
  EXPECT_EQ(wrong(query, {{"AUTH_ID", "a\nb"}, {"member_id", kMember}}), "AUTH_ID");
  EXPECT_EQ(wrong(query, {{"AUTH_ID", std::string(2000, 'a')}, {"member_id", kMember}}), "AUTH_ID");
}

}  // namespace
}  // namespace sd::installation
