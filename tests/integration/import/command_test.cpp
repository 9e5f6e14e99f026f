// `sdctl import` as it is typed: what it refuses, counts and tells.
#include <gmock/gmock.h>
#include <stdlib.h>

#include <fstream>

#include "install/sdctl/commands.h"
#include "kanban/sql/soci_card_store.h"
#include "kanban/sql/soci_sync_health.h"
#include "tests/integration/import/import_world.h"
#include "tests/servers/tls_server.h"

namespace sd::test {
namespace {

using testing::HasSubstr;
using testing::Not;

struct ImportCommand : ImportWorld {
  ImportCommand() : ImportWorld(12) {
    config.storage_file = dir.file("servicedesk.db");
    config.manifests_folder = SD_MANIFESTS;
    EXPECT_EQ(sdctl::migrate(config, false, from_ms(0), {out, err}), sdctl::kOk);
    options.portal_db = box_.url();
    options.zone = "Europe/Moscow";
    put_portal("installed");
  }

  std::unique_ptr<storage::Database> database() {
    storage::DatabaseOptions file;
    file.url = "sqlite:" + config.storage_file;
    return std::move(storage::Database::open(file)).value();
  }
  void run(const std::string& statement) {
    EXPECT_TRUE(database()->write("test", storage::Durability::kRelaxed, [&](soci::session& sql) -> Status {
      sql << statement;
      return Done{};
    }));
  }
  void put_portal(const std::string& state) {
    run("REPLACE INTO portal (id, member_id, client_endpoint, server_endpoint, client_id, "
        "application_token_sealed,"
        " installed_by, installed_ms, state, scope, lang) VALUES (1, 'm1', 'https://p.example/rest/',"
        " 'https://o.example/rest/', 'local.1', '', 1, 0, '" +
        state + "', 'task', 'ru')");
  }
  void connect_groups() {
    const auto opened = database();
    kanban::sql::SociCardStore soci_cards(*opened);
    for (const GroupId number : groups_) {
      kanban::BoundGroup group;
      group.group = number;
      group.bound_at = bound_at_;
      EXPECT_TRUE(soci_cards.bind(id, group));
    }
  }
  long long cards_kept() {
    const auto read = [&](soci::session& sql) -> Result<long long> {
      long long value = 0;
      sql << "SELECT COUNT(*) FROM card", soci::into(value);
      return value;
    };
    return database()->read("test", read).value();
  }
  int command() {
    out.str("");
    err.str("");
    return sdctl::import_portal(config, options, clock, {out, err});
  }

  TempDir dir;
  config::Config config;
  sdctl::ImportOptions options;
  std::ostringstream out, err;
};

TEST_F(ImportCommand, WantsAnInstalledPortalWithConnectedGroups) {
  EXPECT_EQ(command(), sdctl::kFailed);
  EXPECT_THAT(err.str(), HasSubstr("no group is connected"));
  put_portal("installing");
  connect_groups();
  EXPECT_EQ(command(), sdctl::kFailed);
  EXPECT_THAT(err.str(), HasSubstr("not installed"));
  options.portal = "other.example";
  EXPECT_EQ(command(), sdctl::kFailed);
  EXPECT_THAT(err.str(), HasSubstr("no such portal"));
}

TEST_F(ImportCommand, DryRunCountsAndStoresNothing) {
  connect_groups();
  options.dry_run = true;
  ASSERT_EQ(command(), sdctl::kOk) << err.str();
  EXPECT_THAT(out.str(), HasSubstr("Groups          2"));
  EXPECT_THAT(out.str(), HasSubstr("Nothing was imported."));
  EXPECT_EQ(cards_kept(), 0);
}

TEST_F(ImportCommand, ImportsByDomainAndTellsTheEnd) {
  connect_groups();
  options.portal = "p.example";
  ASSERT_EQ(command(), sdctl::kOk) << err.str();
  EXPECT_THAT(out.str(), HasSubstr("Everything is imported."));
  EXPECT_GT(cards_kept(), 50);
  ASSERT_EQ(command(), sdctl::kOk) << "a second time there is nothing left to do";
}

TEST_F(ImportCommand, OneGroupLeavesTheRestToTheService) {
  connect_groups();
  options.groups = {78};
  ASSERT_EQ(command(), sdctl::kOk) << err.str();
  EXPECT_THAT(out.str(), HasSubstr("others are not"));
  options.groups = {79};
  EXPECT_EQ(command(), sdctl::kCannotRun);
  EXPECT_THAT(err.str(), HasSubstr("not connected"));
}

TEST_F(ImportCommand, DoesNotRunBesideTheService) {
  connect_groups();
  {
    const auto opened = database();
    kanban::sql::SociSyncHealth soci_health(*opened);
    soci_health.set(id, kanban::Figure::kServiceAt, to_ms(clock.now()));
    ASSERT_TRUE(soci_health.flush(clock.now()));
  }
  EXPECT_EQ(command(), sdctl::kFailed);
  EXPECT_THAT(err.str(), HasSubstr("the service is running"));
  clock.advance(std::chrono::minutes{1});
  EXPECT_EQ(command(), sdctl::kOk) << err.str();
}

TEST_F(ImportCommand, TakesThePasswordFromAFileOrTheEnvironmentAndNeverSaysIt) {
  connect_groups();
  options.password_file = dir.file("nowhere");
  EXPECT_EQ(command(), sdctl::kCannotRun);
  EXPECT_THAT(err.str(), HasSubstr("password file"));

  const std::string user = "p_" + box_.name();
  box_.run("CREATE USER " + user + "@localhost IDENTIFIED BY 'top-secret'");
  box_.run("GRANT SELECT ON " + box_.name() + ".* TO " + user + "@localhost");
  options.portal_db = box_.url(user);
  options.password_file = dir.file("password");
  std::ofstream(options.password_file) << "wrong-secret\n";
  EXPECT_EQ(command(), sdctl::kFailed);
  EXPECT_THAT(err.str(), HasSubstr("does not let this user in"));
  EXPECT_THAT(err.str() + out.str(), Not(HasSubstr("wrong-secret")));
  std::ofstream(options.password_file) << "top-secret\n";
  options.dry_run = true;
  EXPECT_EQ(command(), sdctl::kOk) << err.str();
  options.password_file.clear();
  ::setenv("SD_PORTAL_DB_PASSWORD", "top-secret", 1);
  EXPECT_EQ(command(), sdctl::kOk) << err.str();
  ::unsetenv("SD_PORTAL_DB_PASSWORD");
  EXPECT_THAT(err.str() + out.str(), Not(HasSubstr("top-secret")));
  box_.run("DROP USER " + user + "@localhost");
}

TEST_F(ImportCommand, ReadsEncryptedFromTheServerThatTheFileVouchesForAndFromNoOther) {
  connect_groups();
  const TlsServer server;
  Box there(server.socket());
  portal.with([&](portal_double::Portal& engine) { there.write(engine); });
  administer(server.socket(), {"CREATE USER reader@127.0.0.1 IDENTIFIED BY 'top-secret' REQUIRE SSL",
                               "GRANT SELECT ON " + there.name() + ".* TO reader@127.0.0.1"});
  options.portal_db = server.url("reader", there.name());
  options.password_file = dir.file("password");
  std::ofstream(options.password_file) << "top-secret\n";
  options.tls_ca_file = server.stranger_ca_file();
  EXPECT_EQ(command(), sdctl::kFailed);
  EXPECT_THAT(err.str(), HasSubstr("the portal's database server offers no TLS, or its certificate is not"));
  options.tls_ca_file = "";
  EXPECT_EQ(command(), sdctl::kFailed) << "the server demands it";
  EXPECT_THAT(err.str(), HasSubstr("does not let this user in"));
  options.tls_ca_file = dir.file("none.pem");
  EXPECT_EQ(command(), sdctl::kCannotRun);
  EXPECT_THAT(err.str(), HasSubstr("the file cannot be read"));
  EXPECT_EQ(cards_kept(), 0);
  options.tls_ca_file = server.ca_file();
  ASSERT_EQ(command(), sdctl::kOk) << err.str();
  EXPECT_THAT(out.str(), HasSubstr("Everything is imported."));
  EXPECT_GT(cards_kept(), 50);
}

TEST_F(ImportCommand, ACertificateForAnotherHostIsRefused) {
  connect_groups();
  const TlsServer server("db.example.com");
  options.portal_db = server.url("root", "mysql");
  options.tls_ca_file = server.ca_file();
  EXPECT_EQ(command(), sdctl::kFailed);
  EXPECT_THAT(err.str(), HasSubstr("its certificate is not the one --tls-ca vouches for"));
}

TEST_F(ImportCommand, RefusesAnAddressThatIsNoServer) {
  connect_groups();
  options.portal_db = "sqlite:/somewhere";
  EXPECT_EQ(command(), sdctl::kCannotRun);
  options.portal_db = "mysql://root:hidden@localhost/x";
  EXPECT_EQ(command(), sdctl::kCannotRun);
  EXPECT_THAT(err.str(), Not(HasSubstr("hidden")));
}

}  // namespace
}  // namespace sd::test
