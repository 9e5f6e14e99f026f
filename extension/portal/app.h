// Scope basic: the application, its holder and the portal's clock (portal-api.md 2.7).
#pragma once

#include <string>
#include <vector>

#include "extension/portal/caller.h"
#include "extension/portal/portal_admin.h"

namespace sd::portal {

// Result of app.info. Errors: "portal.shape".
Result<AppInfo> decode_app_info(const boost::json::value& result);

// app.info asked of an authorisation server, given by its listed address.
Result<AppInfo> ask_app_info(Transport& transport, const std::string& server, const Secret& access);

Result<Profile> ask_profile(Caller& caller, PortalId portal, const Secret& access);

Result<std::vector<std::string>> list_scopes(Caller& caller, const Actor& actor);
Result<bool> ask_feature(Caller& caller, const Actor& actor, const std::string& code);
Result<TimePoint> ask_server_time(Caller& caller, const Actor& actor);

}  // namespace sd::portal
