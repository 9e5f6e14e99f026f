// Scope placement: where our pages appear in the portal (portal-api.md 6.2).
#pragma once

#include <string>
#include <vector>

#include "extension/portal/caller.h"
#include "extension/portal/portal_admin.h"

namespace sd::portal {

Result<std::vector<PlacementBinding>> list_placements(Caller& caller, const Actor& actor);
// The portal refuses a second binding without a code of its own: what stands already is found by listing.
Status bind_placement(Caller& caller, const Actor& actor, const PlacementBinding& binding);
Result<std::int64_t> unbind_placement(Caller& caller, const Actor& actor, const std::string& code,
                                      const std::string& handler);

}  // namespace sd::portal
