#include "install/sdctl/opened.h"

#include <filesystem>

#include "extension/storage/migrations.h"

namespace sd::sdctl {
namespace {

Result<std::unique_ptr<storage::Database>> open_one(const std::string& file) {
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) return Error{ErrorKind::kNotFound, "sdctl.no_database", file};
  storage::DatabaseOptions options;
  options.url = "sqlite:" + file;
  options.sessions = 2;
  return storage::Database::open(options);
}

Status check_schema(storage::Database& database, std::span<const storage::Migration> migrations) {
  const Result<storage::SchemaState> state = storage::schema_state(database, migrations);
  if (!state) return state.error();
  if (state->applied < state->known) return Error{ErrorKind::kConflict, "db.old_schema", database.path()};
  return Done{};
}

}  // namespace

Result<Opened> open_databases(const config::Config& config, bool current_schema) {
  Opened opened;
  auto database = open_one(config.storage_file);
  if (!database) return database.error();
  opened.database = std::move(database).value();
  auto inbox = open_one(config.inbox_file());
  if (!inbox) return inbox.error();
  opened.inbox = std::move(inbox).value();
  if (!current_schema) return opened;
  if (const Status fits = check_schema(*opened.database, storage::main_migrations()); !fits)
    return fits.error();
  if (const Status fits = check_schema(*opened.inbox, storage::inbox_migrations()); !fits)
    return fits.error();
  return opened;
}

std::string in_words(const Error& error) {
  const struct {
    const char* code;
    const char* words;
  } known[] = {
      {"sdctl.no_database", "there is no database yet; start the service once, or check storage.url"},
      {"sdctl.no_portal", "no such portal in the database; `sdctl sync status` lists them"},
      {"sdctl.which_portal", "there are several portals; name one with --portal"},
      {"db.old_schema", "the database has an older schema; run `sdctl migrate`"},
      {"db.newer", "the database was written by a newer version; use that version's programs"},
      {"db.migration_changed",
       "an applied migration differs from this program's; the programs do not fit the database"},
      {"db.migration_unfinished", "a migration was cut short; restore the backup, then run `sdctl migrate`"},
      {"db.migration_failed", "the database refused a migration; nothing was changed"},
      {"db.busy", "the database is busy; try again"},
      {"db.read_only", "this user may not write the database; run as the service's user"},
      {"db.connection", "the database cannot be opened; check the path and this user's rights"},
      {"db.full", "the disk is full"},
      {"db.io", "the disk does not read or write; look at the kernel's log"},
      {"db.corrupt", "the database file is damaged; restore the backup"},
      {"seal.broken",
       "the key file is not the one the database was written with; restore it from the backup"},
      {"group.unbound", "the group is not connected; `sdctl sync status` lists the connected ones"},
  };
  std::string text = error.code;
  for (const auto& one : known) {
    if (error.code == one.code) text = one.words;
  }
  if (!error.detail.empty()) text += " (" + error.detail + ")";
  return text;
}

}  // namespace sd::sdctl
