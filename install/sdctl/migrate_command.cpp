#include "extension/storage/migrations.h"
#include "install/sdctl/commands.h"
#include "install/sdctl/opened.h"

namespace sd::sdctl {
namespace {

int migrate_one(const std::string& file, std::span<const storage::Migration> migrations, bool dry_run,
                TimePoint now, Streams streams) {
  storage::DatabaseOptions options;
  options.url = "sqlite:" + file;
  options.sessions = 1;
  auto database = storage::Database::open(options);
  if (!database) {
    streams.err << file << ": " << in_words(database.error()) << "\n";
    return kFailed;
  }
  const Result<storage::SchemaState> state = storage::schema_state(**database, migrations);
  if (!state) {
    streams.err << file << ": " << in_words(state.error()) << "\n";
    return kFailed;
  }
  streams.out << file << ": " << state->applied << " of " << state->known << " migrations applied\n";
  for (const storage::Migration& one : migrations.subspan(static_cast<std::size_t>(state->applied))) {
    streams.out << "  " << (dry_run ? "would apply " : "applying ") << one.name << "\n";
  }
  if (dry_run || state->applied == state->known) return kOk;
  const Result<int> applied = storage::migrate(**database, migrations, now);
  if (!applied) {
    streams.err << file << ": " << in_words(applied.error()) << "\n";
    return kFailed;
  }
  return kOk;
}

}  // namespace

int migrate(const config::Config& config, bool dry_run, TimePoint now, Streams streams) {
  const int main = migrate_one(config.storage_file, storage::main_migrations(), dry_run, now, streams);
  if (main != kOk) return main;
  return migrate_one(config.inbox_file(), storage::inbox_migrations(), dry_run, now, streams);
}

}  // namespace sd::sdctl
