// Whether a service works on the databases right now.
#pragma once

#include "extension/core/ids.h"
#include "extension/storage/database.h"

namespace sd::sdctl {

// Errors: "sdctl.running" (kConflict) when a service has said within half a minute that it lives, as it does
// every few seconds; "db.*".
Status service_stopped(storage::Database& database, PortalId portal, TimePoint now);
// The same, of any portal.
Status service_stopped(storage::Database& database, TimePoint now);

}  // namespace sd::sdctl
