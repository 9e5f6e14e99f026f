// A database as the stores see it: a pool of sessions, consistent reads, and write transactions that queue
// fairly. Thread-safe; sessions are not, and live only inside a Lease.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "extension/core/time.h"
#include "extension/storage/guarded.h"

namespace sd::storage {

enum class Dialect { kSqlite };

struct DatabaseOptions {
  std::string url;              // "sqlite:/absolute/or/relative/path"
  std::size_t sessions = 6;     // workers + 2
  Millis lease_wait{2'000};     // how long a caller waits for a free session
  Millis busy_wait{5'000};      // how long a writer waits for another process's transaction
  bool auto_checkpoint = true;  // false: somebody calls checkpoint(), commits never pause for it
  // Makes the log this long at once: a commit that overwrites a file is on the disk in about half the time of
  // one that grows it (0.15 ms against 0.27 ms measured on a quiet disk), because only the bytes have to be
  // written.
  std::size_t log_bytes = 0;
};

// kDurable: on the disk before commit returns. kRelaxed: a power cut may undo the last commits, never half
// of one; right for what the portal can tell again.
enum class Durability { kRelaxed, kDurable };

class Database;

// One session, held until destroyed. A transaction left open is rolled back on return.
class Lease {
 public:
  Lease(Lease&& other) noexcept : owner_(other.owner_), slot_(other.slot_) { other.owner_ = nullptr; }
  Lease(const Lease&) = delete;
  Lease& operator=(const Lease&) = delete;
  Lease& operator=(Lease&&) = delete;
  ~Lease();

  soci::session& sql();

 private:
  friend class Database;
  Lease(Database& owner, std::size_t slot) : owner_(&owner), slot_(slot) {}

  Database* owner_;
  std::size_t slot_;
};

class Database {
 public:
  // Opens all sessions; the file is created, readable by its owner only, when it is not there.
  // Errors: "db.url" (kInvalidArgument); "db.connection", "db.read_only", "db.corrupt".
  static Result<std::unique_ptr<Database>> open(const DatabaseOptions& options);
  ~Database();

  Dialect dialect() const { return Dialect::kSqlite; }
  const std::string& path() const { return path_; }

  // Errors: "db.busy" when no session came free in time.
  Result<Lease> lease();

  // Runs `body(session) -> Result<T>` on one consistent snapshot. Errors: lease()'s, from_soci()'s, the
  // body's.
  template <class Body>
  auto read(const char* operation, Body&& body) -> decltype(body(std::declval<soci::session&>()));

  // Runs `body(session) -> Result<T>` in one write transaction; commits when it returns a value, rolls back
  // when it returns an Error or throws. Writers of one process queue here and not in SQLite's sleeping retry.
  // Must not be nested.
  template <class Body>
  auto write(const char* operation, Durability durability, Body&& body)
      -> decltype(body(std::declval<soci::session&>()));

  // Moves committed pages into the main file; holds up readers never and writers for the last few pages only.
  Status checkpoint();

 private:
  friend class Lease;
  Database(std::string path, Millis lease_wait) : path_(std::move(path)), lease_wait_(lease_wait) {}
  void give_back(std::size_t slot);

  std::string path_;
  Millis lease_wait_;
  std::vector<std::unique_ptr<soci::session>> sessions_;
  std::mutex pool_mutex_;
  std::condition_variable returned_;
  std::vector<std::size_t> free_;
  std::mutex write_mutex_;
};

// One write transaction on one session; rolled back unless committed. Takes SQLite's write lock at once
// (BEGIN IMMEDIATE): upgrading a deferred read fails without waiting for the busy timeout.
class WriteTx {
 public:
  WriteTx(soci::session& sql, Durability durability);
  WriteTx(const WriteTx&) = delete;
  WriteTx& operator=(const WriteTx&) = delete;
  ~WriteTx();

  void commit();

 private:
  soci::session& sql_;
  Durability durability_;
  bool done_ = false;
};

template <class Body>
auto Database::read(const char* operation, Body&& body) -> decltype(body(std::declval<soci::session&>())) {
  Result<Lease> leased = lease();
  if (!leased) return leased.error();
  return guarded(operation, [&]() -> decltype(body(std::declval<soci::session&>())) {
    soci::session& sql = leased->sql();
    sql << "BEGIN";
    auto result = body(sql);
    sql << "COMMIT";
    return result;
  });
}

template <class Body>
auto Database::write(const char* operation, Durability durability, Body&& body)
    -> decltype(body(std::declval<soci::session&>())) {
  Result<Lease> leased = lease();
  if (!leased) return leased.error();
  const std::lock_guard<std::mutex> one_writer(write_mutex_);
  return guarded(operation, [&]() -> decltype(body(std::declval<soci::session&>())) {
    WriteTx tx(leased->sql(), durability);
    auto result = body(leased->sql());
    if (result) tx.commit();
    return result;
  });
}

}  // namespace sd::storage
