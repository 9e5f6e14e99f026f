// MonthlyReaders in the table monthly_reader.
#pragma once

#include "extension/storage/database.h"
#include "reports/monthly_readers.h"

namespace sd::reports::sql {

class SociMonthlyReaders final : public MonthlyReaders {
 public:
  explicit SociMonthlyReaders(storage::Database& database) : database_(database) {}

  Result<std::vector<MonthlyReader>> readers(PortalId portal) override;
  Status put(PortalId portal, const MonthlyReader& reader) override;
  Status remove(PortalId portal, UserId user) override;

 private:
  storage::Database& database_;
};

}  // namespace sd::reports::sql
