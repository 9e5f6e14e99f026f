#include "extension/storage/dialect.h"

namespace sd::storage {

// INSERT IGNORE would also turn a text too long or a broken one into a warning.
std::string or_keep(Dialect dialect, const std::string& column) {
  return dialect == Dialect::kSqlite ? " ON CONFLICT DO NOTHING"
                                     : " ON DUPLICATE KEY UPDATE " + column + " = " + column;
}

std::string or_change(Dialect dialect, const std::string& key) {
  return dialect == Dialect::kSqlite ? " ON CONFLICT (" + key + ") DO UPDATE SET"
                                     : " ON DUPLICATE KEY UPDATE";
}

std::string offered(Dialect dialect, const std::string& column) {
  return dialect == Dialect::kSqlite ? "excluded." + column : "VALUES(" + column + ")";
}

// A server takes no LIMIT in a subquery of IN, and SQLite none in a DELETE.
std::string delete_some(Dialect dialect, const std::string& table, const std::string& key,
                        const std::string& condition, const std::string& order) {
  const std::string rest = table + " WHERE " + condition + " ORDER BY " + order + " LIMIT :most";
  if (dialect == Dialect::kMysql) return "DELETE FROM " + rest;
  return "DELETE FROM " + table + " WHERE (" + key + ") IN (SELECT " + key + " FROM " + rest + ")";
}

}  // namespace sd::storage
