#include "extension/storage/move.h"

#include <algorithm>

#include "extension/storage/compare_rows.h"
#include "extension/storage/engine.h"
#include "extension/storage/script.h"

namespace sd::storage {
namespace {

constexpr std::size_t kBatchRows = 1'000;
constexpr std::size_t kBatchBytes = 4 * 1024 * 1024;

std::vector<std::string> columns_of(soci::session& sql, const std::string& table) {
  std::vector<std::string> columns;
  std::string name;
  soci::statement select = (sql.prepare << "SELECT name FROM pragma_table_info(:name) ORDER BY cid",
                            soci::into(name), soci::use(table, "name"));
  select.execute();
  while (select.fetch()) columns.push_back(name);
  return columns;
}

// REPLACE: a batch whose commit was lost on the way is stored again.
Status store(Database& target, const std::string& table, const std::vector<std::string>& columns,
             const std::vector<Row>& rows) {
  const std::string head = "REPLACE INTO " + table + " (" + joined(columns) + ") VALUES (";
  return target.write("move.store", Durability::kRelaxed, [&](soci::session& sql) -> Status {
    std::vector<std::string> values(columns.size());
    std::vector<soci::indicator> states(columns.size(), soci::i_ok);
    std::vector<std::string> names;
    for (std::size_t at = 0; at < columns.size(); ++at) names.push_back(":c" + std::to_string(at));
    soci::statement insert(sql);
    for (std::size_t at = 0; at < columns.size(); ++at) {
      insert.exchange(soci::use(values[at], states[at], names[at].substr(1)));
    }
    insert.alloc();
    insert.prepare(head + joined(names) + ")");
    insert.define_and_bind();
    for (const Row& row : rows) {
      for (std::size_t at = 0; at < columns.size(); ++at) {
        values[at] = row[at].text;
        states[at] = row[at].null ? soci::i_null : soci::i_ok;
      }
      insert.execute(true);
    }
    return Done{};
  });
}

Result<long long> count_of(Database& database, const std::string& table) {
  return database.read("move.count", [&](soci::session& sql) -> Result<long long> {
    long long rows = 0;
    sql << "SELECT COUNT(*) FROM " + table, soci::into(rows);
    return rows;
  });
}

Error differs(soci::session& sql, Database& target, const MovedTable& sent, long long arrived,
              const std::vector<std::string>& columns) {
  const Result<std::string> where = first_difference(sql, target, sent.name, columns);
  return {ErrorKind::kInternal, "move.differs",
          sent.name + ": " + std::to_string(sent.rows) + " rows sent, " + std::to_string(arrived) +
              " arrived" + (where && !where->empty() ? "; the first that differs: " + *where : "")};
}

// Copies one table out of `sql`, whose write lock is held, and compares what arrived.
Result<MovedTable> move_table(soci::session& sql, const std::string& table, Database& target,
                              const MoveProgress& progress) {
  const std::vector<std::string> columns = columns_of(sql, table);
  MovedTable moved{table, 0, ""};
  long long all = 0;
  sql << "SELECT COUNT(*) FROM " + table, soci::into(all);
  std::uint64_t hash = 0;
  std::vector<Row> batch;
  std::size_t bytes = 0;
  const auto flush = [&]() -> Status {
    if (batch.empty()) return Done{};
    Status stored = store(target, table, columns, batch);
    if (!stored) return Error{stored.error().kind, stored.error().code, table + ": " + stored.error().detail};
    batch.clear();
    bytes = 0;
    progress(table, moved.rows, all);
    return Done{};
  };
  const soci::rowset<soci::row> rows = (sql.prepare << "SELECT " + joined(columns) + " FROM " + table);
  for (const soci::row& one : rows) {
    batch.push_back(row_of(one));
    hash ^= hash_of(batch.back());
    for (const Value& value : batch.back()) bytes += value.text.size();
    ++moved.rows;
    if (batch.size() < kBatchRows && bytes < kBatchBytes) continue;
    if (const Status stored = flush(); !stored) return stored.error();
  }
  if (const Status stored = flush(); !stored) return stored.error();
  moved.checksum = checksum_of(hash);
  const Result<MovedTable> arrived = fingerprint(target, table, columns);
  if (!arrived) return arrived.error();
  if (*arrived != moved) return differs(sql, target, moved, arrived->rows, columns);
  progress(table, moved.rows, moved.rows);
  return moved;
}

Status move_set(soci::session& sql, const Migrations& set, Database& target, const MoveProgress& progress,
                std::vector<MovedTable>& moved) {
  for (const std::string& table : tables_of(set)) {
    Result<MovedTable> one = move_table(sql, table, target, progress);
    if (!one) return one.error();
    moved.push_back(std::move(*one));
  }
  return Done{};
}

Status run(Database& target, const std::string& statement) {
  return target.write("move.mark", Durability::kDurable, [&](soci::session& sql) -> Status {
    sql << statement;
    return Done{};
  });
}

std::vector<std::string> all_tables() {
  std::vector<std::string> tables = tables_of(main_migrations());
  for (const std::string& table : tables_of(inbox_migrations())) tables.push_back(table);
  return tables;
}

// Leaves the target empty, with the schema, and marked. Rows of a move that was broken off are removed,
// others never.
Status prepare(Database& target, TimePoint now) {
  const Result<bool> broken_off = target.read("move.look", [&](soci::session& sql) -> Result<bool> {
    return target.engine().has_table(sql, kMoveMark);
  });
  if (!broken_off) return broken_off.error();
  if (*broken_off) {
    for (const std::string& table : all_tables()) {
      if (const Status emptied = run(target, "DELETE FROM " + table); !emptied) return emptied;
    }
    if (const Status unmarked = run(target, std::string("DROP TABLE ") + kMoveMark); !unmarked)
      return unmarked;
  }
  for (const Migrations* set : {&main_migrations(), &inbox_migrations()}) {
    if (const Result<int> migrated = migrate(target, *set, now); !migrated) return migrated.error();
  }
  for (const std::string& table : all_tables()) {
    const Result<long long> rows = count_of(target, table);
    if (!rows) return rows.error();
    if (*rows > 0) return Error{ErrorKind::kConflict, "move.not_empty", table};
  }
  return run(target, std::string("CREATE TABLE ") + kMoveMark + " (portal BIGINT NOT NULL PRIMARY KEY)");
}

Status current(Database& source, const Migrations& set) {
  const Result<SchemaState> state = schema_state(source, set);
  if (!state) return state.error();
  if (state->applied < state->known) return Error{ErrorKind::kConflict, "db.old_schema", source.name()};
  return Done{};
}

}  // namespace

std::vector<std::string> tables_of(const Migrations& migrations) {
  constexpr std::string_view kCreate = "CREATE TABLE ", kDrop = "DROP TABLE ";
  std::vector<std::string> tables;
  for (const Migration& file : migrations.files) {
    for (const std::string& statement : statements_of(file.sql)) {
      const auto name_after = [&](std::string_view head) {
        return statement.substr(head.size(), statement.find_first_of(" (", head.size()) - head.size());
      };
      if (statement.rfind(kCreate, 0) == 0) tables.push_back(name_after(kCreate));
      if (statement.rfind(kDrop, 0) == 0) std::erase(tables, name_after(kDrop));
    }
  }
  return tables;
}

Result<std::vector<MovedTable>> move_installation(Database& board, Database& inbox, Database& target,
                                                  TimePoint now, const MoveProgress& progress) {
  if (const Status fits = current(board, main_migrations()); !fits) return fits.error();
  if (const Status fits = current(inbox, inbox_migrations()); !fits) return fits.error();
  if (const Status ready = prepare(target, now); !ready) return ready.error();
  std::vector<MovedTable> moved;
  const Status copied =
      board.write("move.read", Durability::kRelaxed, [&](soci::session& board_sql) -> Status {
        return inbox.write("move.read", Durability::kRelaxed, [&](soci::session& inbox_sql) -> Status {
          moved.clear();
          if (const Status done = move_set(board_sql, main_migrations(), target, progress, moved); !done)
            return done;
          return move_set(inbox_sql, inbox_migrations(), target, progress, moved);
        });
      });
  if (!copied) return copied.error();
  if (const Status unmarked = run(target, std::string("DROP TABLE ") + kMoveMark); !unmarked) {
    return unmarked.error();
  }
  return moved;
}

}  // namespace sd::storage
