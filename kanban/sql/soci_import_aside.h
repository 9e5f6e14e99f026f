// ImportAside on SOCI. Thread-safe.
#pragma once

#include "extension/storage/database.h"
#include "kanban/import_aside.h"

namespace sd::kanban::sql {

class SociImportAside final : public ImportAside {
 public:
  explicit SociImportAside(storage::Database& database) : database_(database) {}

  Status put(PortalId portal, std::span<const AsideRow> rows) override;
  Result<std::vector<AsideRow>> list(PortalId portal, std::size_t limit) override;
  Result<std::int64_t> count(PortalId portal) override;
  Status clear(PortalId portal) override;

 private:
  storage::Database& database_;
};

}  // namespace sd::kanban::sql
