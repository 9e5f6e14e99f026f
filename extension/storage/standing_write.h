// One kind of write that comes thousands of times a second: a session of the pool is kept for it, and what it
// runs is parsed once. Everything else takes Database::write().
//
//   struct Statements { explicit Statements(soci::session& sql); ... };   // prepares; SOCI binds addresses
//   StandingWrite<Statements> write(database);
//   write.run("inbox.append", [&](Statements& kept) -> Status { ... });
//
// Always durable. Thread-safe: callers queue. What Database::write() asks of a body holds here, too. A failed
// transaction takes the statements with it; the next one prepares them again.
#pragma once

#include <optional>

#include "extension/storage/database.h"
#include "extension/storage/engine.h"

namespace sd::storage {

template <class Statements>
class StandingWrite {
 public:
  // `database` must outlive this object. A session is taken at the first run() and kept until one fails.
  explicit StandingWrite(Database& database) : database_(database) {}
  StandingWrite(const StandingWrite&) = delete;
  StandingWrite& operator=(const StandingWrite&) = delete;

  // Runs `body(statements) -> Result<T>` in one write transaction. Errors: Database::write()'s.
  template <class Body>
  auto run(const char* operation, Body&& body) -> decltype(body(std::declval<Statements&>())) {
    const std::lock_guard<std::mutex> one_caller(mutex_);
    if (!lease_) {
      Result<Lease> leased = database_.lease();
      if (!leased) return leased.error();
      lease_.emplace(std::move(*leased));
    }
    auto outcome = database_.write_on(*lease_, operation,
                                      [&](soci::session& sql) -> decltype(body(std::declval<Statements&>())) {
                                        if (!kept_) kept_.emplace(database_.engine(), sql);
                                        Attempt attempt(*this, sql);
                                        for (soci::statement& begin : kept_->begin) begin.execute(true);
                                        auto result = body(kept_->statements);
                                        if (result) {
                                          kept_->commit.execute(true);
                                          attempt.succeeded();
                                        }
                                        return result;
                                      });
    // Behind a lost connection there may be no session any more; Database::lease() gives none that is dead.
    if (!outcome) {
      kept_.reset();
      lease_.reset();
    }
    return outcome;
  }

 private:
  struct Kept {
    Kept(Engine& engine, soci::session& sql) : commit(sql.prepare << "COMMIT"), statements(sql) {
      engine.stay_durable(sql);
      for (const char* text : engine.begin_write_texts()) begin.emplace_back(sql.prepare << text);
    }

    std::vector<soci::statement> begin;
    soci::statement commit;
    Statements statements;
  };

  // What did not succeed is rolled back, and its statements go: their session may be the next to go.
  class Attempt {
   public:
    Attempt(StandingWrite& write, soci::session& sql) : write_(write), sql_(sql) {}
    Attempt(const Attempt&) = delete;
    Attempt& operator=(const Attempt&) = delete;
    ~Attempt() {
      if (succeeded_) return;
      write_.kept_.reset();
      if (write_.database_.engine().in_transaction(sql_)) roll_back(sql_);
    }
    void succeeded() { succeeded_ = true; }

   private:
    StandingWrite& write_;
    soci::session& sql_;
    bool succeeded_ = false;
  };

  Database& database_;
  std::mutex mutex_;
  std::optional<Lease> lease_;
  std::optional<Kept> kept_;  // on the session of lease_
};

}  // namespace sd::storage
