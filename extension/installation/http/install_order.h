// The body of the installer's requests, decoded strictly: bytes in, an order or an Error out.
#pragma once

#include <string>

#include "extension/installation/preview_installation.h"
#include "extension/session/session.h"

namespace sd::installation {

// Portal and language are the session's. Errors (kInvalidArgument): "request.too_large" (64 KiB),
// "request.json", and "request.<field>" for a field that is missing or of another type.
Result<InstallationOrder> decode_order(const session::Session& session, const std::string& body);

}  // namespace sd::installation
