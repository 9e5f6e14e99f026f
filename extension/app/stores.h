// Everything the service keeps, opened once.
#pragma once

#include <memory>

#include "extension/clients/sql/client_cards.h"
#include "extension/clients/sql/soci_care_store.h"
#include "extension/clients/sql/soci_client_store.h"
#include "extension/clients/sql/soci_link_store.h"
#include "extension/config/config.h"
#include "extension/config/key_file.h"
#include "extension/core/clock.h"
#include "extension/installation/sql/soci_installation_store.h"
#include "extension/portal/sql/soci_portal_directory.h"
#include "extension/portal/sql/soci_token_store.h"
#include "extension/settings/sql/soci_settings_tables.h"
#include "extension/storage/database.h"
#include "extension/storage/sealer.h"
#include "kanban/sql/soci_card_store.h"
#include "kanban/sql/soci_company_notes.h"
#include "kanban/sql/soci_fill_store.h"
#include "kanban/sql/soci_flow_rebuild.h"
#include "kanban/sql/soci_inner_notes.h"
#include "kanban/sql/soci_people_store.h"
#include "kanban/sql/soci_settings_store.h"
#include "kanban/sql/soci_sync_health.h"
#include "reports/sql/labour_cards.h"
#include "reports/sql/soci_absence_store.h"
#include "reports/sql/soci_flow_store.h"
#include "reports/sql/soci_labour_facts.h"
#include "reports/sql/soci_labour_store.h"
#include "reports/sql/soci_monthly_readers.h"
#include "reports/sql/soci_plan_store.h"
#include "reports/sql/soci_rating_facts.h"

namespace sd::app {

class Stores {
 public:
  // Opens both databases (the inbox has a file of its own, or sessions of its own on a server: its commits do
  // not wait for the board's) and brings their schemas up to date. Errors: those of Database::open and
  // migrate.
  static Result<std::unique_ptr<Stores>> open(const config::Config& config, const config::Keys& keys,
                                              const Clock& clock);

  storage::Database& database() { return *database_; }
  storage::Database& inbox_database() { return *inbox_; }
  const storage::Sealer& sealer() const { return sealer_; }

 private:
  Stores(const config::Config& config, const config::Keys& keys, std::unique_ptr<storage::Database> database,
         std::unique_ptr<storage::Database> inbox);

  std::unique_ptr<storage::Database> database_;
  std::unique_ptr<storage::Database> inbox_;
  storage::SodiumSealer sealer_;

 public:
  reports::sql::LabourCards labour_cards;
  clients::sql::ClientCards client_cards;
  kanban::sql::SociCardStore cards;
  kanban::sql::SociPeopleStore people;
  kanban::sql::SociSettingsStore settings;
  kanban::sql::SociSyncHealth health;
  kanban::sql::SociFillStore fills;
  kanban::sql::SociFlowRebuild flow_rebuilds;
  reports::sql::SociFlowStore flows;
  reports::sql::SociLabourStore labour;
  reports::sql::SociLabourFacts labour_facts;
  reports::sql::SociPlanStore plans;
  reports::sql::SociMonthlyReaders monthly_readers;
  reports::sql::SociAbsenceStore absences;
  settings::sql::SociSettingsTables tables;
  clients::sql::SociClientStore clients;
  clients::sql::SociCareStore care;
  clients::sql::SociLinkStore links;
  kanban::sql::SociInnerNotes notes;
  kanban::sql::SociCompanyNotes company_notes;
  reports::sql::SociRatingFacts ratings;
  installation::SociInstallationStore portals;
  portal::SociTokenStore tokens;
  portal::SociPortalDirectory directory;
};

}  // namespace sd::app
