// What the health page sends about rows that were set aside.
#pragma once

#include <string>

#include "extension/core/result.h"
#include "webhooks/set_aside.h"

namespace sd::health {

// {"ids": [1, 2]} or {"all": true}. Errors (kInvalidArgument): "request.too_large", "request.json",
// "request.ids".
Result<webhooks::AsideChoice> decode_choice(const std::string& body);

}  // namespace sd::health
