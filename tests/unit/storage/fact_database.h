// A database with one table of numbers, each of them once: what tests of Database itself write to.
#pragma once

#include <gtest/gtest.h>

#include "extension/storage/database.h"

namespace sd::storage {

// The fixture of tests on a place that says its url(): TestDatabase, or anything like it.
template <class Place>
class FactDatabase : public testing::Test {
 protected:
  std::unique_ptr<Database> open(DatabaseOptions options = {}) {
    options.url = place_.url();
    options.repeat_pause = Millis{1};
    Result<std::unique_ptr<Database>> opened = Database::open(options);
    EXPECT_TRUE(opened) << opened.error().detail;
    return std::move(opened).value();
  }

  static Status put(Database& database, long long value, Durability durability = Durability::kRelaxed) {
    return database.write("put", durability, [&](soci::session& sql) -> Status {
      sql << "INSERT INTO fact (value) VALUES (:value)", soci::use(value, "value");
      return Done{};
    });
  }

  static long long count(Database& database) {
    const Result<long long> rows = database.read("count", [](soci::session& sql) -> Result<long long> {
      long long number = 0;
      sql << "SELECT COUNT(*) FROM fact", soci::into(number);
      return number;
    });
    return rows ? *rows : -1;
  }

  static void create(Database& database) {
    const Status made = database.write("create", Durability::kRelaxed, [](soci::session& sql) -> Status {
      sql << "CREATE TABLE fact (value BIGINT NOT NULL UNIQUE)";
      return Done{};
    });
    ASSERT_TRUE(made) << made.error().detail;
  }

  Place place_;
};

}  // namespace sd::storage
