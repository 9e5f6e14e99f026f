#include <fcntl.h>
#include <soci/sqlite3/soci-sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "extension/storage/engine.h"

namespace sd::storage {
namespace {

constexpr std::size_t kLogLimit = 16 * 1024 * 1024;  // a log that grew longer is cut when it begins anew

// static_cast: the library hides the typeinfo that dynamic_cast needs, and connect() makes no other backend.
soci::sqlite3_session_backend* sqlite_backend(soci::session& sql) {
  return static_cast<soci::sqlite3_session_backend*>(sql.get_backend());
}

// The file holds personal data, so nobody but the service may read it; SQLite gives its side files the
// same rights.
Status create_private(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file >= 0) {
    ::close(file);
    return Done{};
  }
  const char* code = errno == EACCES || errno == EROFS ? "db.read_only" : "db.connection";
  return Error{ErrorKind::kUnavailable, code, path + ": " + std::strerror(errno)};
}

// A transaction larger than the page cache is written to the log before it ends; rolled back, it leaves
// nothing but the length. The durable commit after it brings the length itself to the disk.
void lengthen_log(soci::session& sql, std::size_t bytes) {
  sql << "BEGIN IMMEDIATE";
  sql << "CREATE TABLE log_room (filler BLOB)";
  sql << "INSERT INTO log_room VALUES (zeroblob(" + std::to_string(bytes) + "))";
  sql << "ROLLBACK";
  sql << "PRAGMA synchronous=FULL";
  sql << "PRAGMA user_version=1";
  sql << "PRAGMA synchronous=NORMAL";
}

class SqliteEngine final : public Engine {
 public:
  SqliteEngine(std::string path, const DatabaseOptions& options)
      : path_(std::move(path)), options_(options) {}

  Dialect dialect() const override { return Dialect::kSqlite; }

  std::unique_ptr<soci::session> connect(bool /*patient*/) override {
    auto sql = std::make_unique<soci::session>(soci::sqlite3, "db=\"" + path_ + "\"");
    *sql << "PRAGMA busy_timeout=" + std::to_string(options_.busy_wait.count());
    std::string mode;
    *sql << "PRAGMA journal_mode=WAL", soci::into(mode);
    *sql << "PRAGMA foreign_keys=ON";
    *sql << "PRAGMA synchronous=NORMAL";
    *sql << "PRAGMA journal_size_limit=" + std::to_string(std::max(options_.log_bytes, kLogLimit));
    if (!options_.auto_checkpoint) *sql << "PRAGMA wal_autocheckpoint=0";
    // Reading the schema now says "not a database" at start instead of at the first request.
    long long tables = 0;
    *sql << "SELECT COUNT(*) FROM sqlite_master", soci::into(tables);
    if (options_.log_bytes > 0 && !lengthened_) lengthen_log(*sql, options_.log_bytes);
    lengthened_ = true;
    return sql;
  }

  void begin_read(soci::session& sql) override { sql << "BEGIN"; }

  // The write lock at once: upgrading a deferred read fails without waiting for the busy timeout.
  void begin_write(soci::session& sql, Durability durability) override {
    if (durability == Durability::kDurable) sql << "PRAGMA synchronous=FULL";
    sql << "BEGIN IMMEDIATE";
  }

  std::vector<const char*> begin_write_texts() const override { return {"BEGIN IMMEDIATE"}; }

  void stay_durable(soci::session& sql) override { sql << "PRAGMA synchronous=FULL"; }

  void end_write(soci::session& sql, Durability durability) override {
    if (durability != Durability::kDurable) return;
    try {
      sql << "PRAGMA synchronous=NORMAL";
    } catch (const soci::soci_error&) {
      // The session stays at FULL: slower, never wrong.
    }
  }

  bool in_transaction(soci::session& sql) override {
    return sqlite_api::sqlite3_get_autocommit(sqlite_backend(sql)->conn_) == 0;
  }

  void checkpoint(soci::session& sql) override { sql << "PRAGMA wal_checkpoint(PASSIVE)"; }

  bool has_table(soci::session& sql, const std::string& table) override {
    long long tables = 0;
    sql << "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = :name", soci::into(tables),
        soci::use(table, "name");
    return tables > 0;
  }

  // SOCI runs the first statement of a text only. A script that failed has left nothing behind: the caller's
  // transaction is rolled back.
  Status run_script(soci::session& sql, const std::string& script, bool /*again*/) override {
    char* message = nullptr;
    const int result =
        sqlite_api::sqlite3_exec(sqlite_backend(sql)->conn_, script.c_str(), nullptr, nullptr, &message);
    const std::string words = message != nullptr ? message : "";
    sqlite_api::sqlite3_free(message);
    if (result != 0) return Error{ErrorKind::kInternal, "db.migration_failed", words};
    return Done{};
  }

 private:
  std::string path_;
  DatabaseOptions options_;
  bool lengthened_ = false;  // connect() is first called by one thread
};

}  // namespace

Result<std::unique_ptr<Engine>> make_sqlite_engine(const std::string& path, const DatabaseOptions& options) {
  if (const Status created = create_private(path); !created) return created.error();
  return std::unique_ptr<Engine>(std::make_unique<SqliteEngine>(path, options));
}

}  // namespace sd::storage
