#include "extension/storage/move.h"
#include "install/sdctl/commands.h"
#include "install/sdctl/opened.h"

#include <filesystem>
#include <fstream>

namespace sd::sdctl {
namespace {

int refused(Streams streams, const std::string& why) {
  streams.err << "sdctl: " << why << "\n";
  return kCannotRun;
}

// A line a table, and one more for each tenth of a long one.
storage::MoveProgress lines(std::ostream& out) {
  constexpr long long kLong = 50'000;
  return [&out, said = std::string(), tenth = 0LL](const std::string& table, long long done,
                                                   long long all) mutable {
    if (table != said) tenth = 0;
    said = table;
    if (done == all) {
      if (tenth >= 0) out << "  " << table << ": " << all << (all == 1 ? " row" : " rows") << std::endl;
      tenth = -1;  // the end is told once
      return;
    }
    if (all < kLong || done * 10 / all <= tenth) return;
    tenth = done * 10 / all;
    out << "  " << table << ": " << tenth * 10 << " % of " << all << " rows" << std::endl;
  };
}

Result<Secret> target_password(const std::string& file) {
  if (file.empty()) return Secret{};
  std::ifstream in(file);
  std::string line;
  if (!std::getline(in, line) || line.empty()) {
    return Error{ErrorKind::kInvalidArgument, "move.password", file};
  }
  return Secret{line};
}

}  // namespace

int move(const MoveOptions& options, TimePoint now, Streams streams) {
  const Result<DatabaseAddress> from = parse_database_address(options.from);
  if (!from || from->server()) return refused(streams, "--from has to be sqlite:PATH of the board's file");
  const Result<DatabaseAddress> to = parse_database_address(options.to);
  if (!to) return refused(streams, "--to: " + to.error().detail);
  if (!to->server()) return refused(streams, "--to has to be mysql://USER@HOST/DATABASE");
  if (!options.tls_ca_file.empty() && (!to->socket.empty() || !std::ifstream(options.tls_ca_file))) {
    return refused(streams, "--tls-ca names a file that cannot be read, or --to names a socket");
  }
  const Result<Secret> password = target_password(options.password_file);
  if (!password) return refused(streams, "--password-file cannot be read or is empty");

  config::Config source;
  source.storage_file = from->file;
  const Result<Opened> opened = open_databases(source, true);
  storage::DatabaseOptions there;
  there.url = options.to;
  there.password = *password;
  there.tls_ca_file = options.tls_ca_file;
  there.sessions = 2;
  const auto target = opened ? storage::Database::open(there) : opened.error();
  if (!target) {
    streams.err << "sdctl: " << in_words(target.error()) << "\n";
    return kFailed;
  }
  streams.out << "Moving " << from->text() << " and its inbox to " << to->text() << std::endl;
  const auto moved =
      storage::move_installation(*opened->database, *opened->inbox, **target, now, lines(streams.out));
  if (!moved) {
    streams.err << "sdctl: " << in_words(moved.error()) << "\n";
    return kFailed;
  }
  long long rows = 0;
  for (const storage::MovedTable& table : *moved) rows += table.rows;
  streams.out << "Every row was compared: " << moved->size() << " tables, " << rows
              << " rows, the same on both sides.\n"
              << "Now set storage.url = \"" << to->text()
              << "\" in the configuration, and keep the key file.\n"
              << "The files were not changed; remove them when the service runs well.\n";
  return kOk;
}

}  // namespace sd::sdctl
