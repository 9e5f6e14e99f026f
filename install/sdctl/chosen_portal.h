// The portal that a command names, or the only one there is.
#pragma once

#include <string>

#include "extension/core/result.h"
#include "install/sdctl/sql/figures.h"

namespace sd::sdctl {

// `name`: member_id, or the domain of its address; "": there is only one. Errors: "sdctl.no_portal",
// "sdctl.which_portal" with the known ones, "db.*".
Result<PortalRow> chosen_portal(storage::Database& database, const std::string& name);

}  // namespace sd::sdctl
