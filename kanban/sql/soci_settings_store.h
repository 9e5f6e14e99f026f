// SettingsStore on SOCI. Thread-safe: each call leases a session.
#pragma once

#include "extension/storage/database.h"
#include "kanban/settings.h"

namespace sd::kanban::sql {

class SociSettingsStore final : public SettingsStore {
 public:
  explicit SociSettingsStore(storage::Database& database) : database_(database) {}

  Result<std::vector<DictionaryEntry>> dictionary(PortalId portal, DictionaryKind kind) override;
  Status put_dictionary(PortalId portal, DictionaryKind kind,
                        std::span<const DictionaryEntry> entries) override;
  Result<std::vector<FormerTitle>> former_titles(PortalId portal, DictionaryKind kind) override;
  Status settle(PortalId portal, DictionaryKind kind, const FormerTitle& seen) override;
  Result<std::vector<StageRule>> stage_rules(PortalId portal, GroupId group) override;
  Result<std::vector<SetThreshold>> thresholds(PortalId portal) override;
  Result<std::optional<std::string>> setting(PortalId portal, const std::string& name) override;
  Status put_setting(PortalId portal, const std::string& name, const std::string& value) override;

 private:
  storage::Database& database_;
};

}  // namespace sd::kanban::sql
