// A write whose statements are kept: on every engine it is stored, rolled back and repeated as any other.
#include "extension/storage/standing_write.h"

#include <gtest/gtest.h>

#include <thread>

#include "tests/servers/mariadb_server.h"
#include "tests/servers/test_database.h"

namespace sd::storage {
namespace {

struct Insert {
  explicit Insert(soci::session& session)
      : sql(session),
        insert((session.prepare << "INSERT INTO fact (value) VALUES (:value)", soci::use(value, "value"))) {}
  Insert(const Insert&) = delete;
  Insert& operator=(const Insert&) = delete;

  void run(long long given) {
    value = given;
    insert.execute(true);
  }

  soci::session& sql;
  long long value = 0;
  soci::statement insert;
};

class StandingWriteTest : public testing::Test {
 protected:
  StandingWriteTest() {
    DatabaseOptions options = place_.options();
    options.sessions = 3;
    options.repeat_pause = Millis{1};
    database_ = std::move(Database::open(options)).value();
    EXPECT_TRUE(database_->write("create", Durability::kRelaxed, [](soci::session& sql) -> Status {
      sql << "CREATE TABLE fact (value BIGINT NOT NULL UNIQUE)";
      return Done{};
    }));
    write_ = std::make_unique<StandingWrite<Insert>>(*database_);
  }

  Status put(long long value) {
    return write_->run("put", [&](Insert& insert) -> Status {
      insert.run(value);
      return Done{};
    });
  }

  std::vector<long long> values() {
    return database_
        ->read("values",
               [](soci::session& sql) -> Result<std::vector<long long>> {
                 std::vector<long long> all;
                 const soci::rowset<long long> rows =
                     (sql.prepare << "SELECT value FROM fact ORDER BY value");
                 for (const long long value : rows) all.push_back(value);
                 return all;
               })
        .value();
  }

  test::TestDatabase place_;
  std::unique_ptr<Database> database_;
  std::unique_ptr<StandingWrite<Insert>> write_;
};

TEST_F(StandingWriteTest, StoresAgainAndAgain) {
  for (long long value = 1; value <= 3; ++value) ASSERT_TRUE(put(value));
  EXPECT_EQ(values(), (std::vector<long long>{1, 2, 3}));
}

TEST_F(StandingWriteTest, TakesTurnsWithOtherWriters) {
  std::thread other([this] {
    for (long long value = 101; value <= 150; ++value) {
      EXPECT_TRUE(database_->write("other", Durability::kRelaxed, [&](soci::session& sql) -> Status {
        sql << "INSERT INTO fact (value) VALUES (:value)", soci::use(value, "value");
        return Done{};
      }));
    }
  });
  for (long long value = 1; value <= 50; ++value) EXPECT_TRUE(put(value));
  other.join();
  EXPECT_EQ(values().size(), 100U);
}

TEST_F(StandingWriteTest, RollsBackWhatEndsInAnErrorAndGoesOn) {
  ASSERT_TRUE(put(1));
  const Status refused = write_->run("put", [&](Insert& insert) -> Status {
    insert.run(2);
    return Error{ErrorKind::kConflict, "card.stale", {}};
  });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "card.stale");
  ASSERT_TRUE(put(3));
  EXPECT_EQ(values(), (std::vector<long long>{1, 3}));
}

TEST_F(StandingWriteTest, RollsBackWhatTheDatabaseRefusesAndGoesOn) {
  ASSERT_TRUE(put(1));
  const Status refused = write_->run("put", [&](Insert& insert) -> Status {
    insert.run(2);
    insert.run(1);
    return Done{};
  });
  EXPECT_FALSE(refused);
  ASSERT_TRUE(put(3));
  EXPECT_EQ(values(), (std::vector<long long>{1, 3}));
}

TEST_F(StandingWriteTest, OutlivesALostConnection) {
  if (database_->dialect() == Dialect::kSqlite) GTEST_SKIP() << "a file has no connection to lose";
  ASSERT_TRUE(put(1));
  int attempts = 0;
  const Status stored = write_->run("put", [&](Insert& insert) -> Status {
    if (++attempts == 1) {
      long long id = 0;
      insert.sql << "SELECT CONNECTION_ID()", soci::into(id);
      test::administer(test::shared_socket(), {"KILL " + std::to_string(id)});
    }
    insert.run(2);
    return Done{};
  });
  EXPECT_TRUE(stored) << stored.error().detail;
  EXPECT_EQ(attempts, 2);
  ASSERT_TRUE(put(3));
  EXPECT_EQ(values(), (std::vector<long long>{1, 2, 3}));
}

TEST_F(StandingWriteTest, OutlivesAServerThatIsAwayForLong) {
  if (database_->dialect() == Dialect::kSqlite) GTEST_SKIP() << "a file has no server to lose";
  test::MariadbServer server;
  const test::TestDatabase place(server);
  DatabaseOptions options = place.options();
  options.sessions = 2;
  options.repeat_pause = Millis{1};
  write_.reset();
  database_ = std::move(Database::open(options)).value();
  ASSERT_TRUE(database_->write("create", Durability::kRelaxed, [](soci::session& sql) -> Status {
    sql << "CREATE TABLE fact (value BIGINT NOT NULL UNIQUE)";
    return Done{};
  }));
  write_ = std::make_unique<StandingWrite<Insert>>(*database_);
  ASSERT_TRUE(put(1));
  server.kill();
  // Longer than one write tries to reach it again.
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(put(2));
  server.start_again();
  ASSERT_TRUE(put(3));
  // The tests' servers do not wait for the disk: what was stored just before the kill may be gone.
  EXPECT_EQ(values().back(), 3);
  write_.reset();
  database_.reset();
}

}  // namespace
}  // namespace sd::storage
