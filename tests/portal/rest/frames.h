// Frames of applications: what a portal page posts to a handler, which placements it offers, and what
// the bridge of a frame may ask of the server (portal-api 2.5, 6.3-6.7).
#pragma once

#include <boost/json.hpp>
#include <string>

#include "tests/portal/engine/portal.h"

namespace sd::portal_double {

namespace json = boost::json;

struct FrameRequest {
  std::int64_t user = 1;
  std::string client_id;  // "": the application bound to the placement, else the first one
  std::string placement = "DEFAULT";
  json::object options;
  bool install = false;
};

// {"url", "fields", "app_sid", "name", "title", "origin"}. Throws Refusal: no application, not installed.
json::object open_frame(Portal& portal, const FrameRequest& request);

// [{"placement", "title", "client_id", "handler"}]: bound, installed, open to `user`.
// Contexts: group, task, left_menu, company, user; "" is all of them.
json::array placements_of(Portal& portal, std::int64_t user, const std::string& context);

// The bridge's commands that need the server: getInitData, refreshAuth, setInstall, setInstallFinish,
// setAppOption, setUserOption, getInterface, selectCRM. {"reply": …} or {} when the portal gives none.
json::object bridge(Portal& portal, const std::string& app_sid, const std::string& command,
                    const json::object& params);

// What setInstallFinish does.
void finish_install(Portal& portal, App& app);

}  // namespace sd::portal_double
