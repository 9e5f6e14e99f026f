// The refusal of a settings request. The portal's own words may be shown: only people who manage come this
// far.
#pragma once

#include "extension/http/message.h"

namespace sd::settings {

inline http::Response refused(const Error& error) { return http::error_response(error, true); }

}  // namespace sd::settings
