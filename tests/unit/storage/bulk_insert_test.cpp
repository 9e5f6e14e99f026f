#include "extension/storage/bulk_insert.h"

#include <gtest/gtest.h>

#include "extension/storage/database.h"
#include "tests/servers/test_database.h"

namespace sd::storage {
namespace {

class BulkInsertTest : public testing::Test {
 protected:
  BulkInsertTest() {
    database_ = std::move(Database::open(place_.options())).value();
    run("CREATE TABLE t (id BIGINT NOT NULL PRIMARY KEY, word TEXT, size BIGINT)" +
        std::string(test::on_server() ? " DEFAULT CHARSET = utf8mb4" : ""));
  }

  void run(const std::string& statement) {
    ASSERT_TRUE(database_->write("test", Durability::kRelaxed, [&](soci::session& sql) -> Status {
      sql << statement;
      return Done{};
    }));
  }
  template <class Fill>
  Status insert(const std::string& tail, Fill&& fill) {
    return database_->write("test", Durability::kRelaxed, [&](soci::session& sql) -> Status {
      BulkInsert rows(sql, database_->dialect(), "INSERT INTO t (id, word, size)", 3, tail);
      fill(rows);
      rows.finish();
      return Done{};
    });
  }
  template <class Value>
  Value value(const std::string& query) {
    const auto read = [&](soci::session& sql) -> Result<Value> {
      Value found{};
      sql << query, soci::into(found);
      return found;
    };
    return database_->read("test", read).value();
  }

  test::TestDatabase place_;
  std::unique_ptr<Database> database_;
};

TEST_F(BulkInsertTest, KeepsEveryCharacterAndNull) {
  const std::string text = std::string("it's \"so\" \\ :x ? %s\n") + '\0' + "🔥 да";
  ASSERT_TRUE(insert("", [&](BulkInsert& rows) {
    rows.number(-9'000'000'000'000'000'000).text(text).null();
    rows.number(2).null().number(7);
  }));
  EXPECT_EQ(value<std::string>("SELECT word FROM t WHERE id < 0"), text);
  EXPECT_EQ(value<long long>("SELECT COUNT(*) FROM t WHERE size IS NULL"), 1);
  EXPECT_EQ(value<long long>("SELECT size FROM t WHERE word IS NULL"), 7);
}

// More than goes out with one statement.
TEST_F(BulkInsertTest, TakesAnyNumberOfRows) {
  const std::string word(1'000, 'w');
  ASSERT_TRUE(insert("", [&](BulkInsert& rows) {
    for (int i = 0; i < 2'000; ++i) rows.number(i).text(word).number(i);
  }));
  EXPECT_EQ(value<long long>("SELECT COUNT(*) FROM t"), 2'000);
  EXPECT_EQ(value<long long>("SELECT SUM(size) FROM t"), 1'999'000);
}

TEST_F(BulkInsertTest, SaysWhatTheEngineRefusesAndStoresNothing) {
  const Status twice = insert("", [](BulkInsert& rows) {
    rows.number(1).text("a").null();
    rows.number(1).text("b").null();
  });
  ASSERT_FALSE(twice);
  EXPECT_EQ(twice.error().code, "db.constraint");
  EXPECT_EQ(twice.error().detail.find("'b'"), std::string::npos) << twice.error().detail;
  EXPECT_EQ(value<long long>("SELECT COUNT(*) FROM t"), 0);
}

TEST_F(BulkInsertTest, TheTailDecidesWhatHappensToRowsThatAreThere) {
  const auto put = [](const char* word) {
    return [word](BulkInsert& rows) { rows.number(1).text(word).null(); };
  };
  ASSERT_TRUE(insert("", put("first")));
  ASSERT_TRUE(insert(or_keep(database_->dialect(), "id"), put("second")));
  EXPECT_EQ(value<std::string>("SELECT word FROM t"), "first");
}

}  // namespace
}  // namespace sd::storage
