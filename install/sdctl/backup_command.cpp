#include "extension/storage/backup.h"

#include "extension/storage/migrations.h"

#include <filesystem>

#include "install/sdctl/commands.h"
#include "install/sdctl/opened.h"
#include "install/sdctl/service_stopped.h"

namespace sd::sdctl {
namespace {

namespace fs = std::filesystem;

int answered(Streams streams, const Error& error) {
  streams.err << "sdctl: " << in_words(error) << (error.detail.empty() ? "" : " (" + error.detail + ")")
              << "\n";
  return kFailed;
}

int on_a_server(const config::Config& config, const char* words, Streams streams) {
  streams.err << "sdctl: the data is on a database server; " << words << "\n  (" << config.storage_server
              << ")\n";
  return kCannotRun;
}

constexpr const char* kDump =
    "back it up with its own means, while the service runs:\n"
    "  mariadb-dump --single-transaction DATABASE > servicedesk.sql";
constexpr const char* kLoad =
    "with the service stopped, load the dump into an empty database:\n"
    "  mariadb DATABASE < servicedesk.sql";

std::string in_folder(const std::string& folder, const std::string& file) {
  return (fs::path(folder) / fs::path(file).filename()).string();
}

void tell(const std::string& file, const storage::Copy& copy, std::ostream& out) {
  long long rows = 0;
  for (const auto& [table, count] : copy.tables) rows += count;
  out << "  " << file << ": " << copy.tables.size() << " tables, " << rows << " rows, "
      << (copy.bytes + 1'023) / 1'024 << " KiB, checked" << std::endl;
}

Status copy_one(storage::Database& database, const std::string& target, std::ostream& out) {
  const auto copied = storage::copy_database(database, target, [&out](long long done, long long all) {
    out << "  " << (all > 0 ? done * 100 / all : 100) << " %" << std::endl;
  });
  if (!copied) return copied.error();
  tell(target, *copied, out);
  return Done{};
}

// In the place of `target`, which is kept beside it.
Status put_back(const std::string& copy, const std::string& target, const std::string& mark) {
  std::error_code failed;
  const std::string fresh = target + ".new";
  fs::copy_file(copy, fresh, fs::copy_options::overwrite_existing, failed);
  if (!failed) fs::permissions(fresh, fs::perms::owner_read | fs::perms::owner_write, failed);
  if (!failed && fs::exists(target)) {
    for (const char* suffix : {"", "-wal", "-shm"}) {
      std::error_code missing;
      fs::rename(target + suffix, target + mark + suffix, missing);
      if (*suffix == '\0') failed = missing;  // the others need not be there
    }
  }
  if (!failed) fs::rename(fresh, target, failed);
  if (failed) return Error{ErrorKind::kUnavailable, "backup.unwritable", target + ": " + failed.message()};
  return Done{};
}

// What is there now may be damaged; then nobody can say whether a service runs, and none can.
Status nobody_works(const config::Config& config, TimePoint now) {
  std::error_code ignored;
  if (!fs::exists(config.storage_file, ignored)) return Done{};
  const auto database = storage::Database::open(main_options(config));
  if (!database) return Done{};
  const Status stopped = service_stopped(**database, now);
  if (!stopped && stopped.error().code == "sdctl.running") return stopped;
  return Done{};
}

Status known_schema(const std::string& file, const storage::Migrations& migrations) {
  storage::DatabaseOptions options;
  options.url = "sqlite:" + file;
  options.sessions = 1;
  const auto database = storage::Database::open(options);
  if (!database) return database.error();
  const auto state = storage::schema_state(**database, migrations);
  if (!state) return state.error();
  if (state->applied == 0) return Error{ErrorKind::kConflict, "backup.other", file};
  return Done{};
}

}  // namespace

int backup(const config::Config& config, const std::string& folder, Streams streams) {
  if (!config.storage_server.empty()) return on_a_server(config, kDump, streams);
  const Result<Opened> opened = open_databases(config, false);
  if (!opened) return answered(streams, opened.error());
  std::error_code failed;
  fs::create_directories(folder, failed);
  if (failed)
    return answered(streams,
                    {ErrorKind::kUnavailable, "backup.unwritable", folder + ": " + failed.message()});
  // The inbox first: an event that waits there and is done in the board is done once more; the other way
  // round it would be lost.
  const std::string inbox = in_folder(folder, config.inbox_file()),
                    board = in_folder(folder, config.storage_file);
  if (const Status copied = copy_one(*opened->inbox, inbox, streams.out); !copied)
    return answered(streams, copied.error());
  if (const Status copied = copy_one(*opened->database, board, streams.out); !copied) {
    fs::remove(inbox, failed);
    return answered(streams, copied.error());
  }
  streams.out << "Keep the key file (" << config.key_file
              << ") as well, but not with the backup: both together open the portals.\n";
  return kOk;
}

int restore(const config::Config& config, const std::string& folder, TimePoint now, Streams streams) {
  if (!config.storage_server.empty()) return on_a_server(config, kLoad, streams);
  const struct {
    std::string target;
    const storage::Migrations& migrations;
  } files[] = {{config.storage_file, storage::main_migrations()},
               {config.inbox_file(), storage::inbox_migrations()}};
  for (const auto& file : files) {
    const std::string copy = in_folder(folder, file.target);
    std::error_code ignored;
    if (!fs::exists(copy, ignored)) return answered(streams, {ErrorKind::kNotFound, "backup.missing", copy});
    const auto checked = storage::check_copy(copy);
    if (!checked) return answered(streams, checked.error());
    if (const Status known = known_schema(copy, file.migrations); !known)
      return answered(streams, known.error());
    tell(copy, *checked, streams.out);
  }
  if (const Status alone = nobody_works(config, now); !alone) return answered(streams, alone.error());
  const std::string mark = ".before-" + std::to_string(to_ms(now));
  for (const auto& file : files) {
    const Status put = put_back(in_folder(folder, file.target), file.target, mark);
    if (!put) return answered(streams, put.error());
  }
  streams.out << "Restored. What was there before is kept beside it, with \"" << mark
              << "\" in its name. Ask `sdctl doctor`, then start the service.\n";
  return kOk;
}

}  // namespace sd::sdctl
