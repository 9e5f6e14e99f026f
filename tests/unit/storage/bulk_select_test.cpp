#include "extension/storage/bulk_select.h"

#include <gtest/gtest.h>

#include "extension/storage/database.h"
#include "tests/servers/test_database.h"

namespace sd::storage {
namespace {

class BulkSelectTest : public testing::Test {
 protected:
  BulkSelectTest() { database_ = std::move(Database::open(place_.options())).value(); }

  template <class Body>
  Status read(const std::string& query, Body&& body) {
    return database_->read("test", [&](soci::session& sql) -> Status {
      BulkSelect rows(sql, database_->dialect(), query);
      body(rows);
      return Done{};
    });
  }

  test::TestDatabase place_;
  std::unique_ptr<Database> database_;
};

TEST_F(BulkSelectTest, GivesNumbersTextsAndNulls) {
  ASSERT_TRUE(read("SELECT -9007199254740993, 'Ж\n''x''', '', NULL", [](BulkSelect& rows) {
    ASSERT_TRUE(rows.next());
    EXPECT_EQ(rows.number(0), -9'007'199'254'740'993);
    EXPECT_EQ(rows.text(1), "Ж\n'x'");
    EXPECT_EQ(rows.text(2), "");
    EXPECT_EQ(rows.maybe_number(0), -9'007'199'254'740'993);
    EXPECT_EQ(rows.maybe_number(3), std::nullopt);
    EXPECT_EQ(rows.number(3), 0);
    EXPECT_EQ(rows.text(3), "");
    EXPECT_FALSE(rows.next());
  }));
}

TEST_F(BulkSelectTest, WhatIsNotFetchedIsLeftBehind) {
  const std::string three = "SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3";
  ASSERT_TRUE(read(three, [](BulkSelect& rows) { EXPECT_TRUE(rows.next()); }));
  long long sum = 0;
  ASSERT_TRUE(read(three, [&](BulkSelect& rows) {
    while (rows.next()) sum += rows.number(0);
  }));
  EXPECT_EQ(sum, 6);
}

TEST_F(BulkSelectTest, AQueryThatFailsIsAnErrorLikeAnyOther) {
  const Status failed = read("SELECT x FROM nowhere", [](BulkSelect&) {});
  ASSERT_FALSE(failed);
  EXPECT_TRUE(failed.error().code.starts_with("db."));
  EXPECT_TRUE(read("SELECT 1", [](BulkSelect& rows) { EXPECT_TRUE(rows.next()); }));
}

}  // namespace
}  // namespace sd::storage
