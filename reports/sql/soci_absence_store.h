// AbsenceStore on SOCI. Thread-safe: each call leases a session.
#pragma once

#include "extension/storage/database.h"
#include "reports/absence_store.h"

namespace sd::reports::sql {

class SociAbsenceStore final : public AbsenceStore {
 public:
  explicit SociAbsenceStore(storage::Database& database) : database_(database) {}

  // Errors: "absence.date" (kInternal) for a row that holds no date; "db.*".
  Result<std::vector<Absence>> absences(PortalId portal, const Period& period) override;

 private:
  storage::Database& database_;
};

}  // namespace sd::reports::sql
