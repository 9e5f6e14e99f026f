// The service's own secret: one random key in a file only its user can read. From it every other key is
// derived, so that there is one thing to back up and one to protect.
#pragma once

#include <array>
#include <string>

#include "extension/core/result.h"

namespace sd::config {

using Key = std::array<unsigned char, 32>;

struct Keys {
  Key sealing;  // for the portal tokens in the database
  Key session;  // for the signatures of page sessions
};

// Reads `path`; when there is no such file, makes one with a new random key, mode 0600. The file's folder
// must exist. Errors: "keys.unreadable", "keys.unwritable" (kUnavailable), "keys.malformed",
// "keys.open_to_others" (kInvalidArgument; group or others may read it), `detail` naming the path and what to
// do.
Result<Keys> open_key_file(const std::string& path);

}  // namespace sd::config
