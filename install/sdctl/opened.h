// The databases of a configuration, opened beside a running service. Nothing is created and nothing is
// migrated.
#pragma once

#include <memory>
#include <string>

#include "extension/config/config.h"
#include "extension/core/result.h"
#include "extension/storage/database.h"

namespace sd::sdctl {

struct Opened {
  std::unique_ptr<storage::Database> database;
  std::unique_ptr<storage::Database> inbox;
};

// How both are opened: a few sessions each.
storage::DatabaseOptions main_options(const config::Config& config);
storage::DatabaseOptions inbox_options(const config::Config& config);

// Errors: "sdctl.no_database" (kNotFound; the service has not run yet), those of Database::open and
// schema_state, and "db.old_schema" (kConflict) or "db.migration_unfinished" when `current_schema` is asked
// for and migrations are missing.
Result<Opened> open_databases(const config::Config& config, bool current_schema);

// An error in plain words with what to do, for standard error.
std::string in_words(const Error& error);

}  // namespace sd::sdctl
