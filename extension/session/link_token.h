// The secret of a personal link: 256 random bits, of which the service keeps the hash alone.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "extension/core/secret.h"

namespace sd::session {

// 43 characters that may stand in an address, from the operating system's source of randomness.
Secret new_link_token();

// SHA-256 as hex digits: what is kept and looked up, so that comparing tells nothing of a token. Absent: it
// is no token, whatever is kept.
std::optional<std::string> link_token_hash(std::string_view token);

}  // namespace sd::session
