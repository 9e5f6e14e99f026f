// PortalDirectory on SOCI: addresses from the database, the application's secret from the configuration.
// Thread-safe.
#pragma once

#include <map>
#include <string>

#include "extension/portal/portal_directory.h"
#include "extension/storage/database.h"

namespace sd::portal {

class SociPortalDirectory final : public PortalDirectory {
 public:
  struct Application {
    Secret client_secret;
    LimitsProfile limits = LimitsProfile::kCloud;
  };

  // `applications`: by client_id, as configured.
  SociPortalDirectory(storage::Database& database, std::map<std::string, Application> applications)
      : database_(database), applications_(std::move(applications)) {}

  // "portal.unknown" also when its application is not in the configuration any more.
  Result<PortalRecord> find(PortalId portal) override;
  Status moved(PortalId portal, const std::string& client_endpoint) override;

 private:
  storage::Database& database_;
  const std::map<std::string, Application> applications_;
};

}  // namespace sd::portal
