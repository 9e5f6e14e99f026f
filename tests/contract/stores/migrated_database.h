// A real SQLite file with the real schema, removed at the end of the test.
#pragma once

#include <gtest/gtest.h>

#include <memory>

#include "extension/storage/migrations.h"
#include "tests/doubles/temp_dir.h"

namespace sd::test {

class MigratedDatabase {
 public:
  explicit MigratedDatabase(const std::vector<storage::Migration>& files = storage::main_migrations()) {
    storage::DatabaseOptions options;
    options.url = "sqlite:" + dir_.file("test.db");
    options.sessions = 3;
    database_ = std::move(storage::Database::open(options)).value();
    const Result<int> migrated = storage::migrate(*database_, files, from_ms(1'760'000'000'000));
    if (!migrated) ADD_FAILURE() << migrated.error().code << " " << migrated.error().detail;
  }

  storage::Database& operator*() { return *database_; }
  storage::Database* operator->() { return database_.get(); }
  std::string path() const { return dir_.file("test.db"); }

  long long number(const std::string& query) {
    const auto read = [&](soci::session& sql) -> Result<long long> {
      long long value = 0;
      sql << query, soci::into(value);
      return value;
    };
    return database_->read("test", read).value();
  }

 private:
  TempDir dir_;
  std::unique_ptr<storage::Database> database_;
};

}  // namespace sd::test
