// CompanyNotes over SOCI.
#pragma once

#include "extension/storage/database.h"
#include "kanban/company_notes.h"

namespace sd::kanban::sql {

class SociCompanyNotes final : public CompanyNotes {
 public:
  // `database` must outlive this object.
  explicit SociCompanyNotes(storage::Database& database) : database_(database) {}

  Result<CompanyNote> note(PortalId portal, CompanyId company) override;

 private:
  storage::Database& database_;
};

}  // namespace sd::kanban::sql
