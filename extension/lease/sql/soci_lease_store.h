// LeaseStore on SOCI. Thread-safe: each call leases a session.
#pragma once

#include "extension/lease/lease_store.h"
#include "extension/storage/database.h"

namespace sd::lease {

class SociLeaseStore final : public LeaseStore {
 public:
  // `database` holds the schema of storage::main_migrations().
  explicit SociLeaseStore(storage::Database& database) : database_(database) {}

  Result<std::optional<LeaseRow>> find(PortalId portal) override;
  Result<bool> replace(PortalId portal, const std::optional<LeaseRow>& seen, const LeaseRow& next,
                       TimePoint now) override;

 private:
  storage::Database& database_;
};

}  // namespace sd::lease
