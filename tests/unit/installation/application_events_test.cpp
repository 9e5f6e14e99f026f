#include "extension/installation/application_events.h"

#include <gtest/gtest.h>

#include "tests/doubles/fake_clock.h"
#include "tests/unit/installation/fake_portal.h"
#include "tests/unit/installation/memory_stores.h"

namespace sd::installation {
namespace {

const char* const kApp = "local.5f1c8a2b3d4e5f.12345678";
const char* const kMember = "a223c6b3710f85df22e9377d6c4f7553";

class ApplicationEventsTest : public testing::Test {
 protected:
  ApplicationEventsTest() {
    const FakeTokenHolder anna{kApp, kMember, "https://portal.example.com/rest/", UserId{1}, true};
    admin_.access = {{"anna-a", anna}};
    admin_.refresh = {{"anna-r", anna}};
  }

  Form fields() {
    return {{"auth[client_endpoint]", "https://portal.example.com/rest/"},
            {"auth[server_endpoint]", "https://oauth.bitrix.info/rest/"},
            {"auth[access_token]", "anna-a"},
            {"auth[refresh_token]", "anna-r"},
            {"auth[member_id]", kMember},
            {"auth[application_token]", "token-1"},
            {"data[LANGUAGE_ID]", "ru"}};
  }
  Form uninstall_fields(const std::string& clean, const std::string& token = "token-1") {
    return {{"auth[member_id]", kMember}, {"auth[application_token]", token}, {"data[CLEAN]", clean}};
  }
  PortalId installed() {
    EXPECT_TRUE(events_.handle("ONAPPINSTALL", fields()));
    InstalledPortal portal = **store_.find(MemberId{kMember});
    portal.state = PortalState::kInstalled;
    started_.clear();
    return *store_.put(portal);
  }

  FakePortalAdmin admin_;
  MemoryTokenStore tokens_;
  MemoryInstallationStore store_;
  test::FakeClock clock_;
  AdmitPortal admit_{{{parse_web_address("https://portal.example.com").value(), kApp, Secret{"app-secret"}}},
                     {parse_web_address("https://oauth.bitrix.info").value()},
                     admin_,
                     tokens_,
                     store_,
                     clock_};
  std::vector<std::string> started_;
  ApplicationEvents events_{admit_, admin_, tokens_, store_,
                            [this](PortalId, const std::string& lang) -> Status {
                              started_.push_back(lang);
                              return Done{};
                            }};
};

TEST_F(ApplicationEventsTest, AnInstallationIsAdmittedAndStarted) {
  ASSERT_TRUE(events_.handle("ONAPPINSTALL", fields()));
  EXPECT_EQ(started_, std::vector<std::string>{"ru"});
  EXPECT_EQ((*store_.find(MemberId{kMember}))->application_token.reveal(), "token-1");
}

TEST_F(ApplicationEventsTest, AForgedInstallationStartsNothing) {
  Form forged = fields();
  forged["auth[client_endpoint]"] = "https://evil.example.net/rest/";
  EXPECT_FALSE(events_.handle("ONAPPINSTALL", forged));
  EXPECT_TRUE(started_.empty());
  EXPECT_TRUE(store_.portals()->empty());
}

TEST_F(ApplicationEventsTest, AnUpdateTakesTheNewTokenAndBindsAgain) {
  const PortalId portal = installed();
  Form update = fields();
  update["auth[application_token]"] = "token-2";
  update.erase("auth[refresh_token]");
  ASSERT_TRUE(events_.handle("ONAPPUPDATE", update));
  EXPECT_EQ((*store_.find(portal))->application_token.reveal(), "token-2");
  EXPECT_EQ(started_.size(), 1u);
}

TEST_F(ApplicationEventsTest, AnUpdateWithAStrangersTokensChangesNothing) {
  const PortalId portal = installed();
  Form forged = fields();
  forged["auth[application_token]"] = "token-2";
  forged["auth[access_token]"] = "made-up";
  EXPECT_FALSE(events_.handle("ONAPPUPDATE", forged));
  EXPECT_EQ((*store_.find(portal))->application_token.reveal(), "token-1");
  EXPECT_TRUE(started_.empty());
}

TEST_F(ApplicationEventsTest, AnUpdateByAnEmployeeChangesNothing) {
  const PortalId portal = installed();
  admin_.access["anna-a"].admin = false;
  Form forged = fields();
  forged["auth[application_token]"] = "token-2";
  const Status done = events_.handle("ONAPPUPDATE", forged);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, "install.wrong_token");
  EXPECT_EQ((*store_.find(portal))->application_token.reveal(), "token-1");
}

TEST_F(ApplicationEventsTest, AnUninstallationWithCleanWipesThePortal) {
  const PortalId portal = installed();
  ASSERT_TRUE(events_.handle("ONAPPUNINSTALL", uninstall_fields("1")));
  EXPECT_EQ(store_.wiped, std::vector{portal});
}

TEST_F(ApplicationEventsTest, AnUninstallationWithoutCleanKeepsDataAndForgetsTokens) {
  const PortalId portal = installed();
  ASSERT_TRUE(events_.handle("ONAPPUNINSTALL", uninstall_fields("0")));
  EXPECT_TRUE(store_.wiped.empty());
  EXPECT_EQ((*store_.find(portal))->state, PortalState::kUninstalled);
  EXPECT_TRUE((*store_.find(portal))->application_token.empty());
  EXPECT_TRUE(tokens_.all.empty());
  EXPECT_TRUE(tokens_.background(portal)->empty());
}

TEST_F(ApplicationEventsTest, AnUninstallationWithAWrongOrEmptyTokenDoesNothing) {
  const PortalId portal = installed();
  for (const char* token : {"token-2", "", "token-1x"}) {
    const Status done = events_.handle("ONAPPUNINSTALL", uninstall_fields("1", token));
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, "install.wrong_token");
  }
  EXPECT_EQ((*store_.find(portal))->state, PortalState::kInstalled);
}

TEST_F(ApplicationEventsTest, AnUninstallationToldTwiceIsDoneOnce) {
  installed();
  ASSERT_TRUE(events_.handle("ONAPPUNINSTALL", uninstall_fields("0")));
  EXPECT_TRUE(events_.handle("ONAPPUNINSTALL", uninstall_fields("0")));
}

TEST_F(ApplicationEventsTest, AnotherApplicationEventIsDoneAtOnce) {
  EXPECT_TRUE(events_.handle("ONAPPPAYMENT", {}));
}

}  // namespace
}  // namespace sd::installation
