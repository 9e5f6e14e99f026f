// Work on change requests whose estimate the client has not agreed to: what becomes of it on a group's board.
// Pure. Source: domain.md 3, 4.
#pragma once

#include <optional>
#include <string_view>

#include "kanban/rules/card.h"

namespace sd::kanban {

enum class Unagreed {
  kOff,     // nobody asks
  kFlag,    // the card says so
  kForbid,  // and nobody pulls it on the board; what was pulled in the portal is flagged, not undone
};
std::string_view to_string(Unagreed unagreed);  // "off", "flag", "forbid"
std::optional<Unagreed> unagreed_from(std::string_view text);

// A change request whose client has not said yes.
bool wants_agreement(const Card& card);

// From where cards wait into where they are worked on or have been; closing, and coming back from a check or
// from done, pull nothing.
bool pulls(Role from, Role to);

}  // namespace sd::kanban
