#include "tests/servers/test_database.h"

#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace sd::test {
namespace {

using storage::Dialect;

template <class Body>
auto reading(storage::Database& database, Body&& body) {
  auto result = database.read("test", std::forward<Body>(body));
  if (!result) throw std::runtime_error(result.error().code + " " + result.error().detail);
  return std::move(result).value();
}

std::vector<std::string> texts(soci::session& sql, const std::string& query) {
  std::vector<std::string> found;
  std::string text;
  soci::statement select = (sql.prepare << query, soci::into(text));
  select.execute();
  while (select.fetch()) found.push_back(text);
  return found;
}

}  // namespace

Dialect dialect_under_test() {
  return std::getenv("SD_TEST_MARIADB") != nullptr ? Dialect::kMysql : Dialect::kSqlite;
}

TestDatabase::TestDatabase(Dialect dialect)
    : TestDatabase(dialect, dialect == Dialect::kMysql ? shared_socket() : std::string()) {}

TestDatabase::TestDatabase(Dialect dialect, const std::string& socket) : socket_(socket) {
  if (dialect == Dialect::kSqlite) {
    url_ = "sqlite:" + dir_.file("test.db");
    return;
  }
  static std::atomic<int> made{0};
  name_ = "t" + std::to_string(::getpid()) + "_" + std::to_string(++made);
  // A charset nobody wants: the tables have to say theirs.
  administer(socket_, {"CREATE DATABASE " + name_ + " CHARACTER SET latin1"});
  url_ = "mysql://root@localhost/" + name_ + "?socket=" + socket_;
}

TestDatabase::~TestDatabase() {
  if (!name_.empty()) administer(socket_, {"DROP DATABASE " + name_});
}

storage::DatabaseOptions TestDatabase::options() const {
  storage::DatabaseOptions options;
  options.url = url_;
  options.sessions = 3;
  options.repeat_pause = Millis{1};
  return options;
}

std::vector<std::string> tables_of(storage::Database& database) {
  const bool sqlite = database.dialect() == Dialect::kSqlite;
  return reading(database, [&](soci::session& sql) -> Result<std::vector<std::string>> {
    return texts(sql, sqlite
                          ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
                            " ORDER BY name"
                          : "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()"
                            " ORDER BY table_name");
  });
}

std::vector<Column> columns_of(storage::Database& database, const std::string& table) {
  const bool sqlite = database.dialect() == Dialect::kSqlite;
  const std::string query =
      sqlite ? "SELECT name, \"notnull\" = 0, pk FROM pragma_table_info(:name) ORDER BY cid"
             : "SELECT c.column_name, c.is_nullable = 'YES', COALESCE(k.ordinal_position, 0)"
               " FROM information_schema.columns c LEFT JOIN information_schema.key_column_usage k"
               " ON k.table_schema = DATABASE() AND k.table_name = :name"
               " AND k.column_name = c.column_name AND k.constraint_name = 'PRIMARY'"
               " WHERE c.table_schema = DATABASE() AND c.table_name = :name ORDER BY c.ordinal_position";
  return reading(database, [&](soci::session& sql) -> Result<std::vector<Column>> {
    std::vector<Column> columns;
    std::string name;
    long long nullable = 0, key = 0;
    soci::statement select = (sql.prepare << query, soci::into(name), soci::into(nullable), soci::into(key),
                              soci::use(table, "name"));
    select.execute();
    while (select.fetch()) columns.push_back({name, nullable != 0, static_cast<int>(key)});
    return columns;
  });
}

void refuse_rows(storage::Database& database, const std::string& table, const std::string& condition) {
  const std::string head = "CREATE TRIGGER stop BEFORE INSERT ON " + table;
  const std::string trigger = database.dialect() == Dialect::kSqlite
                                  ? head + " WHEN " + condition + " BEGIN SELECT RAISE(ABORT, 'no'); END"
                                  : head + " FOR EACH ROW IF " + condition +
                                        " THEN SIGNAL SQLSTATE '23000' SET MYSQL_ERRNO = 1062; END IF";
  const Status made =
      database.write("test", storage::Durability::kRelaxed, [&](soci::session& sql) -> Status {
        sql << trigger;
        return Done{};
      });
  if (!made) throw std::runtime_error(made.error().detail);
}

std::string plan_of(storage::Database& database, const std::string& query) {
  if (database.dialect() == Dialect::kSqlite) {
    return reading(database, [&](soci::session& sql) -> Result<std::string> {
      long long id = 0, parent = 0, unused = 0;
      std::string detail;
      sql << "EXPLAIN QUERY PLAN " + query, soci::into(id), soci::into(parent), soci::into(unused),
          soci::into(detail);
      return detail;
    });
  }
  return reading(database, [&](soci::session& sql) -> Result<std::string> {
    std::string plan;
    sql << "EXPLAIN FORMAT=JSON " + query, soci::into(plan);
    const std::size_t used = plan.find("\"key\"");  // after it: not what it only considered
    return used == std::string::npos ? plan : plan.substr(used, plan.find('\n', used) - used);
  });
}

std::string everything_in(storage::Database& database) {
  std::string all;
  if (database.dialect() == Dialect::kSqlite) {
    for (const char* suffix : {"", "-wal"}) {
      std::ifstream file(database.name() + suffix, std::ios::binary);
      all.append(std::istreambuf_iterator<char>(file), {});
    }
    return all;
  }
  for (const std::string& table : tables_of(database)) {
    std::string row = "CONCAT_WS('|'";
    for (const Column& column : columns_of(database, table)) row += ", " + column.name;
    const std::vector<std::string> rows =
        reading(database, [&](soci::session& sql) -> Result<std::vector<std::string>> {
          return texts(sql, "SELECT " + row + ") FROM " + table);
        });
    for (const std::string& one : rows) all += one + "\n";
  }
  return all;
}

}  // namespace sd::test
