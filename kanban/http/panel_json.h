// One card's details on the wire.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "kanban/http/board_json.h"
#include "kanban/read_card.h"

namespace sd::kanban {

// The answer of GET /api/cards/:ticket. Instants are UTC milliseconds or null, users ids into "users".
std::string details_json(TimePoint now, const CardDetails& details, const BoardNames& names);

// Everybody the details mention.
std::vector<UserId> users_of(const CardDetails& details);

}  // namespace sd::kanban
