// What people have written in the portal, as plain text for a client. Pure. Source: domain.md 9.
#pragma once

#include <string>
#include <string_view>

namespace sd::clients {

// `markup` without the portal's tags: what they hold stays, the address of a link follows its words.
// Pictures, files and mentions of people go with what they hold: a mention names somebody, and by what number
// the portal knows him. Any bytes are taken; O(length).
std::string public_text(std::string_view markup);

}  // namespace sd::clients
