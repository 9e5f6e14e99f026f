// SettingsTables on SOCI. Thread-safe: each call leases a session.
#pragma once

#include "extension/settings/settings_tables.h"
#include "extension/storage/database.h"

namespace sd::settings::sql {

class SociSettingsTables final : public SettingsTables {
 public:
  explicit SociSettingsTables(storage::Database& database) : database_(database) {}

  Result<Stored> read(PortalId portal, Section section, GroupId group) override;
  Result<std::int64_t> write(PortalId portal, const Save& save) override;
  Result<std::vector<Saved>> since(PortalId portal, Section section, GroupId group,
                                   std::int64_t version) override;
  Result<std::vector<Saved>> journal(PortalId portal, TimePoint before, std::size_t most) override;

 private:
  storage::Database& database_;
};

}  // namespace sd::settings::sql
