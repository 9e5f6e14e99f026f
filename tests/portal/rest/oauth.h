// The vendor's authorisation server, played by the portal itself (portal-api 2.2).
#pragma once

#include "extension/http/message.h"
#include "tests/portal/engine/portal.h"

namespace sd::portal_double {

// /oauth/authorize/: consents at once in the name of `user` and redirects to the application.
http::Response authorize(Portal& portal, const http::Request& request, std::int64_t user);
// /oauth/token/: GET and POST, grant types authorization_code and refresh_token.
http::Response token(Portal& portal, const http::Request& request);

}  // namespace sd::portal_double
