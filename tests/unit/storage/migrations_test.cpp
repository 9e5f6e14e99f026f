#include "extension/storage/migrations.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "extension/storage/script.h"

#include "tests/servers/test_database.h"

namespace sd::storage {
namespace {

const TimePoint kNow = from_ms(1'760'000'000'123);

class MigrationsTest : public testing::Test {
 protected:
  MigrationsTest() { database_ = std::move(Database::open(place_.options())).value(); }

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

  static Migration both(int number, const std::string& name, const std::string& text) {
    return {number, name, text, text};
  }

  Migrations first_file() const { return {files_.server_table, {files_.files.front()}}; }

  long long tables() { return static_cast<long long>(test::tables_of(*database_).size()); }

  std::string state_table() const { return test::on_server() ? files_.server_table : "schema_version"; }

  test::TestDatabase place_;
  std::unique_ptr<Database> database_;
  Migrations files_{"versions",
                    {both(1, "0001_one.sql", "CREATE TABLE one (a BIGINT); CREATE TABLE two (b BIGINT);"),
                     both(2, "0002_three.sql", "-- why\nCREATE TABLE three (c BIGINT);")}};
};

TEST_F(MigrationsTest, AppliesEveryStatementOfEveryFileOnce) {
  EXPECT_EQ(migrate(*database_, files_, kNow).value(), 2);
  EXPECT_EQ(test::tables_of(*database_),
            (test::on_server() ? std::vector<std::string>{"one", "three", "two", "versions"}
                               : std::vector<std::string>{"one", "schema_version", "three", "two"}));
  EXPECT_EQ(number("SELECT COUNT(*) FROM " + state_table() +
                   " WHERE state = 'done' AND applied_ms = 1760000000123"),
            2);
  EXPECT_EQ(migrate(*database_, files_, kNow).value(), 0);
}

TEST_F(MigrationsTest, AppliesOnlyWhatIsNew) {
  ASSERT_TRUE(migrate(*database_, first_file(), kNow));
  EXPECT_EQ(schema_state(*database_, files_)->applied, 1);
  EXPECT_EQ(schema_state(*database_, files_)->known, 2);
  EXPECT_EQ(migrate(*database_, files_, kNow).value(), 1);
}

TEST_F(MigrationsTest, AsksAnEmptyDatabaseForItsStateWithoutTouchingIt) {
  EXPECT_EQ(schema_state(*database_, files_)->applied, 0);
  EXPECT_EQ(tables(), 0);
}

TEST_F(MigrationsTest, RefusesAChangedFileByName) {
  ASSERT_TRUE(migrate(*database_, files_, kNow));
  files_.files[0].sql += " ";
  files_.files[0].mysql += " ";
  const Result<int> refused = migrate(*database_, files_, kNow);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "db.migration_changed");
  EXPECT_EQ(refused.error().detail, "0001_one.sql");
}

TEST_F(MigrationsTest, RefusesAFileLeftRunningByName) {
  ASSERT_TRUE(migrate(*database_, files_, kNow));
  run("UPDATE " + state_table() + " SET state = 'running' WHERE number = 2");
  const Result<int> refused = migrate(*database_, files_, kNow);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "db.migration_unfinished");
  EXPECT_EQ(refused.error().detail, "0002_three.sql");
  EXPECT_EQ(schema_state(*database_, files_)->unfinished, "0002_three.sql");
  EXPECT_EQ(schema_state(*database_, files_)->applied, 1);
}

TEST_F(MigrationsTest, RefusesADatabaseNewerThanTheProgram) {
  ASSERT_TRUE(migrate(*database_, files_, kNow));
  const Result<int> refused = migrate(*database_, first_file(), kNow);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "db.newer");
  EXPECT_EQ(refused.error().detail, "0002_three.sql");
}

TEST_F(MigrationsTest, ABrokenFileIsNamed) {
  files_.files[1] = both(2, "0002_three.sql", "CREATE TABLE three (c BIGINT); CREATE TABEL four (d BIGINT);");
  const Result<int> refused = migrate(*database_, files_, kNow);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "db.migration_failed");
  EXPECT_EQ(refused.error().detail.rfind("0002_three.sql: ", 0), 0u) << refused.error().detail;
}

TEST_F(MigrationsTest, OfABrokenFileAFileOfSqliteKeepsNothingAndAServerIsGoneOnWith) {
  const std::vector<Migration> right = files_.files;
  files_.files[1] = both(2, "0002_three.sql", "CREATE TABLE three (c BIGINT); CREATE TABEL four (d BIGINT);");
  ASSERT_FALSE(migrate(*database_, files_, kNow));
  if (!test::on_server()) {
    EXPECT_EQ(tables(), 0);
    return;
  }
  EXPECT_EQ(schema_state(*database_, files_)->unfinished, "0002_three.sql");
  EXPECT_EQ(migrate(*database_, files_, kNow).error().code, "db.migration_unfinished");
  // The broken file was never released: its repaired form is another file to the database.
  files_.files = right;
  EXPECT_EQ(migrate(*database_, files_, kNow, Unfinished::kRepeat).error().code, "db.migration_changed");
}

// What a server is left with when the program or the machine stops between two statements.
TEST_F(MigrationsTest, AFileCutShortOnAServerIsFinishedWhenAskedTo) {
  if (!test::on_server()) GTEST_SKIP() << "a file of SQLite is never left so";
  ASSERT_EQ(migrate(*database_, first_file(), kNow).value(), 1);
  for (const char* done : {"CREATE TABLE one (a BIGINT)", "CREATE TABLE two (b BIGINT)"}) {
    run("DROP TABLE IF EXISTS one");
    run("DROP TABLE IF EXISTS two");
    run("DELETE FROM versions");
    run("INSERT INTO versions VALUES (1, '0001_one.sql', '" + sha256_hex(files_.files[0].mysql) +
        "', 1, 'running')");
    run(done);
    EXPECT_EQ(migrate(*database_, first_file(), kNow).error().code, "db.migration_unfinished");
    EXPECT_EQ(migrate(*database_, first_file(), kNow, Unfinished::kRepeat).value(), 1);
    EXPECT_EQ(test::tables_of(*database_), (std::vector<std::string>{"one", "two", "versions"}));
    EXPECT_EQ(schema_state(*database_, first_file())->applied, 1);
  }
}

TEST_F(MigrationsTest, ARepeatedChangeOfATableFindsItDone) {
  if (!test::on_server()) GTEST_SKIP() << "a file of SQLite is never left so";
  files_.files.push_back(both(
      3, "0003_more.sql", "ALTER TABLE one ADD COLUMN more BIGINT; CREATE INDEX one_more ON one (more);"));
  ASSERT_EQ(migrate(*database_, files_, kNow).value(), 3);
  run("UPDATE versions SET state = 'running' WHERE number = 3");
  EXPECT_EQ(migrate(*database_, files_, kNow, Unfinished::kRepeat).value(), 1);
}

TEST_F(MigrationsTest, TheFilesCompiledInAreNumberedInTheirOrderAndApplyBesideEachOther) {
  for (const Migrations* set : {&main_migrations(), &inbox_migrations()}) {
    int before = 0;
    for (const Migration& file : set->files) {
      EXPECT_GT(file.number, before) << file.name;
      before = file.number;
    }
  }
  EXPECT_EQ(migrate(*database_, main_migrations(), kNow).value(),
            static_cast<int>(main_migrations().files.size()));
  test::TestDatabase other;
  const auto inbox =
      std::move(Database::open(test::on_server() ? place_.options() : other.options())).value();
  EXPECT_EQ(migrate(*inbox, inbox_migrations(), kNow).value(),
            static_cast<int>(inbox_migrations().files.size()));
  EXPECT_EQ(schema_state(*database_, main_migrations())->applied,
            static_cast<int>(main_migrations().files.size()));
}

// SOCI reads a column declared INTEGER through 32 bits, which cuts instants.
TEST_F(MigrationsTest, NoColumnIsDeclaredInteger) {
  for (const Migrations* set : {&main_migrations(), &inbox_migrations()}) {
    for (const Migration& file : set->files) {
      for (const std::string* text : {&file.sql, &file.mysql}) {
        for (const std::string& statement : statements_of(*text)) {
          EXPECT_EQ(statement.find("INTEGER"), std::string::npos) << file.name << ": " << statement;
        }
      }
    }
  }
}

TEST_F(MigrationsTest, EveryTableButPortalHasAKeyThatBeginsWithThePortal) {
  ASSERT_TRUE(migrate(*database_, main_migrations(), kNow));
  for (const std::string& table : test::tables_of(*database_)) {
    if (table == "portal" || table == "schema_version") continue;
    const std::vector<test::Column> columns = test::columns_of(*database_, table);
    EXPECT_TRUE(std::any_of(columns.begin(), columns.end(), [](const test::Column& column) {
      return column.name == "portal" && column.key == 1;
    })) << table;
  }
}

TEST(Sha256, IsTheKnownOne) {
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace
}  // namespace sd::storage
