// TokenStore on SOCI: tokens are sealed before they reach the database. Thread-safe.
#pragma once

#include "extension/portal/token_store.h"
#include "extension/storage/database.h"
#include "extension/storage/sealer.h"

namespace sd::portal {

class SociTokenStore final : public TokenStore {
 public:
  SociTokenStore(storage::Database& database, const storage::Sealer& sealer)
      : database_(database), sealer_(sealer) {}

  // Also "seal.broken" (kInternal): the key file is not the one the tokens were sealed with.
  Result<std::optional<Tokens>> load(PortalId portal, UserId user) override;
  Status save(PortalId portal, UserId user, const Tokens& tokens) override;
  Status forget(PortalId portal, UserId user) override;
  Result<std::vector<UserId>> background(PortalId portal) override;
  Status set_background(PortalId portal, std::span<const UserId> users) override;

 private:
  storage::Database& database_;
  const storage::Sealer& sealer_;
};

}  // namespace sd::portal
