// Where a test keeps a database. Every test that asks for one here runs on both engines: SD_TEST_MARIADB in
// the environment sends it to a server (ctest does, in tests named "mariadb.*"; SD_TEST_MARIADB=own by hand),
// else it is a SQLite file. Each has its own database, removed at its end.
#pragma once

#include <string>
#include <vector>

#include "extension/storage/database.h"
#include "tests/doubles/temp_dir.h"
#include "tests/servers/mariadb_server.h"

namespace sd::test {

storage::Dialect dialect_under_test();
inline bool on_server() { return dialect_under_test() == storage::Dialect::kMysql; }

class TestDatabase {
 public:
  TestDatabase() : TestDatabase(dialect_under_test()) {}
  explicit TestDatabase(storage::Dialect dialect);
  // On a server of the test's own.
  explicit TestDatabase(const MariadbServer& server)
      : TestDatabase(storage::Dialect::kMysql, server.socket()) {}
  TestDatabase(const TestDatabase&) = delete;
  TestDatabase& operator=(const TestDatabase&) = delete;
  ~TestDatabase();

  const std::string& url() const { return url_; }
  // A few sessions, and pauses that do not slow a test down.
  storage::DatabaseOptions options() const;

 private:
  TestDatabase(storage::Dialect dialect, const std::string& socket);

  TempDir dir_;
  std::string socket_;
  std::string name_;
  std::string url_;
};

// The tables of `database`, by name, without the engine's own.
std::vector<std::string> tables_of(storage::Database& database);

struct Column {
  std::string name;
  bool nullable = false;
  int key = 0;  // position in the primary key from 1; 0: not part of it

  friend bool operator==(const Column&, const Column&) = default;
};
// In the order of the declaration.
std::vector<Column> columns_of(storage::Database& database, const std::string& table);

// From now on `table` takes no row that meets `condition` ("NEW.column = 3"): "db.constraint".
void refuse_rows(storage::Database& database, const std::string& table, const std::string& condition);

// How the engine would run `query`, in its own words: the names of the indexes it uses are among them.
std::string plan_of(storage::Database& database, const std::string& query);

// What anybody who gets hold of the database could read: a file's bytes, a server's rows.
std::string everything_in(storage::Database& database);

}  // namespace sd::test
