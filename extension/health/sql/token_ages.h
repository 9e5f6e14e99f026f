// When each background token was renewed, read without the key: sdctl may ask too.
#pragma once

#include "extension/health/look.h"
#include "extension/storage/database.h"

namespace sd::health {

// In the order background work tries them; a user without a token is left out. Errors: "db.*".
Result<std::vector<BackgroundToken>> token_ages(storage::Database& database, PortalId portal);

}  // namespace sd::health
