// sdctl move, from a SQLite installation to a real server.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "extension/storage/move.h"
#include "install/sdctl/commands.h"
#include "install/sdctl/opened.h"
#include "tests/servers/test_database.h"
#include "tests/servers/tls_server.h"

namespace sd::sdctl {
namespace {

using testing::HasSubstr;

class MoveTest : public testing::Test {
 protected:
  MoveTest() {
    source_.storage_file = dir_.file("servicedesk.db");
    EXPECT_EQ(migrate(source_, false, from_ms(0), streams()), kOk) << err_.str();
    const Opened opened = std::move(open_databases(source_, true)).value();
    run(*opened.database,
        "INSERT INTO bound_group VALUES (1, 77, 'Поддержка 🔥', 9007199254740993, 1, 1, 0, 1, NULL)");
    run(*opened.database,
        "INSERT INTO setting VALUES (1, 'a', ''), (1, 'b', '; DROP TABLE card; -- '' \" \\ :name')");
    run(*opened.database,
        "INSERT INTO dictionary (portal, kind, sort, title, color) VALUES (1, 'type', 0, 'A', ''), (1, "
        "'type', 1, 'A ', ''),"
        " (1, 'type', 2, 'a', '')");
    for (int at = 0; at < 3'000; at += 500) {
      std::string rows;
      for (int row = at; row < at + 500; ++row) {
        rows += (rows.empty() ? "(1, " : ", (1, ") + std::to_string(row % 7) + ", 'h" + std::to_string(row) +
                "', 1, 1, 1, 'person', 'stage', 'от', 'до', '')";
      }
      run(*opened.database, "INSERT INTO journal VALUES " + rows);
    }
    run(*opened.inbox, "INSERT INTO inbox VALUES (1, 5, 'ticket', 8, '', 1, 2, 0, 0, NULL, '')");
    out_.str("");
  }

  Streams streams() { return {out_, err_}; }

  static void run(storage::Database& database, const std::string& statement) {
    const Status done =
        database.write("test", storage::Durability::kRelaxed, [&](soci::session& sql) -> Status {
          sql << statement;
          return Done{};
        });
    ASSERT_TRUE(done) << done.error().detail;
  }

  std::unique_ptr<storage::Database> target() {
    return std::move(storage::Database::open(place_.options())).value();
  }

  int move_it() { return move({"sqlite:" + source_.storage_file, place_.url(), ""}, from_ms(0), streams()); }

  // What the move says when `statement` changes the target after `table` was copied and before it is
  // compared.
  Error changed_meanwhile(const std::string& table, const std::string& statement) {
    const Opened opened = std::move(open_databases(source_, true)).value();
    const auto there = target(), other = target();
    bool changed = false;
    const auto moved =
        storage::move_installation(*opened.database, *opened.inbox, *there, from_ms(0),
                                   [&](const std::string& copied, long long done, long long all) {
                                     if (copied != table || done < all || changed) return;
                                     changed = true;
                                     run(*other, statement);
                                   });
    EXPECT_TRUE(changed);
    return moved ? Error{} : moved.error();
  }

  test::TempDir dir_;
  test::TestDatabase place_{storage::Dialect::kMysql};
  config::Config source_;
  std::ostringstream out_, err_;
};

TEST_F(MoveTest, TakesEveryRowOfBothFilesAndComparesThem) {
  ASSERT_EQ(move_it(), kOk) << err_.str();
  EXPECT_THAT(out_.str(), HasSubstr("  journal: 3000 rows\n"));
  EXPECT_THAT(out_.str(), HasSubstr("  inbox: 1 row\n"));
  EXPECT_THAT(out_.str(), HasSubstr("3007 rows, the same on both sides"));

  const Opened opened = std::move(open_databases(source_, true)).value();
  const auto there = target();
  for (const auto& [database, set] : {std::pair(opened.database.get(), &storage::main_migrations()),
                                      std::pair(opened.inbox.get(), &storage::inbox_migrations())}) {
    for (const std::string& table : storage::tables_of(*set)) {
      std::vector<std::string> columns;
      for (const test::Column& column : test::columns_of(*database, table)) columns.push_back(column.name);
      EXPECT_EQ(*storage::fingerprint(*database, table, columns),
                *storage::fingerprint(*there, table, columns))
          << table;
    }
  }
}

// Tables that migrations make are found in their text; none may be forgotten.
TEST_F(MoveTest, KnowsEveryTable) {
  const Opened opened = std::move(open_databases(source_, true)).value();
  for (const auto& [database, set] : {std::pair(opened.database.get(), &storage::main_migrations()),
                                      std::pair(opened.inbox.get(), &storage::inbox_migrations())}) {
    std::vector<std::string> known = storage::tables_of(*set);
    known.emplace_back("schema_version");
    std::sort(known.begin(), known.end());
    EXPECT_EQ(known, test::tables_of(*database));
  }
}

TEST_F(MoveTest, ACheckThatWouldMissADifferenceIsNone) {
  ASSERT_EQ(move_it(), kOk) << err_.str();
  const Opened opened = std::move(open_databases(source_, true)).value();
  const auto there = target();
  const std::vector<std::string> columns{"portal", "name", "value"};
  const auto same = [&] {
    return *storage::fingerprint(*opened.database, "setting", columns) ==
           *storage::fingerprint(*there, "setting", columns);
  };
  EXPECT_TRUE(same());
  run(*there, "UPDATE setting SET value = ' ' WHERE name = 'a'");
  EXPECT_FALSE(same());
  run(*there, "UPDATE setting SET value = '' WHERE name = 'a'");
  EXPECT_TRUE(same());
  run(*there, "DELETE FROM setting WHERE name = 'a'");
  EXPECT_FALSE(same());
}

TEST_F(MoveTest, NamesTheRowThatDiffersByItsKeyAndTheColumn) {
  const struct {
    const char* table;
    const char* statement;
    const char* detail;
  } cases[] = {
      {"journal", "UPDATE journal SET to_value = 'дo' WHERE fact_key = 'h1234'",
       "journal: 3000 rows sent, 3000 arrived; the first that differs: portal=1, ticket=2, fact_key=h1234: "
       "to_value"},
      {"bound_group", "UPDATE bound_group SET estimate_first = 1 - estimate_first",
       "bound_group: 1 rows sent, 1 arrived; the first that differs: portal=1, group_id=77: estimate_first"},
      {"journal", "DELETE FROM journal WHERE fact_key = 'h2998'",
       "journal: 3000 rows sent, 2999 arrived; the first that differs: portal=1, ticket=2, fact_key=h2998: "
       "did not arrive"},
      {"setting", "INSERT INTO setting VALUES (1, 'c', 'x')",
       "setting: 2 rows sent, 3 arrived; the first that differs: portal=1, name=c: was not sent"},
      {"setting", "UPDATE setting SET name = 'z' WHERE name = 'b'",
       "setting: 2 rows sent, 2 arrived; the first that differs: portal=1, name=b: did not arrive"},
      {"inbox", "UPDATE inbox SET attempts = 7",
       "inbox: 1 rows sent, 1 arrived; the first that differs: portal=1, id=5: attempts"},
  };
  for (const auto& one : cases) {
    const Error error = changed_meanwhile(one.table, one.statement);
    EXPECT_EQ(error.code, "move.differs");
    EXPECT_EQ(error.detail, one.detail);
  }
  EXPECT_EQ(move_it(), kOk) << err_.str();
}

TEST_F(MoveTest, GoesEncryptedToTheServerThatTheFileVouchesForAndToNoOther) {
  const test::TlsServer server;
  test::administer(server.socket(), {"CREATE DATABASE board",
                                     "CREATE USER desk@127.0.0.1 IDENTIFIED BY 'top-secret' REQUIRE SSL",
                                     "GRANT ALL ON board.* TO desk@127.0.0.1"});
  std::ofstream(dir_.file("password")) << "top-secret\n";
  MoveOptions options{"sqlite:" + source_.storage_file, server.url("desk", "board"), dir_.file("password"),
                      server.stranger_ca_file()};
  EXPECT_EQ(move(options, from_ms(0), streams()), kFailed);
  EXPECT_THAT(err_.str(), HasSubstr("the database server offers no TLS, or its certificate is not the one"));
  options.tls_ca_file = "";
  EXPECT_EQ(move(options, from_ms(0), streams()), kFailed) << "the server demands it";
  options.tls_ca_file = dir_.file("none.pem");
  EXPECT_EQ(move(options, from_ms(0), streams()), kCannotRun);
  EXPECT_THAT(err_.str(), HasSubstr("--tls-ca names a file that cannot be read"));
  EXPECT_EQ(out_.str(), "") << "nothing was begun";
  options.tls_ca_file = server.ca_file();
  ASSERT_EQ(move(options, from_ms(0), streams()), kOk) << err_.str();
  EXPECT_THAT(out_.str(), HasSubstr("3007 rows, the same on both sides"));
}

TEST_F(MoveTest, RefusesATargetThatHoldsRows) {
  ASSERT_EQ(move_it(), kOk) << err_.str();
  EXPECT_EQ(move_it(), kFailed);
  EXPECT_THAT(err_.str(), HasSubstr("the target holds rows already"));
}

TEST_F(MoveTest, BeginsAnewWhereAMoveWasBrokenOff) {
  // The target refuses a row in the middle.
  const auto there = target();
  for (const storage::Migrations* set : {&storage::main_migrations(), &storage::inbox_migrations()}) {
    ASSERT_TRUE(storage::migrate(*there, *set, from_ms(0)));
  }
  test::refuse_rows(*there, "journal", "NEW.fact_key = 'h2999'");
  EXPECT_EQ(move_it(), kFailed);
  EXPECT_THAT(err_.str(), HasSubstr("journal: "));
  // Nobody takes what is there for an installation.
  EXPECT_EQ(storage::schema_state(*there, storage::main_migrations()).error().code, "db.move_unfinished");
  EXPECT_EQ(storage::migrate(*there, storage::inbox_migrations(), from_ms(0)).error().code,
            "db.move_unfinished");

  run(*there, "DROP TRIGGER stop");
  EXPECT_EQ(move_it(), kOk) << err_.str();
  EXPECT_TRUE(storage::schema_state(*there, storage::main_migrations()));
}

TEST_F(MoveTest, SaysWhichAddressIsWrong) {
  EXPECT_EQ(move({place_.url(), place_.url(), ""}, from_ms(0), streams()), kCannotRun);
  EXPECT_EQ(move({"sqlite:" + source_.storage_file, "sqlite:/x", ""}, from_ms(0), streams()), kCannotRun);
  EXPECT_EQ(move({"sqlite:" + source_.storage_file, place_.url(), "/nowhere"}, from_ms(0), streams()),
            kCannotRun);
  EXPECT_EQ(move({"sqlite:" + dir_.file("none.db"), place_.url(), ""}, from_ms(0), streams()), kFailed);
  EXPECT_THAT(err_.str(), HasSubstr("there is no database yet"));
}

}  // namespace
}  // namespace sd::sdctl
