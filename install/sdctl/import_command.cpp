#include <algorithm>
#include <cstdlib>
#include <fstream>

#include "install/sdctl/chosen_portal.h"
#include "install/sdctl/commands.h"
#include "install/sdctl/import_run.h"
#include "install/sdctl/opened.h"
#include "install/sdctl/service_stopped.h"
#include "kanban/sql/soci_card_store.h"
#include "kanban/sql/soci_import_aside.h"
#include "manifests/loader.h"

namespace sd::sdctl {
namespace {

constexpr std::size_t kShownAside = 20;

int told(Streams streams, const Error& error) {
  streams.err << "sdctl: " << in_words(error) << "\n";
  return error.kind == ErrorKind::kInvalidArgument ? kCannotRun : kFailed;
}

Result<Secret> box_password(const std::string& file) {
  if (file.empty()) {
    const char* given = std::getenv("SD_PORTAL_DB_PASSWORD");
    return Secret{given == nullptr ? "" : given};
  }
  std::ifstream in(file);
  std::string line;
  if (!std::getline(in, line) || line.empty()) {
    return Error{ErrorKind::kInvalidArgument, "import.password", file};
  }
  return Secret{line};
}

Result<portal_db::BoxOptions> box_options(const config::Config& config, const ImportOptions& options,
                                          PortalId portal) {
  using manifests::FieldUse;
  Result<DatabaseAddress> address = parse_database_address(options.portal_db);
  if (!address) return Error{ErrorKind::kInvalidArgument, "--portal-db", address.error().detail};
  if (!address->server()) {
    return Error{ErrorKind::kInvalidArgument, "--portal-db", "it has to be mysql://USER@HOST/DATABASE"};
  }
  if (!options.tls_ca_file.empty() && (!address->socket.empty() || !std::ifstream(options.tls_ca_file))) {
    return Error{ErrorKind::kInvalidArgument, "--tls-ca",
                 "the file cannot be read, or the address names a socket"};
  }
  Result<Secret> password = box_password(options.password_file);
  if (!password) return password.error();
  const Result<manifests::Manifests> read = manifests::load_manifests(config.manifests_folder);
  if (!read) return read.error();
  portal_db::BoxOptions box;
  box.address = std::move(address).value();
  box.password = std::move(password).value();
  box.tls_ca_file = options.tls_ca_file;
  box.zone = options.zone;
  box.names = {read->application.field(FieldUse::kType).name,
               read->application.field(FieldUse::kStopper).name,
               read->application.field(FieldUse::kEstimate).name};
  box.portal = portal;
  return box;
}

// The chosen ones of the connected groups.
Result<std::vector<GroupId>> groups_of(kanban::CardStore& cards, PortalId portal,
                                       const ImportOptions& options) {
  const auto bound = cards.groups(portal);
  if (!bound) return bound.error();
  std::vector<GroupId> connected;
  for (const kanban::BoundGroup& group : *bound) connected.push_back(group.group);
  if (connected.empty()) return Error{ErrorKind::kConflict, "sdctl.no_groups", {}};
  if (options.groups.empty()) return connected;
  std::vector<GroupId> chosen;
  for (const long long number : options.groups) {
    const GroupId group{number};
    if (std::find(connected.begin(), connected.end(), group) == connected.end()) {
      return Error{ErrorKind::kInvalidArgument, "group.unbound", std::to_string(number)};
    }
    chosen.push_back(group);
  }
  return chosen;
}

int show_counts(portal_db::BoxDatabase& box, std::span<const GroupId> groups, Streams streams) {
  const auto counts = box.counts(groups);
  if (!counts) return told(streams, counts.error());
  streams.out << "Groups          " << counts->groups << "\nStages          " << counts->stages
              << "\nTasks           " << counts->tickets << "\n  with fields   " << counts->with_fields
              << "\nMembers         " << counts->members << "\nHistory rows    " << counts->history
              << "\nLabour records  " << counts->labour << "\nPeople          " << counts->users
              << "\nCompanies       " << counts->companies << "\nDates are read as " << box.zone()
              << ".\nNothing was imported.\n";
  return kOk;
}

void show_aside(kanban::ImportAside& aside, PortalId portal, Streams streams) {
  const auto count = aside.count(portal);
  if (!count || *count == 0) return;
  streams.out << *count << (*count == 1 ? " row was" : " rows were")
              << " left out; the nightly sweep asks the portal itself for such tasks:\n";
  const auto rows = aside.list(portal, kShownAside);
  if (!rows) return;
  for (const kanban::AsideRow& row : *rows) {
    streams.out << "  " << row.kind << " " << row.id << ": " << row.reason << "\n";
  }
  if (*count > static_cast<std::int64_t>(rows->size())) streams.out << "  ...\n";
}

int run(Opened& opened, portal_db::BoxDatabase& box, kanban::ImportAside& aside, PortalId portal,
        std::span<const GroupId> groups, const ImportOptions& options, const Clock& clock, Streams streams) {
  streams.out << "Dates are read as " << box.zone() << "." << std::endl;
  ImportRun import(*opened.database, box, portal, clock);
  ImportProgress progress(streams.out, options.terminal, clock);
  const Result<bool> done = import.run(groups, progress, [] { return true; });
  if (!done) return told(streams, done.error());
  show_aside(aside, portal, streams);
  streams.out
      << (*done ? "Everything is imported. Start the service: it goes on with what has happened since.\n"
                : "The groups are imported; others are not, so the service reads those and the labour "
                  "records over REST. Start it.\n");
  return kOk;
}

}  // namespace

int import_portal(const config::Config& config, const ImportOptions& options, const Clock& clock,
                  Streams streams) {
  Result<Opened> opened = open_databases(config, true);
  if (!opened) return told(streams, opened.error());
  storage::Database& database = *opened->database;
  const Result<PortalRow> portal = chosen_portal(database, options.portal);
  if (!portal) return told(streams, portal.error());
  if (portal->state != "installed") {
    return told(streams, {ErrorKind::kConflict, "sdctl.not_installed", portal->client_endpoint});
  }
  kanban::sql::SociCardStore cards(database);
  const auto groups = groups_of(cards, portal->id, options);
  if (!groups) return told(streams, groups.error());
  if (!options.dry_run) {
    // Two that store the same cards at once would each undo what the other has just learnt.
    const Status alone = service_stopped(database, portal->id, clock.now());
    if (!alone) return told(streams, alone.error());
  }
  const auto there = box_options(config, options, portal->id);
  if (!there) return told(streams, there.error());
  kanban::sql::SociImportAside aside(database);
  const auto box = portal_db::BoxDatabase::open(*there, aside, clock);
  if (!box) return told(streams, box.error());
  for (const GroupId group : *groups) {
    const auto stages = cards.stages(portal->id, group);
    if (!stages) return told(streams, stages.error());
    if (const Status fits = (*box)->check_group(group, *stages); !fits) return told(streams, fits.error());
  }
  if (options.dry_run) return show_counts(**box, *groups, streams);
  return run(*opened, **box, aside, portal->id, *groups, options, clock, streams);
}

}  // namespace sd::sdctl
