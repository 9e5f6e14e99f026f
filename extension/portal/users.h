// Scope user: people (portal-api.md 5.2).
#pragma once

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "extension/portal/caller.h"

namespace sd::portal {

// Whether a row of user.get or user.current is of an extranet or mail user.
bool is_external(const boost::json::value& user);

// The known ones of `ids`, dismissed users included, in no particular order.
Result<std::vector<kanban::PortalUser>> list_users(Caller& caller, const Actor& actor,
                                                   std::span<const UserId> ids);

// Everybody above `after`, ascending; see kanban::Portal::list_users.
Result<kanban::UserPage> list_all_users(Caller& caller, const Actor& actor, UserId after,
                                        std::int64_t expected);

}  // namespace sd::portal
