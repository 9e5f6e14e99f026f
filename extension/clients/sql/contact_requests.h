// Who has written a request, where the portal names the background as its creator.
#pragma once

#include <soci/soci.h>

#include <span>

#include "kanban/rules/card.h"

namespace sd::clients::sql {

// Puts the people who came by personal links in the place of their requests' creators.
void put_writers(soci::session& sql, long long portal, std::span<kanban::Card* const> cards);

}  // namespace sd::clients::sql
