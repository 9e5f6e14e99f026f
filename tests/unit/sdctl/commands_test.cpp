#include "install/sdctl/commands.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <sstream>

#include "extension/config/key_file.h"
#include "extension/core/iso_time.h"
#include "extension/storage/migrations.h"
#include "install/sdctl/doctor_command.h"
#include "kanban/sql/soci_card_store.h"
#include "kanban/sql/soci_settings_store.h"
#include "tests/doubles/fake_clock.h"
#include "tests/doubles/temp_dir.h"
#include "tests/servers/test_database.h"

namespace sd::sdctl {
namespace {

using testing::HasSubstr;

class CommandsTest : public testing::Test {
 protected:
  CommandsTest() {
    if (const DatabaseAddress address = *parse_database_address(place_.url()); address.server()) {
      config_.storage_server = place_.url();
    } else {
      config_.storage_file = dir_.file("servicedesk.db");
    }
  }

  Streams streams() { return {out_, err_}; }
  void migrated() { ASSERT_EQ(migrate(config_, false, from_ms(0), streams()), kOk); }
  void sql(const std::string& url, const std::string& statement) {
    storage::DatabaseOptions options;
    options.url = url;
    options.sessions = 1;
    const auto database = std::move(storage::Database::open(options)).value();
    const Status done =
        database->write("test", storage::Durability::kRelaxed, [&](soci::session& session) -> Status {
          session << statement;
          return Done{};
        });
    ASSERT_TRUE(done) << done.error().detail;
  }
  void portal(int id, const std::string& member) {
    sql(config_.storage_url(),
        "INSERT INTO portal (id, member_id, client_endpoint, server_endpoint, client_id, "
        "application_token_sealed,"
        " installed_by, installed_ms, state, scope, lang) VALUES (" +
            std::to_string(id) + ", '" + member +
            "', 'https://p.example/rest/', 'https://o.example/rest/', 'local.1', '', 1, 0, 'installed', "
            "'task', 'ru')");
  }

  bool on_server() const { return !config_.storage_server.empty(); }

  test::TempDir dir_;
  test::TestDatabase place_;  // a server's empty database; on SQLite the file is ours to make
  config::Config config_;
  std::ostringstream out_, err_;
  const TimePoint now_ = from_ms(1'790'000'000'000);
};

TEST_F(CommandsTest, MigrateShowsAndAppliesAndThenHasNothingToDo) {
  EXPECT_EQ(migrate(config_, true, from_ms(0), streams()), kOk);
  EXPECT_THAT(out_.str(), HasSubstr("would apply 0001_portal.sql\n    which portals this service serves, "));
  EXPECT_THAT(out_.str(), HasSubstr("0005_card_changed.sql\n    up to when everything the portal changed"));
  migrated();
  EXPECT_THAT(out_.str(), HasSubstr("applying 0001_portal.sql"));
  out_.str("");
  migrated();
  EXPECT_THAT(out_.str(), testing::Not(HasSubstr("applying")));
}

TEST_F(CommandsTest, EveryCommandSaysThatThereIsNoDatabaseAndMakesNone) {
  if (on_server()) GTEST_SKIP() << "about files";
  EXPECT_EQ(sync_status(config_, true, now_, streams()), kFailed);
  EXPECT_EQ(health_report(config_, true, now_, streams()), kFailed);
  EXPECT_EQ(report_snapshot(config_, {77, "2026-01-05T09:00:00Z", ""}, streams()), kFailed);
  EXPECT_EQ(uninstall(config_, "m", false, streams()), kFailed);
  EXPECT_THAT(err_.str(), HasSubstr("there is no database yet"));
  EXPECT_EQ(out_.str(), "");
  EXPECT_FALSE(std::filesystem::exists(config_.storage_file));
}

TEST_F(CommandsTest, SyncStatusCountsForScripts) {
  migrated();
  portal(1, "aaaa");
  sql(config_.storage_url(),
      "INSERT INTO back_fill VALUES (1, 77, 'open', 0, 20, 20, 1, 0, 0), (1, 77, 'open_history', 0, 20, 20, "
      "1, 0, 0),"
      " (1, 77, 'closed', 0, 90, 80, 1, 0, NULL), (1, 0, 'labour', 0, 5, 5, 1, 0, NULL)");
  sql(config_.storage_url(), "INSERT INTO bound_group VALUES (1, 77, 'Support', 0, 1, 1, 0, 1, NULL)");
  sql(config_.inbox_url(),
      "INSERT INTO inbox (portal, id, kind, object_id, payload_sealed, received_ms, due_ms, attempts, state,"
      " settled_ms, reason) VALUES (1, 1, 'ticket', 5, '', 1760000000000, 0, 0, 0, NULL, ''),"
      " (1, 2, 'ticket', 6, '', 0, 0, 0, 1, 1760000001000, ''), (0, 1, 'application', 0, '', 0, 0, 9, 2, 0, "
      "'x')");
  out_.str("");
  ASSERT_EQ(sync_status(config_, true, now_, streams()), kOk) << err_.str();
  EXPECT_EQ(
      out_.str(),
      R"({"portals":[{"member":"aaaa","address":"https://p.example/rest/","state":"installed","groups":)"
      R"([{"id":77,"name":"Support","synced":true,"open_cards":0,"cards":0,"revision":0,"planned":130,)"
      R"("done":120}],"backfill":)"
      R"({"phase":"none","running":false,"planned":0,"done":0,"requests":0,"started":null,"finished":null,)"
      R"("seconds_left":null,"phases":[{"phase":"directory","planned":0,"done":0},)"
      R"({"phase":"open","planned":0,"done":0},{"phase":"open_history","planned":0,"done":0},)"
      R"({"phase":"closed","planned":0,"done":0},{"phase":"labour","planned":0,"done":0},)"
      R"({"phase":"closed_history","planned":0,"done":0}]},"limit":{"requests_minute":0,"minute":0},"inbox":)"
      R"({"pending":1,"set_aside":0,"oldest_pending":"2025-10-09T08:53:20+00:00",)"
      R"("last_processed":"2025-10-09T08:53:21+00:00"}}],"inbox":{"pending":1,"set_aside":1,)"
      R"("oldest_pending":"2025-10-09T08:53:20+00:00","last_processed":"2025-10-09T08:53:21+00:00"}})"
      "\n");
  EXPECT_EQ(sync_status(config_, false, now_, streams()), kOk);
  EXPECT_THAT(out_.str(), HasSubstr("group 77 Support: 0 open of 0 cards, read completely"));
  EXPECT_THAT(out_.str(), HasSubstr("    [###########################...] 120 of 130 read\n"));
}

TEST_F(CommandsTest, SyncStatusDrawsTheFirstReading) {
  migrated();
  portal(1, "aaaa");
  sql(config_.storage_url(),
      "INSERT INTO sync_figure (portal, figure, value, updated_ms) VALUES (1, 'backfill.phase', 4, 0),"
      " (1, 'backfill.started_at', 1789999900000, 0), (1, 'backfill.requests', 12, 0),"
      " (1, 'backfill.open.planned', 100, 0), (1, 'backfill.open.done', 100, 0),"
      " (1, 'backfill.closed.planned', 900, 0), (1, 'backfill.closed.done', 150, 0),"
      " (1, 'limit.minute', 120, 0), (1, 'limit.requests_minute', 94, 0)");
  out_.str("");
  ASSERT_EQ(sync_status(config_, false, now_, streams()), kOk) << err_.str();
  EXPECT_THAT(out_.str(),
              HasSubstr("  first reading: [#######.......................] 250 of 1000, about 5 min left, "
                        "12 requests made\n"));
  EXPECT_THAT(out_.str(), HasSubstr("      [##############################] open: 100 of 100\n"
                                    "      [..............................] open_history: 0 of 0\n"
                                    "    > [#####.........................] closed: 150 of 900\n"));
  EXPECT_THAT(out_.str(), HasSubstr("  requests: 94 in the last minute, 120 allowed\n"));
}

TEST_F(CommandsTest, SweepAsksTheServiceForEveryInstalledPortalOrForOne) {
  migrated();
  EXPECT_EQ(sync_sweep(config_, "", from_ms(5), streams()), kFailed);
  portal(1, "m1");
  portal(2, "m2");
  sql(config_.storage_url(), "UPDATE portal SET state = 'uninstalled' WHERE id = 2");
  portal(3, "m3");
  EXPECT_EQ(sync_sweep(config_, "", from_ms(1'760'000'000'000), streams()), kOk);
  EXPECT_THAT(out_.str(), HasSubstr("compares 2 portals"));
  EXPECT_EQ(sync_sweep(config_, "m3", from_ms(1'760'000'000'001), streams()), kOk);
  EXPECT_EQ(sync_sweep(config_, "m2", from_ms(7), streams()), kFailed);
  storage::DatabaseOptions options;
  options.url = config_.storage_url();
  const auto database = std::move(storage::Database::open(options)).value();
  kanban::sql::SociSettingsStore settings(*database);
  EXPECT_EQ(settings.setting(PortalId{1}, "sync.sweep_asked").value(), "1760000000000");
  EXPECT_EQ(settings.setting(PortalId{3}, "sync.sweep_asked").value(), "1760000000001");
  EXPECT_FALSE(settings.setting(PortalId{2}, "sync.sweep_asked")->has_value());
}

TEST_F(CommandsTest, HealthIsFineWhenNothingNeedsAnybody) {
  migrated();
  portal(1, "aaaa");
  sql(config_.storage_url(), "INSERT INTO background_user VALUES (1, 0, 1), (1, 1, 2)");
  sql(config_.storage_url(),
      "INSERT INTO token VALUES (1, 1, 'x', 'x', 1790000000000), (1, 2, 'x', 'x', 1790000000000)");
  out_.str("");
  EXPECT_EQ(health_report(config_, false, now_, streams()), kOk) << err_.str();
  EXPECT_EQ(out_.str(), "aaaa  https://p.example/rest/: healthy\n");
}

TEST_F(CommandsTest, HealthSaysInASentenceEachWhatNeedsSomebody) {
  migrated();
  portal(1, "aaaa");
  sql(config_.storage_url(), "INSERT INTO background_user VALUES (1, 0, 1)");
  sql(config_.storage_url(), "INSERT INTO token VALUES (1, 1, 'x', 'x', 1790000000000)");
  sql(config_.storage_url(),
      "INSERT INTO sync_figure (portal, figure, value, updated_ms) VALUES"
      " (1, 'portal.outage_since', 1789996400000, 0), (1, 'portal.outage_reason', 2, 0)");
  sql(config_.inbox_url(),
      "INSERT INTO inbox (portal, id, kind, object_id, payload_sealed, received_ms, due_ms, attempts, state,"
      " settled_ms, reason) VALUES (1, 1, 'ticket', 5, '', 0, 0, 8, 2, 0, 'portal.shape')");
  out_.str("");
  EXPECT_EQ(health_report(config_, false, now_, streams()), kFailed);
  EXPECT_EQ(
      out_.str(),
      "aaaa  https://p.example/rest/: needs attention\n"
      "  ! the portal answers with a page instead of data since 2026-09-21T13:13:20+00:00: an update or a "
      "holding page; nothing is lost\n"
      "  ! events set aside: 1; see the reasons on the settings page and run them again there\n"
      "  - one administrator's token only: let a second administrator open the application once\n");
  out_.str("");
  EXPECT_EQ(health_report(config_, true, now_, streams()), kFailed);
  EXPECT_THAT(out_.str(), HasSubstr(R"({"healthy":false,"portals":[{"member":"aaaa")"));
  EXPECT_THAT(out_.str(),
              HasSubstr(R"("code":"inbox.set_aside","level":"attention","since":null,"count":1)"));
}

TEST_F(CommandsTest, HealthLeavesOutWhatIsUninstalled) {
  migrated();
  portal(1, "aaaa");
  sql(config_.storage_url(), "UPDATE portal SET state = 'uninstalled'");
  out_.str("");
  EXPECT_EQ(health_report(config_, true, now_, streams()), kOk);
  EXPECT_EQ(out_.str(), "{\"healthy\":true,\"portals\":[]}\n");
}

TEST_F(CommandsTest, ReportTakesTheOnlyPortalAndAsksWhichOfSeveral) {
  migrated();
  portal(1, "aaaa");
  sql(config_.storage_url(), "INSERT INTO bound_group VALUES (1, 77, 'Support', 0, 1, 1, 0, 1, NULL)");
  out_.str("");
  ASSERT_EQ(report_snapshot(config_, {77, "2026-01-05T09:00:00Z", ""}, streams()), kOk) << err_.str();
  EXPECT_THAT(out_.str(), HasSubstr(R"("at":"2026-01-05T09:00:00Z")"));
  EXPECT_EQ(report_snapshot(config_, {78, "2026-01-05T09:00:00Z", ""}, streams()), kFailed);
  EXPECT_THAT(err_.str(), HasSubstr("the group is not connected"));
  portal(2, "bbbb");
  EXPECT_EQ(report_snapshot(config_, {77, "2026-01-05T09:00:00Z", ""}, streams()), kFailed);
  EXPECT_THAT(err_.str(), HasSubstr("aaaa, bbbb"));
  EXPECT_EQ(report_snapshot(config_, {77, "2026-01-05T09:00:00Z", "aaaa"}, streams()), kOk);
  EXPECT_EQ(report_snapshot(config_, {77, "2026-01-05T09:00:00Z", "cccc"}, streams()), kFailed);
}

TEST_F(CommandsTest, ReportRefusesAnInstantThatCouldMeanTwo) {
  EXPECT_EQ(report_snapshot(config_, {77, "2026-01-05T09:00:00", ""}, streams()), kCannotRun);
  EXPECT_THAT(err_.str(), HasSubstr("--at:"));
}

TEST_F(CommandsTest, UninstallWithWipeLeavesNothing) {
  migrated();
  config_.key_file = dir_.file("key");
  EXPECT_EQ(uninstall(config_, "aaaa", true, streams()), kFailed);
  EXPECT_THAT(err_.str(), HasSubstr("there is no such file"));
  ASSERT_TRUE(config::open_key_file(config_.key_file));
  EXPECT_EQ(uninstall(config_, "aaaa", true, streams()), kFailed);
  EXPECT_THAT(err_.str(), HasSubstr("no such portal"));
  portal(1, "aaaa");
  ASSERT_EQ(uninstall(config_, "aaaa", true, streams()), kOk) << err_.str();
  out_.str("");
  ASSERT_EQ(sync_status(config_, false, now_, streams()), kOk);
  EXPECT_THAT(out_.str(), HasSubstr("No portal is installed"));
}

class DeadTransport final : public portal::Transport {
 public:
  Result<portal::WireAnswer> send(const portal::WireRequest&) override {
    return Error{ErrorKind::kUnavailable, "wire.connect", "Failed to connect"};
  }
};

TEST_F(CommandsTest, DoctorTellsAWrongConfigurationAsJson) {
  if (on_server()) GTEST_SKIP() << "about files";
  DeadTransport transport;
  const test::FakeClock clock;
  const config::Reading reading =
      config::parse_config("", "x.toml", [](const std::string&) { return std::nullopt; });
  EXPECT_EQ(doctor(reading, {true, false, false}, transport, clock, streams()), kFailed);
  EXPECT_THAT(out_.str(), HasSubstr(R"({"ok":false,"findings":[{"weight":"problem","code":"config.wrong",)"));
}

TEST_F(CommandsTest, DoctorOfAFreshPlaceHasOnlyNotesOffline) {
  if (on_server()) GTEST_SKIP() << "about files";
  DeadTransport transport;
  const test::FakeClock clock;
  config_.key_file = dir_.file("key");
  config_.manifests_folder = SD_MANIFESTS;
  config_.ui_folder = dir_.file("ui");
  std::filesystem::create_directories(dir_.file("ui/assets"));
  for (const char* page : {"ui/index.html", "ui/client.html"}) {
    std::filesystem::copy_file(std::string(SD_MANIFESTS) + "/stages.json", dir_.file(page));
  }
  config_.portals.push_back(
      {parse_web_address("https://portal.example.com").value(), "local.1", Secret{"s3cret"}, {}});
  config::Reading reading;
  reading.config = config_;
  EXPECT_EQ(doctor(reading, {false, true, true}, transport, clock, streams()), kOk) << out_.str();
  EXPECT_THAT(out_.str(), HasSubstr("Nothing is wrong."));
  EXPECT_THAT(out_.str(), testing::Not(HasSubstr("s3cret")));
}

}  // namespace
}  // namespace sd::sdctl
