// Scope crm: names of companies and of their contacts (portal-api.md 5.5).
#pragma once

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "extension/core/contact_id.h"
#include "extension/portal/caller.h"

namespace sd::portal {

// The known ones of `ids`, in no particular order.
Result<std::vector<std::pair<CompanyId, std::string>>> list_companies(Caller& caller, const Actor& actor,
                                                                      std::span<const CompanyId> ids);

// The contacts whose main company it is, by id; of more than kMaxContacts the first ones.
inline constexpr std::size_t kMaxContacts = 1'000;
Result<std::vector<std::pair<ContactId, std::string>>> list_contacts(Caller& caller, const Actor& actor,
                                                                     CompanyId company);

}  // namespace sd::portal
