// Brings a database to the schema this program knows. Files are append-only: the hash of an applied file is
// compared at every start.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "extension/core/time.h"
#include "extension/storage/database.h"

namespace sd::storage {

struct Migration {
  int number = 0;    // 1, 2, 3, ... without gaps
  std::string name;  // the file's name, "0001_portal.sql"
  std::string sql;
};

// The files of install/migrations, compiled in: the board's database, and the inbox's, which lives in a file
// of its own so that accepting an event never waits for a board being written.
const std::vector<Migration>& main_migrations();
const std::vector<Migration>& inbox_migrations();

struct SchemaState {
  int applied = 0;  // highest number applied
  int known = 0;    // highest number this program has
};

// What is applied, without changing anything. Errors: those of migrate() but "db.migration_failed".
Result<SchemaState> schema_state(Database& database, std::span<const Migration> migrations);

// Applies what is missing, all of it or nothing. Returns the number of files applied.
// Errors (kInternal), each naming the file in `detail`: "db.migration_changed" (an applied file has another
// hash), "db.migration_unfinished" (a 'running' row was left behind), "db.newer" (the database has a
// migration this program does not know), "db.migration_failed" (the engine refused a statement); and
// from_soci()'s.
Result<int> migrate(Database& database, std::span<const Migration> migrations, TimePoint now);

// 64 hex digits.
std::string sha256_hex(const std::string& text);

}  // namespace sd::storage
