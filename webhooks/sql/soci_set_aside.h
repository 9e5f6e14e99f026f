// SetAside on SOCI, on the inbox's database. Thread-safe: each call leases a session.
#pragma once

#include "extension/storage/database.h"
#include "webhooks/set_aside.h"

namespace sd::webhooks {

class SociSetAside final : public SetAside {
 public:
  // `database` holds the schema of storage::inbox_migrations().
  explicit SociSetAside(storage::Database& database) : database_(database) {}

  Result<Backlog> backlog(PortalId portal) override;
  Result<std::vector<AsideRow>> rows(PortalId portal, std::size_t limit) override;
  Result<std::int64_t> run_again(PortalId portal, const AsideChoice& choice, TimePoint now) override;
  Result<std::int64_t> discard(PortalId portal, const AsideChoice& choice) override;

 private:
  storage::Database& database_;
};

}  // namespace sd::webhooks
