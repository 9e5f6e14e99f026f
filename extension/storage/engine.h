// What differs between the database engines. Used by Database, StandingWrite and the migrations;
// nothing else includes it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "extension/storage/database.h"

namespace sd::storage {

// All functions that take a session throw soci::soci_error unless they say otherwise.
class Engine {
 public:
  virtual ~Engine() = default;

  virtual Dialect dialect() const = 0;

  // A new session, set up. `patient`: without the limit on how long one statement may take, for migrations.
  virtual std::unique_ptr<soci::session> connect(bool patient) = 0;

  virtual void begin_read(soci::session& sql) = 0;
  virtual void begin_write(soci::session& sql, Durability durability) = 0;
  // The same on a session that stay_durable() was called for, in pieces: what begins a write transaction.
  virtual std::vector<const char*> begin_write_texts() const = 0;
  // Every commit of this session is kDurable from now on, and begin_write() not for it.
  virtual void stay_durable(soci::session& sql) = 0;
  // After the transaction's end, whatever it was. Does not throw.
  virtual void end_write(soci::session& sql, Durability durability) = 0;
  // Asks the library, not the server. Does not throw.
  virtual bool in_transaction(soci::session& sql) = 0;
  // Moves committed pages from the log into the main file, where there is such a log.
  virtual void checkpoint(soci::session& sql) = 0;

  virtual bool has_table(soci::session& sql, const std::string& table) = 0;
  // Runs every statement of `script`. Errors: "db.migration_failed" with the engine's words.
  // `again`: the script may have run in part before; what it then finds done already is no error.
  virtual Status run_script(soci::session& sql, const std::string& script, bool again) = 0;
};

// Does not throw: an engine may have rolled back by itself (disk full, I/O error), or the connection is gone
// and the server has done it for us.
void roll_back(soci::session& sql);

// Errors: those of Database::open().
Result<std::unique_ptr<Engine>> make_sqlite_engine(const std::string& path, const DatabaseOptions& options);
std::unique_ptr<Engine> make_mysql_engine(const DatabaseAddress& address, const DatabaseOptions& options);

}  // namespace sd::storage
