#include "extension/storage/migrations.h"

#include <soci/sqlite3/soci-sqlite3.h>
#include <sodium.h>

#include <array>

namespace sd::storage {
namespace {

Error refuse(const char* code, const std::string& detail) { return {ErrorKind::kInternal, code, detail}; }

struct Applied {
  long long number = 0;
  std::string name, sha256, state;
};

std::vector<Applied> read_applied(soci::session& sql) {
  long long tables = 0;
  sql << "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema_version'",
      soci::into(tables);
  std::vector<Applied> rows;
  if (tables == 0) return rows;
  Applied row;
  soci::statement select =
      (sql.prepare << "SELECT number, name, sha256, state FROM schema_version ORDER BY number",
       soci::into(row.number), soci::into(row.name), soci::into(row.sha256), soci::into(row.state));
  select.execute();
  while (select.fetch()) rows.push_back(row);
  return rows;
}

Result<SchemaState> check(const std::vector<Applied>& applied, std::span<const Migration> migrations) {
  for (std::size_t at = 0; at < applied.size(); ++at) {
    const Applied& row = applied[at];
    if (row.state != "done") return refuse("db.migration_unfinished", row.name);
    if (at >= migrations.size()) return refuse("db.newer", row.name);
    const Migration& file = migrations[at];
    if (row.number != file.number || row.name != file.name || row.sha256 != sha256_hex(file.sql)) {
      return refuse("db.migration_changed", row.name);
    }
  }
  return SchemaState{static_cast<int>(applied.size()), static_cast<int>(migrations.size())};
}

// SOCI runs the first statement of a text only.
Status run_file(soci::session& sql, const Migration& file) {
  auto* backend = static_cast<soci::sqlite3_session_backend*>(sql.get_backend());
  char* message = nullptr;
  const int result = sqlite_api::sqlite3_exec(backend->conn_, file.sql.c_str(), nullptr, nullptr, &message);
  const std::string words = message != nullptr ? message : "";
  sqlite_api::sqlite3_free(message);
  if (result != 0) return refuse("db.migration_failed", file.name + ": " + words);
  return Done{};
}

Status apply(soci::session& sql, const Migration& file, TimePoint now) {
  const long long number = file.number;
  const std::string sha256 = sha256_hex(file.sql);
  const long long now_ms = to_ms(now);
  sql << "INSERT INTO schema_version (number, name, sha256, applied_ms, state)"
         " VALUES (:number, :name, :sha256, :now, 'running')",
      soci::use(number, "number"), soci::use(file.name, "name"), soci::use(sha256, "sha256"),
      soci::use(now_ms, "now");
  if (const Status ran = run_file(sql, file); !ran) return ran;
  sql << "UPDATE schema_version SET state = 'done' WHERE number = :number", soci::use(number, "number");
  return Done{};
}

}  // namespace

std::string sha256_hex(const std::string& text) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(text.data()), text.size());
  std::string hex(hash.size() * 2 + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
  hex.pop_back();
  return hex;
}

Result<SchemaState> schema_state(Database& database, std::span<const Migration> migrations) {
  return database.read("schema.state", [&](soci::session& sql) -> Result<SchemaState> {
    return check(read_applied(sql), migrations);
  });
}

Result<int> migrate(Database& database, std::span<const Migration> migrations, TimePoint now) {
  return database.write("schema.migrate", Durability::kDurable, [&](soci::session& sql) -> Result<int> {
    sql << "CREATE TABLE IF NOT EXISTS schema_version (number BIGINT NOT NULL PRIMARY KEY,"
           " name VARCHAR(255) NOT NULL, sha256 CHAR(64) NOT NULL, applied_ms BIGINT NOT NULL,"
           " state VARCHAR(16) NOT NULL)";
    const Result<SchemaState> state = check(read_applied(sql), migrations);
    if (!state) return state.error();
    int count = 0;
    for (const Migration& file : migrations.subspan(static_cast<std::size_t>(state->applied))) {
      if (const Status applied = apply(sql, file, now); !applied) return applied.error();
      ++count;
    }
    return count;
  });
}

}  // namespace sd::storage
