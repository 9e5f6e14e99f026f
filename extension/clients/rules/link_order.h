// What an administrator asks for when he makes a personal link. Pure. Source: domain.md 1.
#pragma once

#include <cstdint>
#include <string>

#include "extension/core/contact_id.h"
#include "extension/core/result.h"

namespace sd::clients {

inline constexpr std::int64_t kLinkDays = 90;  // where nobody says otherwise
inline constexpr std::int64_t kMostLinkDays = 365;
inline constexpr std::size_t kMaxContactName = 200;  // bytes

struct LinkOrder {
  ContactId contact;
  CompanyId company;
  std::string name;  // how staff and colleagues read him
  std::int64_t days = kLinkDays;
};

// The order with its name as one line of plain writing. Errors (kInvalidArgument): "link.contact",
// "link.company" for no number of one; "link.name" for a name of nothing or above kMaxContactName;
// "link.days" outside 1 to kMostLinkDays.
Result<LinkOrder> checked(LinkOrder order);

}  // namespace sd::clients
