#include "install/sdctl/doctor/server_checks.h"

#include <gtest/gtest.h>

namespace sd::sdctl {
namespace {

storage::ServerFacts good() {
  storage::ServerFacts facts;
  facts.version = "10.11.19-MariaDB-0+deb12u1";
  facts.max_packet_bytes = 16 * 1024 * 1024;
  facts.max_connections = 18;
  facts.durable = true;
  return facts;
}

std::string codes(const storage::ServerFacts& facts) {
  std::string all;
  for (const Finding& one : server_settings("mysql://u@h/d", facts, 18)) {
    all += (all.empty() ? "" : " ") + one.code + (one.weight == Weight::kNote ? "(note)" : "");
  }
  return all;
}

TEST(ServerSettings, SaysNothingOfAGoodServer) { EXPECT_EQ(codes(good()), ""); }

TEST(ServerSettings, KnowsTheVersionsItWorksWith) {
  for (const char* version : {"10.6.0-MariaDB", "11.4.2-MariaDB-log", "8.0.40", "8.4.0", "9.1.0"}) {
    storage::ServerFacts facts = good();
    facts.version = version;
    EXPECT_EQ(codes(facts), "") << version;
  }
  for (const char* version : {"10.5.28-MariaDB", "5.5.68-MariaDB", "5.7.44", "8", "", "new"}) {
    storage::ServerFacts facts = good();
    facts.version = version;
    EXPECT_EQ(codes(facts), "db.version") << version;
  }
}

TEST(ServerSettings, NamesTheRightsThatAreMissing) {
  storage::ServerFacts facts = good();
  facts.missing_rights = {"ALTER", "INDEX"};
  const Findings findings = server_settings("mysql://u@h/d", facts, 18);
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].what, "The user of mysql://u@h/d has no right to ALTER, INDEX there.");
}

TEST(ServerSettings, TellsSmallPacketsFewConnectionsAndCommitsThatMayBeLost) {
  storage::ServerFacts facts = good();
  facts.max_packet_bytes = 1024 * 1024;
  facts.max_connections = 17;
  facts.durable = false;
  EXPECT_EQ(codes(facts), "db.packet db.connections db.not_durable(note)");
}

}  // namespace
}  // namespace sd::sdctl
