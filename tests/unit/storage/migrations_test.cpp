#include "extension/storage/migrations.h"

#include <gtest/gtest.h>

#include "tests/doubles/temp_dir.h"

namespace sd::storage {
namespace {

const TimePoint kNow = from_ms(1'760'000'000'123);

class MigrationsTest : public testing::Test {
 protected:
  MigrationsTest() {
    DatabaseOptions options;
    options.url = "sqlite:" + dir_.file("test.db");
    database_ = std::move(Database::open(options)).value();
  }

  long long number(const std::string& query) {
    return database_
        ->read("test",
               [&](soci::session& sql) -> Result<long long> {
                 long long value = 0;
                 sql << query, soci::into(value);
                 return value;
               })
        .value();
  }

  void run(const std::string& statement) {
    const Status done = database_->write("test", Durability::kRelaxed, [&](soci::session& sql) -> Status {
      sql << statement;
      return Done{};
    });
    ASSERT_TRUE(done) << done.error().detail;
  }

  test::TempDir dir_;
  std::unique_ptr<Database> database_;
  std::vector<Migration> files_{
      {1, "0001_one.sql", "CREATE TABLE one (a BIGINT); CREATE TABLE two (b BIGINT);"},
      {2, "0002_three.sql", "-- why\nCREATE TABLE three (c BIGINT);"}};
};

TEST_F(MigrationsTest, AppliesEveryStatementOfEveryFileOnce) {
  EXPECT_EQ(migrate(*database_, files_, kNow).value(), 2);
  EXPECT_EQ(number("SELECT COUNT(*) FROM sqlite_master WHERE name IN ('one', 'two', 'three')"), 3);
  EXPECT_EQ(number("SELECT COUNT(*) FROM schema_version WHERE state = 'done' AND applied_ms = 1760000000123"),
            2);
  EXPECT_EQ(migrate(*database_, files_, kNow).value(), 0);
}

TEST_F(MigrationsTest, AppliesOnlyWhatIsNew) {
  ASSERT_TRUE(migrate(*database_, std::span(files_).first(1), kNow));
  EXPECT_EQ(schema_state(*database_, files_)->applied, 1);
  EXPECT_EQ(schema_state(*database_, files_)->known, 2);
  EXPECT_EQ(migrate(*database_, files_, kNow).value(), 1);
}

TEST_F(MigrationsTest, AsksAnEmptyDatabaseForItsStateWithoutTouchingIt) {
  EXPECT_EQ(schema_state(*database_, files_)->applied, 0);
  EXPECT_EQ(number("SELECT COUNT(*) FROM sqlite_master"), 0);
}

TEST_F(MigrationsTest, RefusesAChangedFileByName) {
  ASSERT_TRUE(migrate(*database_, files_, kNow));
  files_[0].sql += " ";
  const Result<int> refused = migrate(*database_, files_, kNow);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "db.migration_changed");
  EXPECT_EQ(refused.error().detail, "0001_one.sql");
}

TEST_F(MigrationsTest, RefusesAFileLeftRunningByName) {
  ASSERT_TRUE(migrate(*database_, files_, kNow));
  run("UPDATE schema_version SET state = 'running' WHERE number = 2");
  const Result<int> refused = migrate(*database_, files_, kNow);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "db.migration_unfinished");
  EXPECT_EQ(refused.error().detail, "0002_three.sql");
  EXPECT_EQ(schema_state(*database_, files_).error().code, "db.migration_unfinished");
}

TEST_F(MigrationsTest, RefusesADatabaseNewerThanTheProgram) {
  ASSERT_TRUE(migrate(*database_, files_, kNow));
  const Result<int> refused = migrate(*database_, std::span(files_).first(1), kNow);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "db.newer");
  EXPECT_EQ(refused.error().detail, "0002_three.sql");
}

TEST_F(MigrationsTest, ABrokenFileIsNamedAndLeavesNothingBehind) {
  files_[1].sql = "CREATE TABLE three (c BIGINT); CREATE TABEL four (d BIGINT);";
  const Result<int> refused = migrate(*database_, files_, kNow);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "db.migration_failed");
  EXPECT_EQ(refused.error().detail.rfind("0002_three.sql: ", 0), 0u) << refused.error().detail;
  EXPECT_EQ(number("SELECT COUNT(*) FROM sqlite_master"), 0);
}

TEST_F(MigrationsTest, TheFilesCompiledInAreNumberedWithoutGapsAndApply) {
  for (const std::vector<Migration>* files : {&main_migrations(), &inbox_migrations()}) {
    int expected = 0;
    for (const Migration& file : *files) EXPECT_EQ(file.number, ++expected) << file.name;
  }
  EXPECT_EQ(migrate(*database_, main_migrations(), kNow).value(), static_cast<int>(main_migrations().size()));
  DatabaseOptions options;
  options.url = "sqlite:" + dir_.file("inbox.db");
  const auto inbox = std::move(Database::open(options)).value();
  EXPECT_EQ(migrate(*inbox, inbox_migrations(), kNow).value(), 2);
}

// SOCI reads a column declared INTEGER through 32 bits, which cuts instants.
TEST_F(MigrationsTest, NoColumnIsDeclaredInteger) {
  for (const std::vector<Migration>* files : {&main_migrations(), &inbox_migrations()}) {
    for (const Migration& file : *files) {
      std::string code;
      for (std::size_t at = 0; at < file.sql.size();) {
        const std::size_t end = std::min(file.sql.find('\n', at), file.sql.size());
        const std::string line = file.sql.substr(at, end - at);
        code += line.substr(0, line.find("--"));
        at = end + 1;
      }
      EXPECT_EQ(code.find("INTEGER"), std::string::npos) << file.name;
    }
  }
}

TEST_F(MigrationsTest, EveryTableButPortalHasAKeyThatBeginsWithThePortal) {
  ASSERT_TRUE(migrate(*database_, main_migrations(), kNow));
  EXPECT_EQ(
      number("SELECT COUNT(*) FROM sqlite_master m WHERE m.type = 'table' AND m.name NOT IN ('portal',"
             " 'schema_version', 'sqlite_stat1') AND NOT EXISTS (SELECT 1 FROM pragma_table_info(m.name) c"
             " WHERE c.name = 'portal' AND c.pk = 1)"),
      0);
}

TEST(Sha256, IsTheKnownOne) {
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace
}  // namespace sd::storage
