#include "extension/storage/database.h"

#include <fcntl.h>
#include <soci/sqlite3/soci-sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace sd::storage {
namespace {

constexpr std::string_view kScheme = "sqlite:";
constexpr std::size_t kLogLimit = 16 * 1024 * 1024;  // a log that grew longer is cut when it begins anew

Result<std::string> path_of(const std::string& url) {
  if (url.rfind(kScheme, 0) != 0 || url.size() == kScheme.size()) {
    return Error{ErrorKind::kInvalidArgument, "db.url", "expected sqlite:PATH"};
  }
  std::string path = url.substr(kScheme.size());
  if (path.find_first_of("\"'\n\r") != std::string::npos || path.find('\0') != std::string::npos) {
    return Error{ErrorKind::kInvalidArgument, "db.url", "the path holds a quote or a line break"};
  }
  return path;
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

std::unique_ptr<soci::session> connect(const std::string& path, const DatabaseOptions& options) {
  auto sql = std::make_unique<soci::session>(soci::sqlite3, "db=\"" + path + "\"");
  *sql << "PRAGMA busy_timeout=" + std::to_string(options.busy_wait.count());
  std::string mode;
  *sql << "PRAGMA journal_mode=WAL", soci::into(mode);
  *sql << "PRAGMA foreign_keys=ON";
  *sql << "PRAGMA synchronous=NORMAL";
  *sql << "PRAGMA journal_size_limit=" + std::to_string(std::max(options.log_bytes, kLogLimit));
  if (!options.auto_checkpoint) *sql << "PRAGMA wal_autocheckpoint=0";
  // Reading the schema now says "not a database" at start instead of at the first request.
  long long tables = 0;
  *sql << "SELECT COUNT(*) FROM sqlite_master", soci::into(tables);
  return sql;
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

// static_cast: the library hides the typeinfo that dynamic_cast needs, and connect() makes no other backend.
bool in_transaction(soci::session& sql) {
  auto* backend = static_cast<soci::sqlite3_session_backend*>(sql.get_backend());
  return sqlite_api::sqlite3_get_autocommit(backend->conn_) == 0;
}

void roll_back(soci::session& sql) {
  try {
    sql << "ROLLBACK";
  } catch (const soci::soci_error&) {
    // The engine has rolled back by itself (disk full, I/O error).
  }
}

}  // namespace

Result<std::unique_ptr<Database>> Database::open(const DatabaseOptions& options) {
  Result<std::string> path = path_of(options.url);
  if (!path) return path.error();
  if (const Status created = create_private(*path); !created) return created.error();
  return guarded("database.open", [&]() -> Result<std::unique_ptr<Database>> {
    std::unique_ptr<Database> database(new Database(*path, options.lease_wait));
    for (std::size_t slot = 0; slot < options.sessions; ++slot) {
      database->sessions_.push_back(connect(*path, options));
      database->free_.push_back(slot);
    }
    if (options.log_bytes > 0) lengthen_log(*database->sessions_.front(), options.log_bytes);
    return database;
  });
}

Database::~Database() = default;

Result<Lease> Database::lease() {
  std::unique_lock<std::mutex> lock(pool_mutex_);
  if (!returned_.wait_for(lock, lease_wait_, [this] { return !free_.empty(); })) {
    return Error{ErrorKind::kUnavailable, "db.busy", "no session came free"};
  }
  const std::size_t slot = free_.back();
  free_.pop_back();
  return Lease(*this, slot);
}

void Database::give_back(std::size_t slot) {
  if (in_transaction(*sessions_[slot])) roll_back(*sessions_[slot]);
  {
    const std::lock_guard<std::mutex> lock(pool_mutex_);
    free_.push_back(slot);
  }
  returned_.notify_one();
}

Status Database::checkpoint() {
  Result<Lease> leased = lease();
  if (!leased) return leased.error();
  return guarded("database.checkpoint", [&]() -> Status {
    leased->sql() << "PRAGMA wal_checkpoint(PASSIVE)";
    // What came in meanwhile is little. With no writer about, all of it gets done, and the next writer starts
    // the log from its beginning: under a steady stream of commits it would grow without end.
    const std::lock_guard<std::mutex> one_writer(write_mutex_);
    leased->sql() << "PRAGMA wal_checkpoint(PASSIVE)";
    return Done{};
  });
}

Lease::~Lease() {
  if (owner_ != nullptr) owner_->give_back(slot_);
}

soci::session& Lease::sql() { return *owner_->sessions_[slot_]; }

WriteTx::WriteTx(soci::session& sql, Durability durability) : sql_(sql), durability_(durability) {
  if (durability_ == Durability::kDurable) sql_ << "PRAGMA synchronous=FULL";
  sql_ << "BEGIN IMMEDIATE";
}

WriteTx::~WriteTx() {
  if (!done_ && in_transaction(sql_)) roll_back(sql_);
  if (durability_ != Durability::kDurable) return;
  try {
    sql_ << "PRAGMA synchronous=NORMAL";
  } catch (const soci::soci_error&) {
    // The session stays at FULL: slower, never wrong.
  }
}

void WriteTx::commit() {
  sql_ << "COMMIT";
  done_ = true;
}

}  // namespace sd::storage
