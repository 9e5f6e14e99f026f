// A database with the real schema, on the engine this run is for, removed at the end of the test.
#pragma once

#include <gtest/gtest.h>

#include <memory>

#include "extension/storage/migrations.h"
#include "tests/servers/test_database.h"

namespace sd::test {

class MigratedDatabase {
 public:
  explicit MigratedDatabase(const storage::Migrations& files = storage::main_migrations()) {
    database_ = std::move(storage::Database::open(place_.options())).value();
    const Result<int> migrated = storage::migrate(*database_, files, from_ms(1'760'000'000'000));
    if (!migrated) ADD_FAILURE() << migrated.error().code << " " << migrated.error().detail;
  }

  storage::Database& operator*() { return *database_; }
  storage::Database* operator->() { return database_.get(); }

  long long number(const std::string& query) {
    const auto read = [&](soci::session& sql) -> Result<long long> {
      long long value = 0;
      sql << query, soci::into(value);
      return value;
    };
    return database_->read("test", read).value();
  }

 private:
  TestDatabase place_;
  std::unique_ptr<storage::Database> database_;
};

}  // namespace sd::test
