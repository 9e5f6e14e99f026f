// What holds on every engine.
#include "extension/storage/database.h"

#include <future>
#include <optional>
#include <thread>

#include "tests/servers/test_database.h"
#include "tests/unit/storage/fact_database.h"

namespace sd::storage {
namespace {

using AnyDatabaseTest = FactDatabase<test::TestDatabase>;

TEST_F(AnyDatabaseTest, RollsBackWhatEndsInAnError) {
  const auto database = open();
  create(*database);
  const Status failed = database->write("x", Durability::kRelaxed, [](soci::session& sql) -> Status {
    sql << "INSERT INTO fact (value) VALUES (1)";
    return Error{ErrorKind::kConflict, "card.stale", {}};
  });
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().code, "card.stale");
  EXPECT_EQ(count(*database), 0);
  EXPECT_TRUE(put(*database, 2));
}

TEST_F(AnyDatabaseTest, RollsBackATransactionLeftOpenOnALease) {
  DatabaseOptions options;
  options.sessions = 1;
  const auto database = open(options);
  create(*database);
  {
    Result<Lease> leased = database->lease();
    ASSERT_TRUE(leased);
    leased->sql() << "BEGIN";
    leased->sql() << "INSERT INTO fact (value) VALUES (1)";
  }
  EXPECT_EQ(count(*database), 0);
  EXPECT_TRUE(put(*database, 1));
}

TEST_F(AnyDatabaseTest, WaitsForASessionOnlySoLong) {
  DatabaseOptions options;
  options.sessions = 1;
  options.lease_wait = Millis{5};
  const auto database = open(options);
  std::optional<Lease> held(std::move(database->lease()).value());
  const Result<Lease> second = database->lease();
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, "db.busy");
  held.reset();
  EXPECT_TRUE(database->lease());
}

TEST_F(AnyDatabaseTest, GivesAWaitingCallerTheSessionThatComesBack) {
  DatabaseOptions options;
  options.sessions = 1;
  const auto database = open(options);
  std::optional<Lease> held(std::move(database->lease()).value());
  std::future<bool> waiting = std::async(std::launch::async, [&] { return database->lease().has_value(); });
  held.reset();
  EXPECT_TRUE(waiting.get());
}

TEST_F(AnyDatabaseTest, WritersOfManyThreadsQueue) {
  const auto database = open();
  create(*database);
  {
    std::vector<std::jthread> writers;
    for (long long writer = 0; writer < 4; ++writer) {
      writers.emplace_back([&database, writer] {
        for (long long at = 0; at < 50; ++at) EXPECT_TRUE(put(*database, writer * 1000 + at));
      });
    }
  }
  EXPECT_EQ(count(*database), 200);
}

TEST_F(AnyDatabaseTest, AReaderSeesOneSnapshotWhileAWriterCommits) {
  const auto database = open();
  create(*database);
  const Result<long long> before_and_after =
      database->read("x", [&](soci::session& sql) -> Result<long long> {
        long long first = 0, second = 0;
        sql << "SELECT COUNT(*) FROM fact", soci::into(first);
        EXPECT_TRUE(put(*database, 7));
        sql << "SELECT COUNT(*) FROM fact", soci::into(second);
        return first * 10 + second;
      });
  EXPECT_EQ(before_and_after.value(), 0);
  EXPECT_EQ(count(*database), 1);
}

TEST_F(AnyDatabaseTest, AnErrorNamesTheRuleAndNeverTheValues) {
  const auto database = open();
  create(*database);
  ASSERT_TRUE(put(*database, 4711));
  const Status refused = put(*database, 4711);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "db.constraint");
  EXPECT_EQ(refused.error().kind, ErrorKind::kConflict);
  EXPECT_EQ(refused.error().detail.find("4711"), std::string::npos) << refused.error().detail;
  EXPECT_EQ(refused.error().detail.find("INSERT"), std::string::npos) << refused.error().detail;
}

// A store that compares a revision relies on it.
TEST_F(AnyDatabaseTest, CountsRowsFoundAndNotRowsChanged) {
  const auto database = open();
  create(*database);
  ASSERT_TRUE(put(*database, 7));
  const auto found = database->write("x", Durability::kRelaxed, [](soci::session& sql) -> Result<long long> {
    soci::statement update = (sql.prepare << "UPDATE fact SET value = 7 WHERE value = 7");
    update.execute(true);
    return update.get_affected_rows();
  });
  EXPECT_EQ(found.value(), 1);
}

TEST_F(AnyDatabaseTest, DeletesSomeRowsLowestFirst) {
  const auto database = open();
  create(*database);
  for (long long value = 1; value <= 5; ++value) ASSERT_TRUE(put(*database, value));
  const std::string statement = delete_some(database->dialect(), "fact", "value", "value < :below", "value");
  const auto removed =
      database->write("x", Durability::kRelaxed, [&](soci::session& sql) -> Result<long long> {
        const long long below = 4, most = 2;
        soci::statement remove =
            (sql.prepare << statement, soci::use(below, "below"), soci::use(most, "most"));
        remove.execute(true);
        return remove.get_affected_rows();
      });
  EXPECT_EQ(removed.value(), 2);
  const auto least = database->read("x", [](soci::session& sql) -> Result<long long> {
    long long value = 0;
    sql << "SELECT MIN(value) FROM fact", soci::into(value);
    return value;
  });
  EXPECT_EQ(least.value(), 3);
}

}  // namespace
}  // namespace sd::storage
