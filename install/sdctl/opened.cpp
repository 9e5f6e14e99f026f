#include "install/sdctl/opened.h"

#include <filesystem>

#include "extension/storage/migrations.h"

namespace sd::sdctl {
namespace {

Result<std::unique_ptr<storage::Database>> open_one(const storage::DatabaseOptions& options) {
  const Result<DatabaseAddress> address = parse_database_address(options.url);
  std::error_code ignored;
  if (address && !address->server() && !std::filesystem::exists(address->file, ignored)) {
    return Error{ErrorKind::kNotFound, "sdctl.no_database", address->file};
  }
  return storage::Database::open(options);
}

Status check_schema(storage::Database& database, const storage::Migrations& migrations) {
  const Result<storage::SchemaState> state = storage::schema_state(database, migrations);
  if (!state) return state.error();
  if (!state->unfinished.empty()) {
    return Error{ErrorKind::kInternal, "db.migration_unfinished", state->unfinished};
  }
  if (state->applied < state->known) return Error{ErrorKind::kConflict, "db.old_schema", database.name()};
  return Done{};
}

}  // namespace

storage::DatabaseOptions main_options(const config::Config& config) {
  storage::DatabaseOptions options;
  options.url = config.storage_url();
  options.password = config.storage_password;
  options.tls_ca_file = config.storage_tls_ca;
  options.sessions = 2;
  return options;
}

storage::DatabaseOptions inbox_options(const config::Config& config) {
  storage::DatabaseOptions options = main_options(config);
  options.url = config.inbox_url();
  return options;
}

Result<Opened> open_databases(const config::Config& config, bool current_schema) {
  Opened opened;
  auto database = open_one(main_options(config));
  if (!database) return database.error();
  opened.database = std::move(database).value();
  auto inbox = open_one(inbox_options(config));
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
      {"db.migration_unfinished", "a migration was cut short; stop the service and run `sdctl migrate`"},
      {"db.migration_failed", "the database refused a migration"},
      {"db.move_unfinished",
       "the database is the target of a move that has not ended; run `sdctl move` again, it begins anew"},
      {"move.not_empty", "the target holds rows already; name an empty database, nothing was changed"},
      {"move.differs", "what arrived is not what was sent; the target is no good, run `sdctl move` again"},
      {"backup.exists", "there is a backup already; name another folder, it is not written over"},
      {"backup.missing", "there is no such file in the folder; `sdctl backup` writes two"},
      {"backup.damaged", "the file is damaged; take another backup"},
      {"backup.other", "the file is no database of this service"},
      {"backup.unwritable", "the file cannot be written"},
      {"db.busy", "the database is busy; try again"},
      {"db.read_only", "this user may not write the database; run as the service's user"},
      {"db.connection",
       "the database cannot be opened; check storage.url, this user's rights, and whether a server runs "
       "there"},
      {"db.tls",
       "the database server offers no TLS, or its certificate is not the one tls_ca_file vouches for"},
      {"portal_db.tls",
       "the portal's database server offers no TLS, or its certificate is not the one --tls-ca vouches for"},
      {"db.denied",
       "the server does not let the user in, or not at this database; check storage.url, "
       "storage.password_file "
       "and the user's rights"},
      {"db.full", "the disk is full"},
      {"db.io", "the disk does not read or write; look at the kernel's log"},
      {"db.corrupt", "the database file is damaged; restore the backup"},
      {"seal.broken",
       "the key file is not the one the database was written with; restore it from the backup"},
      {"sdctl.not_installed",
       "the application is not installed in that portal yet; open it there and install it"},
      {"sdctl.no_groups", "no group is connected; connect one in the application's settings first"},
      {"sdctl.running",
       "the service is running; stop it, run this again, start it: what happens meanwhile waits in the "
       "portal's queue"},
      {"portal_db.connection",
       "the portal's database cannot be reached; run the import again, it goes on from there"},
      {"portal_db.busy", "the portal's database is busy; run the import again, it goes on from there"},
      {"portal_db.denied",
       "the portal's database does not let this user in or read what is needed; see the grants in "
       "the operations guide"},
      {"portal_db.not_a_portal", "that database is no portal's"},
      {"portal_db.schema",
       "the portal's database has another schema than this program knows, older or newer; nothing "
       "was imported, and the back-fill over REST needs no database"},
      {"portal_db.fields",
       "the portal's database lacks the application's custom fields: another portal's, or the "
       "replica is behind the installation"},
      {"portal_db.other_portal", "that database is another portal's, or the replica is far behind"},
      {"portal_db.zone",
       "the zone of the portal's server does not fit; name it with --zone, like Europe/Moscow"},
      {"portal_db.failed", "the portal's database refused a query"},
      {"import.password", "the password file cannot be read or is empty"},
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
