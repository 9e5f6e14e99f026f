#include "extension/app/stores.h"

#include <map>
#include <string>
#include <utility>

#include "extension/storage/migrations.h"
#include "webhooks/sql/soci_inbox.h"

namespace sd::app {
namespace {

portal::LimitsProfile profile_of(config::PortalLimits limits) {
  switch (limits) {
    case config::PortalLimits::kCloud: return portal::LimitsProfile::kCloud;
    case config::PortalLimits::kEnterprise: return portal::LimitsProfile::kEnterprise;
    case config::PortalLimits::kOff: return portal::LimitsProfile::kOff;
  }
  return portal::LimitsProfile::kCloud;
}

std::map<std::string, portal::SociPortalDirectory::Application> applications_of(
    const config::Config& config) {
  std::map<std::string, portal::SociPortalDirectory::Application> out;
  for (const config::PortalEntry& entry : config.portals) {
    out[entry.client_id] = {entry.client_secret, profile_of(entry.limits)};
  }
  return out;
}

Result<std::unique_ptr<storage::Database>> opened(const storage::DatabaseOptions& options,
                                                  const storage::Migrations& migrations, TimePoint now) {
  auto database = storage::Database::open(options);
  if (!database) return database;
  if (const auto migrated = storage::migrate(**database, migrations, now); !migrated) return migrated.error();
  return database;
}

}  // namespace

Result<std::unique_ptr<Stores>> Stores::open(const config::Config& config, const config::Keys& keys,
                                             const Clock& clock) {
  storage::DatabaseOptions main;
  main.url = config.storage_url();
  main.password = config.storage_password;
  main.tls_ca_file = config.storage_tls_ca;
  main.sessions = static_cast<std::size_t>(config.storage_sessions());
  auto database = opened(main, storage::main_migrations(), clock.now());
  if (!database) return database.error();
  storage::DatabaseOptions inbox = webhooks::inbox_options(config.inbox_url());
  inbox.password = config.storage_password;
  inbox.tls_ca_file = config.storage_tls_ca;
  inbox.sessions = static_cast<std::size_t>(config.inbox_sessions());
  auto inbox_database = opened(inbox, storage::inbox_migrations(), clock.now());
  if (!inbox_database) return inbox_database.error();
  return std::unique_ptr<Stores>(
      new Stores(config, keys, std::move(database).value(), std::move(inbox_database).value()));
}

Stores::Stores(const config::Config& config, const config::Keys& keys,
               std::unique_ptr<storage::Database> database, std::unique_ptr<storage::Database> inbox)
    : database_(std::move(database)),
      inbox_(std::move(inbox)),
      sealer_(keys.sealing),
      cards(*database_, {&labour_cards, &client_cards}),
      people(*database_),
      settings(*database_),
      health(*database_),
      fills(*database_),
      flow_rebuilds(*database_),
      flows(*database_),
      labour(*database_),
      labour_facts(*database_),
      plans(*database_),
      monthly_readers(*database_),
      absences(*database_),
      tables(*database_),
      clients(*database_),
      care(*database_),
      links(*database_),
      notes(*database_),
      company_notes(*database_),
      ratings(*database_),
      portals(*database_, *inbox_, sealer_),
      tokens(*database_, sealer_),
      directory(*database_, applications_of(config)) {}

}  // namespace sd::app
