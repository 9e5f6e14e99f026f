#include "extension/storage/migrations.h"
#include "install/sdctl/commands.h"
#include "install/sdctl/opened.h"
#include "install/sdctl/sql/figures.h"
#include "kanban/rebuild_flow.h"
#include "kanban/sql/soci_card_store.h"
#include "kanban/sql/soci_flow_rebuild.h"
#include "kanban/sql/soci_settings_store.h"

#include <sstream>

namespace sd::sdctl {
namespace {

// What a file is for: its first sentence, which follows "-- 0004 sync_figure: ".
std::string purpose_of(const storage::Migration& file) {
  std::string words;
  std::istringstream lines(file.sql);
  for (std::string line; std::getline(lines, line) && line.starts_with("-- ");) {
    words += (words.empty() ? "" : " ") + line.substr(3);
  }
  const std::size_t begin = words.find(": ");
  if (begin == std::string::npos) return {};
  return words.substr(begin + 2, words.find(". ", begin) - begin - 2);
}

int migrate_one(const storage::DatabaseOptions& options, const char* part,
                const storage::Migrations& migrations, bool dry_run, TimePoint now, Streams streams) {
  auto database = storage::Database::open(options);
  if (!database) {
    streams.err << options.url << ": " << in_words(database.error()) << "\n";
    return kFailed;
  }
  const std::string name = (*database)->name() + part;
  const Result<storage::SchemaState> state = storage::schema_state(**database, migrations);
  if (!state) {
    streams.err << name << ": " << in_words(state.error()) << "\n";
    return kFailed;
  }
  streams.out << name << ": " << state->applied << " of " << state->known << " migrations applied\n";
  for (auto at = static_cast<std::size_t>(state->applied); at < migrations.files.size(); ++at) {
    const storage::Migration& migration = migrations.files[at];
    const std::string& file = migration.name;
    const bool begun = file == state->unfinished;
    streams.out << "  "
                << (dry_run ? begun ? "would finish " : "would apply "
                    : begun ? "finishing "
                            : "applying ")
                << file << "\n    " << purpose_of(migration) << "\n";
  }
  if (dry_run || state->applied == state->known) return kOk;
  const Result<int> applied = storage::migrate(**database, migrations, now, storage::Unfinished::kRepeat);
  if (!applied) {
    streams.err << name << ": " << in_words(applied.error()) << "\n";
    return kFailed;
  }
  return kOk;
}

constexpr std::int64_t kTold = 20'000;  // cards between two lines

// What reports count, for cards of before it was kept: a running service would do it in the background.
int count_flows(const config::Config& config, TimePoint now, Streams streams) {
  const Result<Opened> opened = open_databases(config, true);
  if (!opened) {
    streams.err << in_words(opened.error()) << "\n";
    return kFailed;
  }
  kanban::sql::SociCardStore cards(*opened->database);
  kanban::sql::SociSettingsStore settings(*opened->database);
  kanban::sql::SociFlowRebuild flows(*opened->database);
  kanban::RebuildFlow rebuild(cards, settings, flows);
  const Result<std::vector<PortalRow>> portals = portal_rows(*opened->database);
  Status done = portals ? Status(Done{}) : Status(portals.error());
  for (std::size_t i = 0; done && i < portals->size(); ++i) {
    done = rebuild.run((*portals)[i].id, now, [&streams](const kanban::FlowPoint& point) {
      if (point.done > 0 && (point.finished_at || point.done % kTold == 0)) {
        streams.out << "group " << point.group.value() << ": " << point.done << " of " << point.planned
                    << " cards counted for reports\n";
      }
      return true;
    });
  }
  if (done) return kOk;
  streams.err << in_words(done.error()) << "\n";
  return kFailed;
}

}  // namespace

int migrate(const config::Config& config, bool dry_run, TimePoint now, Streams streams) {
  const bool server = !config.storage_server.empty();
  const int main = migrate_one(main_options(config), server ? " (board)" : "", storage::main_migrations(),
                               dry_run, now, streams);
  if (main != kOk) return main;
  const int inbox = migrate_one(inbox_options(config), server ? " (inbox)" : "", storage::inbox_migrations(),
                                dry_run, now, streams);
  return inbox != kOk || dry_run ? inbox : count_flows(config, now, streams);
}

}  // namespace sd::sdctl
