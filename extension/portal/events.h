// Event handlers of the application (portal-api.md 3.2).
#pragma once

#include <vector>

#include "extension/portal/caller.h"
#include "extension/portal/portal_admin.h"

namespace sd::portal {

Result<std::vector<EventBinding>> list_events(Caller& caller, const Actor& actor);
// The portal refuses a second binding without a code of its own: what stands already is found by listing.
Status bind_event(Caller& caller, const Actor& actor, const EventBinding& binding);
Result<std::int64_t> unbind_event(Caller& caller, const Actor& actor, const EventBinding& binding);

}  // namespace sd::portal
