// Scope im: words to one person inside the portal (portal-api.md 5.7).
#pragma once

#include <string>

#include "extension/portal/caller.h"

namespace sd::portal {

// A system notification. One with the same `tag` replaces the former, so saying it again is harmless.
// Errors: "portal.scope" where the application may not; the others of README.md.
Status notify(Caller& caller, const Actor& actor, UserId to, const std::string& message,
              const std::string& tag);

}  // namespace sd::portal
