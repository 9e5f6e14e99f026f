// FillStore in the table back_fill.
#pragma once

#include "extension/storage/database.h"
#include "kanban/fill_store.h"

namespace sd::kanban::sql {

class SociFillStore final : public FillStore {
 public:
  explicit SociFillStore(storage::Database& database) : database_(database) {}

  Result<std::vector<FillPoint>> points(PortalId portal) override;
  Status put(PortalId portal, const FillPoint& point) override;

 private:
  storage::Database& database_;
};

}  // namespace sd::kanban::sql
