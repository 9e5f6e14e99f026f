// SQLite's own behaviour; what holds on every engine is in any_database_test.cpp.
#include "extension/storage/database.h"

#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "tests/doubles/temp_dir.h"
#include "tests/unit/storage/fact_database.h"

namespace sd::storage {
namespace {

struct File {
  std::string url() const { return "sqlite:" + file("test.db"); }
  std::string file(const std::string& name) const { return dir.file(name); }

  test::TempDir dir;
};

using DatabaseTest = FactDatabase<File>;

TEST_F(DatabaseTest, RefusesAnAddressOfAnotherKind) {
  for (const char* url : {"", "sqlite:", "mysql:host=x", "mysql://u:secret@h/d", "/plain/path",
                          "sqlite:/a\"b", "sqlite:/a\nb"}) {
    DatabaseOptions options;
    options.url = url;
    const auto opened = Database::open(options);
    ASSERT_FALSE(opened) << url;
    EXPECT_EQ(opened.error().code, "db.url") << url;
  }
}

TEST_F(DatabaseTest, SaysWhichFileCannotBeOpened) {
  DatabaseOptions options;
  options.url = "sqlite:" + place_.file("missing/test.db");
  const auto opened = Database::open(options);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, "db.connection");
  EXPECT_NE(opened.error().detail.find("missing/test.db"), std::string::npos);
}

TEST_F(DatabaseTest, RefusesAFileThatIsNoDatabase) {
  std::ofstream(place_.file("test.db")) << std::string(4096, 'x');
  DatabaseOptions options;
  options.url = "sqlite:" + place_.file("test.db");
  const auto opened = Database::open(options);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, "db.corrupt");
}

TEST_F(DatabaseTest, MakesAFileOnlyItsOwnerCanRead) {
  const auto database = open();
  create(*database);
  for (const char* name : {"test.db", "test.db-wal"}) {
    struct stat state {};
    ASSERT_EQ(::stat(place_.file(name).c_str(), &state), 0) << name;
    EXPECT_EQ(state.st_mode & 0777u, 0600u) << name;
  }
}

TEST_F(DatabaseTest, SetsTheSessionsUp) {
  const auto database = open();
  const Result<std::string> mode = database->read("pragma", [](soci::session& sql) -> Result<std::string> {
    std::string journal;
    long long keys = 0, synchronous = 0, busy = 0;
    sql << "PRAGMA journal_mode", soci::into(journal);
    sql << "PRAGMA foreign_keys", soci::into(keys);
    sql << "PRAGMA synchronous", soci::into(synchronous);
    sql << "PRAGMA busy_timeout", soci::into(busy);
    return journal + " " + std::to_string(keys) + " " + std::to_string(synchronous) + " " +
           std::to_string(busy);
  });
  ASSERT_TRUE(mode) << mode.error().detail;
  EXPECT_EQ(*mode, "wal 1 1 5000");
}

TEST_F(DatabaseTest, ADurableWriteRunsWithFullSynchronisationAndLeavesNone) {
  DatabaseOptions options;
  options.sessions = 1;
  const auto database = open(options);
  const auto synchronous = [](soci::session& sql) -> Result<long long> {
    long long level = 0;
    sql << "PRAGMA synchronous", soci::into(level);
    return level;
  };
  EXPECT_EQ(database->write("x", Durability::kDurable, synchronous).value(), 2);
  EXPECT_EQ(database->write("x", Durability::kRelaxed, synchronous).value(), 1);
}

TEST_F(DatabaseTest, SaysBusyWhenAnotherProcessHoldsTheLock) {
  DatabaseOptions options;
  options.busy_wait = Millis{10};
  const auto ours = open(options);
  create(*ours);
  const auto theirs = open(options);
  Result<Lease> leased = theirs->lease();
  leased->sql() << "BEGIN IMMEDIATE";
  const Status refused = put(*ours, 1);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "db.busy");
  EXPECT_EQ(refused.error().kind, ErrorKind::kUnavailable);
}

TEST_F(DatabaseTest, AFullDiskIsSaidAndWhatWasStoredStays) {
  DatabaseOptions options;
  options.sessions = 1;
  const auto database = open(options);
  create(*database);
  ASSERT_TRUE(put(*database, 1));
  {
    Result<Lease> leased = database->lease();
    leased->sql() << "PRAGMA max_page_count = 1";
  }
  Status last = Done{};
  for (long long value = 2; last && value < 10'000; ++value) last = put(*database, value);
  ASSERT_FALSE(last);
  EXPECT_EQ(last.error().code, "db.full");
  EXPECT_EQ(last.error().kind, ErrorKind::kUnavailable);
  EXPECT_GE(count(*database), 1);
}

TEST_F(DatabaseTest, ALogMadeLongAtOnceDoesNotGrowAndHoldsNothing) {
  DatabaseOptions options;
  options.auto_checkpoint = false;
  options.log_bytes = 8 * 1024 * 1024;
  const auto database = open(options);
  const auto log_size = [&] { return std::filesystem::file_size(place_.file("test.db-wal")); };
  const std::uintmax_t before = log_size();
  EXPECT_GE(before, 6u * 1024 * 1024);
  create(*database);
  for (long long value = 0; value < 50; ++value) ASSERT_TRUE(put(*database, value, Durability::kDurable));
  EXPECT_EQ(log_size(), before);
  EXPECT_TRUE(database->checkpoint());
  ASSERT_TRUE(put(*database, 50));
  EXPECT_EQ(log_size(), before);
  EXPECT_EQ(count(*database), 51);
}

TEST_F(DatabaseTest, CheckpointsBesideReadersAndWriters) {
  DatabaseOptions options;
  options.auto_checkpoint = false;
  const auto database = open(options);
  create(*database);
  ASSERT_TRUE(put(*database, 1));
  EXPECT_TRUE(database->checkpoint());
  EXPECT_EQ(count(*database), 1);
}

}  // namespace
}  // namespace sd::storage
