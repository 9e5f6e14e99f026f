#include "install/sdctl/doctor/local_checks.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "extension/config/key_file.h"
#include "extension/storage/migrations.h"
#include "tests/doubles/temp_dir.h"

namespace sd::sdctl {
namespace {

class LocalChecksTest : public testing::Test {
 protected:
  LocalChecksTest() {
    config_.file = dir_.file("servicedesk.toml");
    config_.storage_file = dir_.file("servicedesk.db");
    config_.key_file = dir_.file("servicedesk.key");
    config_.manifests_folder = SD_MANIFESTS;
    config_.ui_folder = dir_.file("ui");
    config_.portals.push_back(
        {parse_web_address("https://portal.example.com").value(), "local.1", Secret{"s"}, {}});
  }

  static std::string codes(const Findings& findings) {
    std::string all;
    for (const Finding& one : findings) {
      EXPECT_FALSE(one.advice.empty());
      all += (all.empty() ? "" : " ") + one.code + (one.weight == Weight::kNote ? "(note)" : "");
    }
    return all;
  }
  void write(const std::string& name, const std::string& text, mode_t mode = 0600) {
    std::ofstream(dir_.file(name)) << text;
    ::chmod(dir_.file(name).c_str(), mode);
  }
  std::unique_ptr<storage::Database> database(const std::string& file,
                                              const storage::Migrations& migrations) {
    storage::DatabaseOptions options;
    options.url = "sqlite:" + file;
    options.sessions = 1;
    auto opened = std::move(storage::Database::open(options)).value();
    EXPECT_TRUE(storage::migrate(*opened, migrations, from_ms(0)));
    return opened;
  }
  void both_databases() {
    database(config_.storage_file, storage::main_migrations());
    database(config_.inbox_file(), storage::inbox_migrations());
  }

  test::TempDir dir_;
  config::Config config_;
};

TEST_F(LocalChecksTest, TellsEveryWrongValueOfTheConfiguration) {
  config::Reading reading;
  reading.problems = {{"a.toml", 3, "listen.port", "0 is out of range", "Give a number."},
                      {"a.toml", 0, "public_url", "it is missing", "Give it."}};
  const Findings findings = config_findings(reading);
  ASSERT_EQ(codes(findings), "config.wrong config.wrong");
  EXPECT_EQ(findings[0].what, "a.toml:3: listen.port: 0 is out of range.");
  EXPECT_EQ(findings[1].what, "a.toml: public_url: it is missing.");
}

TEST_F(LocalChecksTest, TellsASecretThatEverybodyMayRead) {
  write("servicedesk.toml", "client_secret = \"x\"\n", 0644);
  EXPECT_EQ(codes(config_rights(config_)), "config.open_to_others");
  write("servicedesk.toml", "client_secret = \"x\"\n", 0640);
  EXPECT_EQ(codes(config_rights(config_)), "");
  write("servicedesk.toml", "client_secret_file = \"x\"\n", 0644);
  EXPECT_EQ(codes(config_rights(config_)), "");
}

TEST_F(LocalChecksTest, TellsThatNoPortalIsListed) {
  config_.portals.clear();
  EXPECT_EQ(codes(config_rights(config_)), "config.no_portal");
}

TEST_F(LocalChecksTest, AMissingKeyIsANoteBeforeTheFirstStartAndAProblemAfterIt) {
  EXPECT_EQ(codes(key_findings(config_)), "keys.missing(note)");
  EXPECT_FALSE(std::filesystem::exists(config_.key_file)) << "the doctor makes nothing";
  both_databases();
  EXPECT_EQ(codes(key_findings(config_)), "keys.missing");
}

TEST_F(LocalChecksTest, TellsAKeyOthersMayReadAndADamagedOne) {
  ASSERT_TRUE(config::open_key_file(config_.key_file));
  EXPECT_EQ(codes(key_findings(config_)), "");
  ::chmod(config_.key_file.c_str(), 0644);
  EXPECT_EQ(codes(key_findings(config_)), "keys.open_to_others");
  write("servicedesk.key", "abc");
  EXPECT_EQ(codes(key_findings(config_)), "keys.malformed");
  config_.key_file = dir_.file("none/key");
  EXPECT_EQ(codes(key_findings(config_)), "keys.folder");
}

TEST_F(LocalChecksTest, HasNothingToSayOfCurrentDatabases) {
  EXPECT_EQ(codes(database_findings(config_)), "db.missing(note) db.missing(note)");
  both_databases();
  EXPECT_EQ(codes(database_findings(config_)), "");
}

TEST_F(LocalChecksTest, TellsAnOlderSchema) {
  const storage::Migrations& all = storage::main_migrations();
  database(config_.storage_file, {all.server_table, {all.files.front()}});
  database(config_.inbox_file(), storage::inbox_migrations());
  const Findings findings = database_findings(config_);
  ASSERT_EQ(codes(findings), "db.old_schema");
  EXPECT_NE(findings.front().what.find("has 1 of"), std::string::npos);
}

TEST_F(LocalChecksTest, TellsANewerSchema) {
  storage::Migrations future = storage::main_migrations();
  const char* const text = "CREATE TABLE future (id BIGINT);";
  future.files.push_back({9999, "9999_future.sql", text, text});
  database(config_.storage_file, future);
  database(config_.inbox_file(), storage::inbox_migrations());
  EXPECT_EQ(codes(database_findings(config_)), "db.newer");
}

TEST_F(LocalChecksTest, TellsAFileThatIsNoDatabase) {
  write("servicedesk.db", std::string(4096, 'x'));
  EXPECT_EQ(codes(database_findings(config_)), "db.corrupt db.missing(note)");
}

TEST_F(LocalChecksTest, TellsAFolderThatIsNotThere) {
  config_.storage_file = dir_.file("none/servicedesk.db");
  EXPECT_EQ(codes(database_findings(config_)), "db.folder db.folder");
}

TEST_F(LocalChecksTest, TellsAnotherUsersDatabase) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root may give a file away";
  both_databases();
  ASSERT_EQ(::chown(config_.storage_file.c_str(), 65534, 65534), 0);
  EXPECT_EQ(codes(database_findings(config_)), "db.owner");
}

TEST_F(LocalChecksTest, TellsMissingPagesAndWrongManifests) {
  EXPECT_EQ(codes(file_findings(config_)), "ui.missing");
  std::filesystem::create_directories(dir_.file("ui/assets"));
  write("ui/index.html", "<html>");
  EXPECT_EQ(codes(file_findings(config_)), "ui.missing");
  write("ui/client.html", "<html>");
  EXPECT_EQ(codes(file_findings(config_)), "");
  config_.manifests_folder = dir_.file("ui");
  EXPECT_EQ(codes(file_findings(config_)), "manifests.wrong");
}

}  // namespace
}  // namespace sd::sdctl
