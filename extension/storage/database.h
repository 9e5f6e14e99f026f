// A database as the stores see it: a pool of sessions, consistent reads, and write transactions that queue
// fairly. A SQLite file or a database on a MariaDB or MySQL server. Thread-safe; sessions are not, and live
// only inside a Lease.
#pragma once

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "extension/core/database_address.h"
#include "extension/core/secret.h"
#include "extension/core/time.h"
#include "extension/storage/dialect.h"
#include "extension/storage/guarded.h"

namespace sd::storage {

struct DatabaseOptions {
  std::string url;              // see DatabaseAddress
  Secret password;              // of the server's user; "" for one the server knows by its socket
  std::string tls_ca_file;      // PEM; the connection is encrypted and the server's name checked. "": neither
  std::size_t sessions = 6;     // workers + 2
  Millis lease_wait{2'000};     // how long a caller waits for a free session
  Millis busy_wait{5'000};      // how long a writer waits for another process's transaction
  bool auto_checkpoint = true;  // SQLite. false: somebody calls checkpoint(), commits never pause for it
  // SQLite. Makes the log this long at once: a commit that overwrites a file is on the disk in about half the
  // time of one that grows it (0.15 ms against 0.27 ms measured on a quiet disk), because only the bytes have
  // to be written.
  std::size_t log_bytes = 0;
  Millis repeat_pause{
      20};  // a server's transaction told to repeat waits about this long, then twice as long...
};

// kDurable: on the disk before commit returns. kRelaxed: a power cut may undo the last commits, never half
// of one; right for what the portal can tell again. A server makes no difference: there, its own
// configuration decides, and the doctor looks at it.
enum class Durability { kRelaxed, kDurable };

class Database;
class Engine;

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
  // Opens all sessions. A SQLite file is created, readable by its owner only, when it is not there; a
  // server's database and user have to exist. Errors: "db.url" (kInvalidArgument); "db.connection",
  // "db.denied", "db.tls" (the server offers no TLS, or proves not to be the one), "db.read_only",
  // "db.corrupt".
  static Result<std::unique_ptr<Database>> open(const DatabaseOptions& options);
  ~Database();

  Dialect dialect() const;
  // For people: the file's path, or the server's address without a password.
  const std::string& name() const { return name_; }

  // A session that was long unused or failed is tried first, and opened again when the server has closed it.
  // Errors: "db.busy" when no session came free in time; those of open().
  Result<Lease> lease();

  // Runs `body(session) -> Result<T>` on one consistent snapshot. A server that closes the connection makes
  // it run again from the start, on a new snapshot. Errors: lease()'s, from_soci()'s, the body's.
  template <class Body>
  auto read(const char* operation, Body&& body) -> decltype(body(std::declval<soci::session&>()));

  // As read(), for a body that hands on what it reads while it reads: once it has begun it does not run
  // again.
  template <class Body>
  auto read_once(const char* operation, Body&& body) -> decltype(body(std::declval<soci::session&>()));

  // Runs `body(session) -> Result<T>` in one write transaction; commits when it returns a value, rolls back
  // when it returns an Error or throws. Writers of one process queue here and not in SQLite's sleeping retry
  // or a server's deadlocks. Must not be nested.
  //
  // The body must be repeatable: a server may tell a transaction to start again (deadlock, lock wait, a
  // conflict between nodes of a cluster, a lost connection), and it then runs again as a whole, up to five
  // times. When the connection is lost during the commit nobody knows whether it took place: then it runs
  // again on top of what it has stored. So: nothing outside the database may change except by assignment, and
  // storing the same twice must be as good as once.
  template <class Body>
  auto write(const char* operation, Durability durability, Body&& body)
      -> decltype(body(std::declval<soci::session&>()));

  // One turn of a writer on a session the caller holds: `attempt(session) -> Result<T>` begins and ends the
  // transaction itself, and is repeated as write()'s body is. For StandingWrite.
  template <class Attempt>
  auto write_on(Lease& lease, const char* operation, Attempt&& attempt)
      -> decltype(attempt(std::declval<soci::session&>()));

  // Moves a SQLite file's committed pages from the log into it; holds up readers never and writers for the
  // last few pages only. Nothing to do on a server.
  Status checkpoint();

  // For the migrations and StandingWrite only.
  Engine& engine() { return *engine_; }

 private:
  friend class Lease;
  Database(std::string name, std::unique_ptr<Engine> engine, const DatabaseOptions& options);

  struct Session {
    std::unique_ptr<soci::session> sql;  // null: it was lost and not yet opened again
    bool suspect = false;
    std::chrono::steady_clock::time_point used;
  };

  void give_back(std::size_t slot);
  Status revive(Session& session);
  void begin_read(Lease& lease);
  // Says whether a failed attempt is to be repeated; then the pause is over and the session usable.
  bool try_again(Lease& lease, const Error& error, int attempt);
  template <class Attempt>
  auto repeated(Lease& lease, const char* operation, Attempt&& attempt) -> decltype(attempt());

  std::string name_;
  std::unique_ptr<Engine> engine_;
  Millis lease_wait_;
  Millis write_wait_;
  Millis repeat_pause_;
  std::vector<Session> sessions_;
  std::mutex pool_mutex_;
  std::condition_variable returned_;
  std::vector<std::size_t> free_;
  std::timed_mutex write_mutex_;
};

// One write transaction on one session; rolled back unless committed.
class WriteTx {
 public:
  WriteTx(Engine& engine, soci::session& sql, Durability durability);
  WriteTx(const WriteTx&) = delete;
  WriteTx& operator=(const WriteTx&) = delete;
  ~WriteTx();

  void commit();

 private:
  Engine& engine_;
  soci::session& sql_;
  Durability durability_;
  bool done_ = false;
};

template <class Attempt>
auto Database::repeated(Lease& lease, const char* operation, Attempt&& attempt) -> decltype(attempt()) {
  for (int number = 1;; ++number) {
    auto result = guarded(operation, attempt);
    if (result || !try_again(lease, result.error(), number)) return result;
  }
}

template <class Body>
auto Database::read(const char* operation, Body&& body) -> decltype(body(std::declval<soci::session&>())) {
  Result<Lease> leased = lease();
  if (!leased) return leased.error();
  return repeated(*leased, operation, [&]() -> decltype(body(std::declval<soci::session&>())) {
    begin_read(*leased);
    auto result = body(leased->sql());
    leased->sql() << "COMMIT";
    return result;
  });
}

template <class Body>
auto Database::read_once(const char* operation, Body&& body)
    -> decltype(body(std::declval<soci::session&>())) {
  Result<Lease> leased = lease();
  if (!leased) return leased.error();
  const Status begun = repeated(*leased, operation, [&]() -> Status {
    begin_read(*leased);
    return Done{};
  });
  if (!begun) return begun.error();
  return guarded(operation, [&]() -> decltype(body(std::declval<soci::session&>())) {
    auto result = body(leased->sql());
    leased->sql() << "COMMIT";
    return result;
  });
}

template <class Body>
auto Database::write(const char* operation, Durability durability, Body&& body)
    -> decltype(body(std::declval<soci::session&>())) {
  Result<Lease> leased = lease();
  if (!leased) return leased.error();
  return write_on(*leased, operation,
                  [&](soci::session& sql) -> decltype(body(std::declval<soci::session&>())) {
                    WriteTx tx(*engine_, sql, durability);
                    auto result = body(sql);
                    if (result) tx.commit();
                    return result;
                  });
}

template <class Attempt>
auto Database::write_on(Lease& lease, const char* operation, Attempt&& attempt)
    -> decltype(attempt(std::declval<soci::session&>())) {
  const std::unique_lock<std::timed_mutex> one_writer(write_mutex_, write_wait_);
  if (!one_writer) {
    return Error{ErrorKind::kUnavailable, "db.busy", std::string(operation) + ": another write goes on"};
  }
  return repeated(lease, operation, [&]() -> decltype(attempt(std::declval<soci::session&>())) {
    return attempt(lease.sql());
  });
}

}  // namespace sd::storage
