// Brings a database to the schema this program knows. Files are append-only: the hash of an applied file is
// compared at every start.
#pragma once

#include <string>
#include <vector>

#include "extension/core/time.h"
#include "extension/storage/database.h"

namespace sd::storage {

// One numbered file, in both dialects: the same tables and columns, checked by a test.
struct Migration {
  int number = 0;    // ascending
  std::string name;  // the file's name, "0001_portal.sql"
  std::string sql;   // for SQLite
  std::string mysql;

  const std::string& text(Dialect dialect) const { return dialect == Dialect::kSqlite ? sql : mysql; }
};

struct Migrations {
  // Where a server notes what is applied: both sets live in one database there. A SQLite file has one set,
  // and notes it in "schema_version".
  std::string server_table;
  std::vector<Migration> files;
};

// The files of install/migrations, compiled in: the board's database, and the inbox's, which is a file of its
// own on SQLite so that accepting an event never waits for a board being written, and tables beside the
// board's on a server.
const Migrations& main_migrations();
const Migrations& inbox_migrations();

struct SchemaState {
  int applied = 0;         // highest number applied
  int known = 0;           // highest number this program has
  std::string unfinished;  // the file a server was left with, of number applied + 1; "": none
};

// A table of this name says that a move into a server's database has not ended (move.h).
inline constexpr const char* kMoveMark = "move_unfinished";

// What is applied, without changing anything. Errors: "db.migration_changed", "db.newer",
// "db.move_unfinished" (kConflict), and from_soci()'s.
Result<SchemaState> schema_state(Database& database, const Migrations& migrations);

// What to do with a file that was begun and not ended, which only a server can be left with: each of its
// statements is a transaction of its own.
enum class Unfinished {
  kRefuse,  // another program may be applying it at this moment
  kRepeat,  // run it again; what it finds done is left
};

// Applies what is missing. SQLite: all of it or nothing. A server: file by file. Returns the number of files
// applied. Errors (kInternal), each naming the file in `detail`: "db.migration_changed" (an applied file has
// another hash), "db.migration_unfinished" (see Unfinished), "db.newer" (the database has a migration this
// program does not know), "db.migration_failed" (the engine refused a statement); and from_soci()'s.
Result<int> migrate(Database& database, const Migrations& migrations, TimePoint now,
                    Unfinished unfinished = Unfinished::kRefuse);

// 64 hex digits.
std::string sha256_hex(const std::string& text);

}  // namespace sd::storage
