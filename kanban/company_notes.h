// Port: what the staff is to know about a company whenever they work for it. Kept by SociCompanyNotes.
#pragma once

#include <string>

#include "extension/core/ids.h"
#include "extension/core/result.h"

namespace sd::kanban {

struct CompanyNote {
  bool vip = false;
  std::string text;  // "": nothing

  friend bool operator==(const CompanyNote&, const CompanyNote&) = default;
};

class CompanyNotes {
 public:
  virtual ~CompanyNotes() = default;

  // As the settings have it in the company's own line. Errors: those of the store.
  virtual Result<CompanyNote> note(PortalId portal, CompanyId company) = 0;
};

}  // namespace sd::kanban
