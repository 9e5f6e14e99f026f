// InstallationStore on SOCI. Thread-safe: each call leases a session.
#pragma once

#include <functional>

#include "extension/installation/installation_store.h"
#include "extension/storage/database.h"
#include "extension/storage/sealer.h"

namespace sd::installation {

class SociInstallationStore final : public InstallationStore {
 public:
  // `inbox`: the database of the inbox, for wipe(). `changed` is called after a portal was stored or removed
  // (webhooks::KnownPortals::refresh); may be empty.
  SociInstallationStore(storage::Database& database, storage::Database& inbox, const storage::Sealer& sealer,
                        std::function<void()> changed = {})
      : database_(database), inbox_(inbox), sealer_(sealer), changed_(std::move(changed)) {}

  // Also "seal.broken" (kInternal): the key file is not the one the tokens were sealed with.
  Result<std::vector<InstalledPortal>> portals() override;
  Result<std::optional<InstalledPortal>> find(PortalId portal) override;
  Result<std::optional<InstalledPortal>> find(const MemberId& member) override;
  Result<PortalId> put(const InstalledPortal& portal) override;
  Status wipe(PortalId portal) override;
  Result<std::vector<StepRecord>> steps(PortalId portal) override;
  Status put_steps(PortalId portal, std::span<const StepRecord> steps, TimePoint now) override;
  Status put_step(PortalId portal, const StepRecord& step, TimePoint now) override;

 private:
  Result<std::vector<InstalledPortal>> select(const char* condition, long long id, const std::string& member);

  storage::Database& database_;
  storage::Database& inbox_;
  const storage::Sealer& sealer_;
  const std::function<void()> changed_;
};

}  // namespace sd::installation
