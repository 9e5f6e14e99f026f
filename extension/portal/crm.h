// Scope crm: names of companies (portal-api.md 5.5).
#pragma once

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "extension/portal/caller.h"

namespace sd::portal {

// The known ones of `ids`, in no particular order.
Result<std::vector<std::pair<CompanyId, std::string>>> list_companies(Caller& caller, const Actor& actor,
                                                                      std::span<const CompanyId> ids);

}  // namespace sd::portal
