// What an administrator decides about a group's stages: POST /api/stages/roles.
#pragma once

#include "extension/http/message.h"
#include "extension/session/session.h"
#include "kanban/set_stage_roles.h"

namespace sd::kanban {

// {"group": 77, "roles": {"501": "intake", ...}}; the portal is the session's. Errors (kInvalidArgument):
// "request.too_large" (16 KiB), "request.json", "request.group", "request.roles".
Result<SetStageRolesCommand> decode_roles(const http::Request& request);

// The caller has checked that the session is an administrator's. 200: {"stages": [{"id", "title", "role"}]}.
http::Response set_stage_roles(SetStageRoles& use_case, const session::Session& session,
                               const http::Request& request);

}  // namespace sd::kanban
