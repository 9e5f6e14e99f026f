#include <gmock/gmock.h>
#include <sys/stat.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include "extension/storage/database.h"
#include "install/sdctl/commands.h"
#include "kanban/sql/soci_sync_health.h"
#include "tests/doubles/temp_dir.h"

namespace sd::sdctl {
namespace {

using testing::HasSubstr;

class BackupTest : public testing::Test {
 protected:
  BackupTest() {
    config_.storage_file = dir_.file("desk.db");
    config_.key_file = dir_.file("desk.key");
    EXPECT_EQ(migrate(config_, false, from_ms(0), streams()), kOk);
    run("INSERT INTO portal (id, member_id, client_endpoint, server_endpoint, client_id, "
        "application_token_sealed,"
        " installed_by, installed_ms, state, scope, lang) VALUES (1, 'm1', 'https://p.example/rest/',"
        " 'https://o.example/rest/', 'local.1', '', 1, 0, 'installed', 'task', 'ru')");
    put("first");
  }

  Streams streams() { return {out_, err_}; }
  std::unique_ptr<storage::Database> database(const std::string& file) {
    storage::DatabaseOptions options;
    options.url = "sqlite:" + file;
    options.sessions = 1;
    return std::move(storage::Database::open(options)).value();
  }
  void run(const std::string& statement) {
    EXPECT_TRUE(database(config_.storage_file)
                    ->write("test", storage::Durability::kRelaxed, [&](soci::session& sql) -> Status {
                      sql << statement;
                      return Done{};
                    }));
  }
  void put(const std::string& value) {
    run("REPLACE INTO setting (portal, name, value) VALUES (1, 'word', '" + value + "')");
  }
  std::string word(const std::string& file) {
    return database(file)
        ->read("test",
               [](soci::session& sql) -> Result<std::string> {
                 std::string value;
                 sql << "SELECT value FROM setting WHERE name = 'word'", soci::into(value);
                 return value;
               })
        .value();
  }
  void spoil(const std::string& file) {
    std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
    bytes.seekp(4'096);
    bytes << std::string(8'192, 'x');
  }

  test::TempDir dir_;
  config::Config config_;
  std::string folder_ = dir_.file("backup");
  std::string copy_ = folder_ + "/desk.db";
  std::ostringstream out_, err_;
  const TimePoint now_ = from_ms(1'790'000'000'000);
};

TEST_F(BackupTest, CopiesBothFilesForTheirOwnerOnlyAndPutsThemBack) {
  ASSERT_EQ(backup(config_, folder_, streams()), kOk) << err_.str();
  EXPECT_THAT(out_.str(), HasSubstr("checked"));
  for (const char* name : {"/desk.db", "/desk.db-inbox"}) {
    struct stat facts {};
    ASSERT_EQ(::stat((folder_ + name).c_str(), &facts), 0) << name;
    EXPECT_EQ(facts.st_mode & 0777U, 0600U) << name;
  }
  put("second");
  EXPECT_EQ(word(copy_), "first");
  ASSERT_EQ(restore(config_, folder_, now_, streams()), kOk) << err_.str();
  EXPECT_EQ(word(config_.storage_file), "first");
  EXPECT_EQ(word(config_.storage_file + ".before-1790000000000"), "second");
}

TEST_F(BackupTest, IsOneInstantOfWhatIsBeingWritten) {
  run("CREATE TABLE pair (portal BIGINT PRIMARY KEY, one BIGINT, other BIGINT)");
  run("INSERT INTO pair VALUES (1, 0, 0)");
  std::atomic<bool> stop{false};
  std::thread writer([&] {
    const auto open = database(config_.storage_file);
    while (!stop) {
      (void)open->write("test", storage::Durability::kRelaxed, [&](soci::session& sql) -> Status {
        sql << "UPDATE pair SET one = one + 1";
        sql << "UPDATE pair SET other = other + 1";
        return Done{};
      });
    }
  });
  for (int i = 0; i < 5; ++i) {
    const std::string folder = folder_ + std::to_string(i);
    ASSERT_EQ(backup(config_, folder, streams()), kOk) << err_.str();
    const auto apart =
        database(folder + "/desk.db")->read("test", [](soci::session& sql) -> Result<long long> {
          long long difference = -1;
          sql << "SELECT one - other FROM pair", soci::into(difference);
          return difference;
        });
    EXPECT_EQ(*apart, 0);
  }
  stop = true;
  writer.join();
}

TEST_F(BackupTest, WritesOverNothing) {
  ASSERT_EQ(backup(config_, folder_, streams()), kOk);
  put("second");
  EXPECT_EQ(backup(config_, folder_, streams()), kFailed);
  EXPECT_THAT(err_.str(), HasSubstr("there is a backup already"));
  EXPECT_EQ(word(copy_), "first");
}

TEST_F(BackupTest, ADamagedOrForeignCopyIsNotPutBack) {
  ASSERT_EQ(backup(config_, folder_, streams()), kOk);
  spoil(copy_);
  EXPECT_EQ(restore(config_, folder_, now_, streams()), kFailed);
  EXPECT_THAT(err_.str(), HasSubstr("damaged"));
  std::filesystem::remove(copy_);
  EXPECT_EQ(restore(config_, folder_, now_, streams()), kFailed);
  EXPECT_THAT(err_.str(), HasSubstr("no such file"));
  database(copy_);  // an empty one
  EXPECT_EQ(restore(config_, folder_, now_, streams()), kFailed);
  EXPECT_THAT(err_.str(), HasSubstr("no database of this service"));
  EXPECT_EQ(word(config_.storage_file), "first");
}

TEST_F(BackupTest, IsNotPutBackUnderARunningService) {
  ASSERT_EQ(backup(config_, folder_, streams()), kOk);
  {
    const auto open = database(config_.storage_file);
    kanban::sql::SociSyncHealth health(*open);
    health.set(PortalId{1}, kanban::Figure::kServiceAt, to_ms(now_));
    ASSERT_TRUE(health.flush(now_));
  }
  EXPECT_EQ(restore(config_, folder_, now_, streams()), kFailed);
  EXPECT_THAT(err_.str(), HasSubstr("the service is running"));
  EXPECT_EQ(restore(config_, folder_, now_ + std::chrono::minutes{1}, streams()), kOk) << err_.str();
}

TEST_F(BackupTest, PutsBackWhereTheDatabaseIsDamagedOrGone) {
  ASSERT_EQ(backup(config_, folder_, streams()), kOk);
  spoil(config_.storage_file);
  ASSERT_EQ(restore(config_, folder_, now_, streams()), kOk) << err_.str();
  EXPECT_EQ(word(config_.storage_file), "first");
  for (const auto& file : std::filesystem::directory_iterator(dir_.file("")))
    if (file.is_regular_file()) std::filesystem::remove(file.path());
  ASSERT_EQ(restore(config_, folder_, now_, streams()), kOk) << err_.str();
  EXPECT_EQ(word(config_.storage_file), "first");
}

TEST_F(BackupTest, SaysWhatToRunForAServer) {
  config_.storage_server = "mysql://desk@db.example/desk";
  EXPECT_EQ(backup(config_, folder_, streams()), kCannotRun);
  EXPECT_THAT(err_.str(), HasSubstr("mariadb-dump --single-transaction"));
  EXPECT_EQ(restore(config_, folder_, now_, streams()), kCannotRun);
  EXPECT_FALSE(std::filesystem::exists(folder_));
}

}  // namespace
}  // namespace sd::sdctl
