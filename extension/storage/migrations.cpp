#include "extension/storage/migrations.h"

#include <sodium.h>

#include <array>

#include "extension/storage/engine.h"

namespace sd::storage {
namespace {

Error refuse(const char* code, const std::string& detail) { return {ErrorKind::kInternal, code, detail}; }

struct Applied {
  long long number = 0;
  std::string name, sha256, state;
};

const std::string& version_table(const Migrations& migrations, Dialect dialect) {
  static const std::string kOnly = "schema_version";
  return dialect == Dialect::kSqlite ? kOnly : migrations.server_table;
}

std::vector<Applied> read_applied(Engine& engine, soci::session& sql, const std::string& table) {
  std::vector<Applied> rows;
  if (!engine.has_table(sql, table)) return rows;
  Applied row;
  soci::statement select =
      (sql.prepare << "SELECT number, name, sha256, state FROM " + table + " ORDER BY number",
       soci::into(row.number), soci::into(row.name), soci::into(row.sha256), soci::into(row.state));
  select.execute();
  while (select.fetch()) rows.push_back(row);
  return rows;
}

Status check_move(Engine& engine, soci::session& sql) {
  if (!engine.has_table(sql, kMoveMark)) return Done{};
  return Error{ErrorKind::kConflict, "db.move_unfinished", {}};
}

Result<SchemaState> check(const std::vector<Applied>& applied, const std::vector<Migration>& files,
                          Dialect dialect) {
  SchemaState state;
  state.known = static_cast<int>(files.size());
  for (std::size_t at = 0; at < applied.size(); ++at) {
    const Applied& row = applied[at];
    if (at >= files.size()) return refuse("db.newer", row.name);
    const Migration& file = files[at];
    if (row.number != file.number || row.name != file.name || row.sha256 != sha256_hex(file.text(dialect))) {
      return refuse("db.migration_changed", row.name);
    }
    if (row.state == "done") {
      ++state.applied;
    } else if (at + 1 == applied.size()) {
      state.unfinished = row.name;
    } else {
      return refuse("db.migration_changed", row.name);
    }
  }
  return state;
}

void note_running(soci::session& sql, const std::string& table, const Migration& file, Dialect dialect,
                  TimePoint now) {
  const long long number = file.number;
  const std::string sha256 = sha256_hex(file.text(dialect));
  const long long now_ms = to_ms(now);
  sql << "INSERT INTO " + table +
             " (number, name, sha256, applied_ms, state) VALUES (:number, :name, :sha256, :now, 'running')",
      soci::use(number, "number"), soci::use(file.name, "name"), soci::use(sha256, "sha256"),
      soci::use(now_ms, "now");
}

void note_done(soci::session& sql, const std::string& table, const Migration& file) {
  const long long number = file.number;
  sql << "UPDATE " + table + " SET state = 'done' WHERE number = :number", soci::use(number, "number");
}

// `begun`: the file is noted as running already.
Status apply(Engine& engine, soci::session& sql, const std::string& table, const Migration& file, bool begun,
             TimePoint now) {
  // Two programs that start together on one server: the key lets one of them through, and the other is told.
  if (!begun) note_running(sql, table, file, engine.dialect(), now);
  const Status ran = engine.run_script(sql, file.text(engine.dialect()), begun);
  if (!ran) {
    return Error{ran.error().kind, ran.error().code, file.name + ": " + ran.error().detail};
  }
  note_done(sql, table, file);
  return Done{};
}

Result<int> apply_missing(Engine& engine, soci::session& sql, const Migrations& migrations, TimePoint now,
                          Unfinished unfinished) {
  if (const Status whole = check_move(engine, sql); !whole) return whole.error();
  const std::string& table = version_table(migrations, engine.dialect());
  sql << "CREATE TABLE IF NOT EXISTS " + table +
             " (number BIGINT NOT NULL PRIMARY KEY, name VARCHAR(255) NOT NULL, sha256 CHAR(64) NOT NULL,"
             " applied_ms BIGINT NOT NULL, state VARCHAR(16) NOT NULL)";
  const Result<SchemaState> state =
      check(read_applied(engine, sql, table), migrations.files, engine.dialect());
  if (!state) return state.error();
  const bool begun = !state->unfinished.empty();
  if (begun && (unfinished == Unfinished::kRefuse || engine.dialect() == Dialect::kSqlite)) {
    return refuse("db.migration_unfinished", state->unfinished);
  }
  int count = 0;
  for (std::size_t at = static_cast<std::size_t>(state->applied); at < migrations.files.size(); ++at) {
    const Status applied = apply(engine, sql, table, migrations.files[at], begun && count == 0, now);
    if (!applied) return applied.error();
    ++count;
  }
  return count;
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

Result<SchemaState> schema_state(Database& database, const Migrations& migrations) {
  return database.read("schema.state", [&](soci::session& sql) -> Result<SchemaState> {
    Engine& engine = database.engine();
    if (const Status whole = check_move(engine, sql); !whole) return whole.error();
    const std::string& table = version_table(migrations, engine.dialect());
    return check(read_applied(engine, sql, table), migrations.files, engine.dialect());
  });
}

Result<int> migrate(Database& database, const Migrations& migrations, TimePoint now, Unfinished unfinished) {
  Engine& engine = database.engine();
  if (engine.dialect() == Dialect::kSqlite) {
    return database.write("schema.migrate", Durability::kDurable, [&](soci::session& sql) -> Result<int> {
      return apply_missing(engine, sql, migrations, now, unfinished);
    });
  }
  // A server ends a transaction at every change of a table, so there is none around it; and changing a large
  // table may take longer than any other statement.
  return guarded("schema.migrate", [&]() -> Result<int> {
    const std::unique_ptr<soci::session> sql = engine.connect(true);
    return apply_missing(engine, *sql, migrations, now, unfinished);
  });
}

}  // namespace sd::storage
