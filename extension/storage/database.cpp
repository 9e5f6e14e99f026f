#include "extension/storage/database.h"

#include <thread>

#include "extension/storage/engine.h"

namespace sd::storage {
namespace {

constexpr int kAttempts = 5;
constexpr Millis kMayHaveBeenClosed{1'000};  // unused for longer: asked whether it still lives
constexpr Millis kServerWriteWait{30'000};   // behind other writers of this process

// Between one and two times the pause, twice as long with each attempt: two transactions that met once are
// not to meet again. The clock's last digits are as good as chance here.
Millis pause(Millis first, int attempt) {
  const auto grown = first.count() << (attempt - 1);
  const auto chance = std::chrono::steady_clock::now().time_since_epoch().count() % 1'000;
  return Millis{grown + grown * chance / 1'000};
}

}  // namespace

void roll_back(soci::session& sql) {
  try {
    sql << "ROLLBACK";
  } catch (const soci::soci_error&) {  // see engine.h
  }
}

Database::Database(std::string name, std::unique_ptr<Engine> engine, const DatabaseOptions& options)
    : name_(std::move(name)),
      engine_(std::move(engine)),
      lease_wait_(options.lease_wait),
      // SQLite: a writer's turn comes, however long a back-fill's batch takes. A server that has stopped
      // answering holds each writer for its time limit, and they must not add up.
      write_wait_(engine_->dialect() == Dialect::kSqlite ? Millis{std::chrono::hours{24}} : kServerWriteWait),
      repeat_pause_(options.repeat_pause) {}

Database::~Database() = default;

Dialect Database::dialect() const { return engine_->dialect(); }

Result<std::unique_ptr<Database>> Database::open(const DatabaseOptions& options) {
  const Result<DatabaseAddress> address = parse_database_address(options.url);
  if (!address) return Error{ErrorKind::kInvalidArgument, "db.url", address.error().detail};
  std::unique_ptr<Engine> engine;
  if (address->server()) {
    engine = make_mysql_engine(*address, options);
  } else {
    Result<std::unique_ptr<Engine>> made = make_sqlite_engine(address->file, options);
    if (!made) return made.error();
    engine = std::move(*made);
  }
  return guarded("database.open", [&]() -> Result<std::unique_ptr<Database>> {
    const std::string name = address->server() ? address->text() : address->file;
    std::unique_ptr<Database> database(new Database(name, std::move(engine), options));
    for (std::size_t slot = 0; slot < options.sessions; ++slot) {
      Session session;
      session.sql = database->engine_->connect(false);
      session.used = std::chrono::steady_clock::now();
      database->sessions_.push_back(std::move(session));
      database->free_.push_back(slot);
    }
    return database;
  });
}

Result<Lease> Database::lease() {
  std::size_t slot = 0;
  {
    std::unique_lock<std::mutex> lock(pool_mutex_);
    if (!returned_.wait_for(lock, lease_wait_, [this] { return !free_.empty(); })) {
      return Error{ErrorKind::kUnavailable, "db.busy", "no session came free"};
    }
    slot = free_.back();
    free_.pop_back();
  }
  Lease lease(*this, slot);
  if (const Status alive = revive(sessions_[slot]); !alive) return alive.error();
  return lease;
}

// Only the holder of the session calls this.
Status Database::revive(Session& session) {
  if (engine_->dialect() == Dialect::kSqlite) return Done{};
  const bool fresh =
      session.sql && !session.suspect && std::chrono::steady_clock::now() - session.used < kMayHaveBeenClosed;
  if (fresh || (session.sql && session.sql->is_connected())) {
    session.suspect = false;
    return Done{};
  }
  session.sql.reset();
  return guarded("database.reconnect", [&]() -> Status {
    session.sql = engine_->connect(false);
    session.suspect = false;
    return Done{};
  });
}

void Database::give_back(std::size_t slot) {
  Session& session = sessions_[slot];
  if (session.sql && engine_->in_transaction(*session.sql)) roll_back(*session.sql);
  session.used = std::chrono::steady_clock::now();
  {
    const std::lock_guard<std::mutex> lock(pool_mutex_);
    free_.push_back(slot);
  }
  returned_.notify_one();
}

void Database::begin_read(Lease& lease) { engine_->begin_read(lease.sql()); }

bool Database::try_again(Lease& lease, const Error& error, int attempt) {
  if (engine_->dialect() == Dialect::kSqlite) return false;
  Session& session = sessions_[lease.slot_];
  const bool lost = error.code == "db.connection";
  if (!lost && error.code != "db.busy") return false;
  session.suspect = session.suspect || lost;
  if (attempt >= kAttempts) return false;
  if (!lost && engine_->in_transaction(*session.sql)) roll_back(*session.sql);
  std::this_thread::sleep_for(pause(repeat_pause_, attempt));
  for (int tries = attempt; !revive(session); ++tries) {
    if (tries >= kAttempts) return false;
    std::this_thread::sleep_for(pause(repeat_pause_, tries));
  }
  return true;
}

Status Database::checkpoint() {
  Result<Lease> leased = lease();
  if (!leased) return leased.error();
  return guarded("database.checkpoint", [&]() -> Status {
    engine_->checkpoint(leased->sql());
    // What came in meanwhile is little. With no writer about, all of it gets done, and the next writer starts
    // the log from its beginning: under a steady stream of commits it would grow without end.
    const std::lock_guard<std::timed_mutex> one_writer(write_mutex_);
    engine_->checkpoint(leased->sql());
    return Done{};
  });
}

Lease::~Lease() {
  if (owner_ != nullptr) owner_->give_back(slot_);
}

soci::session& Lease::sql() { return *owner_->sessions_[slot_].sql; }

WriteTx::WriteTx(Engine& engine, soci::session& sql, Durability durability)
    : engine_(engine), sql_(sql), durability_(durability) {
  engine_.begin_write(sql_, durability_);
}

WriteTx::~WriteTx() {
  if (!done_ && engine_.in_transaction(sql_)) roll_back(sql_);
  engine_.end_write(sql_, durability_);
}

void WriteTx::commit() {
  sql_ << "COMMIT";
  done_ = true;
}

}  // namespace sd::storage
