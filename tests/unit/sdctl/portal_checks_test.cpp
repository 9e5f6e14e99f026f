#include "install/sdctl/doctor/portal_checks.h"

#include <gtest/gtest.h>

#include "tests/unit/installation/install_world.h"

namespace sd::sdctl {
namespace {

class PortalChecksTest : public installation::InstallWorld {
 protected:
  PortalChecksTest() {
    config_.portals.push_back(
        {parse_web_address("https://portal.example.com").value(), "local.1", Secret{"s"}, {}});
    installation::InstalledPortal portal = **store_.find(portal_);
    portal.client_endpoint = "https://portal.example.com/rest/";
    portal.client_id = "local.1";
    EXPECT_TRUE(store_.put(portal));
  }
  static std::string codes(const Findings& findings) {
    std::string all;
    for (const Finding& one : findings) {
      EXPECT_FALSE(one.advice.empty());
      all += (all.empty() ? "" : " ") + one.code + (one.weight == Weight::kNote ? "(note)" : "");
    }
    return all;
  }
  std::string ask() {
    return codes(installed_findings(**store_.find(portal_), {GroupId{77}}, preview_, admin_, from_ms(0)));
  }
  void put_state(installation::PortalState state) {
    installation::InstalledPortal portal = **store_.find(portal_);
    portal.state = state;
    EXPECT_TRUE(store_.put(portal));
  }

  config::Config config_;
};

TEST_F(PortalChecksTest, HasNothingToSayOfAWholeInstallation) {
  ASSERT_TRUE(install(order()));
  admin_.app_installed = true;
  EXPECT_EQ(codes(record_findings(config_, store_)), "");
  EXPECT_EQ(ask(), "");
}

TEST_F(PortalChecksTest, NamesTheStepAtWhichAnInstallationStopped) {
  admin_.fail_at = "bind_event ONTASKADD";
  ASSERT_FALSE(install(order()));
  const Findings findings = record_findings(config_, store_);
  ASSERT_EQ(codes(findings), "portal.unfinished");
  EXPECT_NE(findings.front().what.find("step event.ONTASKADD failed: portal.refused: The portal says no"),
            std::string::npos);
}

TEST_F(PortalChecksTest, TellsListedAndInstalledApart) {
  put_state(installation::PortalState::kUninstalled);
  EXPECT_EQ(codes(record_findings(config_, store_)), "portal.uninstalled(note)");
  put_state(installation::PortalState::kInstalled);
  config_.portals.front().client_id = "local.2";
  EXPECT_EQ(codes(record_findings(config_, store_)), "portal.not_installed(note) portal.unlisted");
}

TEST_F(PortalChecksTest, TellsAMissingScopeAnUnboundEventAndALostField) {
  ASSERT_TRUE(install(order()));
  admin_.app_installed = true;
  std::erase_if(admin_.bound_events,
                [](const auto& one) { return one.event == "ONTASKADD" && !one.offline; });
  EXPECT_EQ(ask(), "event.unbound");
  admin_.fields.clear();
  EXPECT_EQ(ask(), "portal.incomplete portal.incomplete portal.incomplete event.unbound");
  std::erase(admin_.granted, "task");
  EXPECT_EQ(ask(), "scope.missing");
}

TEST_F(PortalChecksTest, TellsThatTheInstallerNeverCameToItsEndInThePortal) {
  ASSERT_TRUE(install(order()));
  EXPECT_EQ(ask(), "portal.not_finished");
}

TEST_F(PortalChecksTest, TellsAnUnreachablePortal) {
  admin_.unreachable = true;
  EXPECT_EQ(ask(), "portal.unreachable");
}

}  // namespace
}  // namespace sd::sdctl
