// CompanyNotes in memory. For tests of use cases.
#pragma once

#include <map>

#include "kanban/company_notes.h"

namespace sd::test {

class MemoryCompanyNotes final : public kanban::CompanyNotes {
 public:
  std::map<CompanyId, kanban::CompanyNote> kept;

  Result<kanban::CompanyNote> note(PortalId, CompanyId company) override { return kept[company]; }
};

}  // namespace sd::test
