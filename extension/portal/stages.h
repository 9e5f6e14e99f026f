// Scope task: kanban columns of a group (portal-api.md 4.6). Background calls use the administrator's right
// to every group.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "extension/portal/caller.h"

namespace sd::portal {

// By the portal's order, whatever the order of the JSON keys.
Result<std::vector<kanban::PortalStage>> list_stages(Caller& caller, const Actor& actor, GroupId group);

// A lost answer is settled by reading the stages: the new one stands behind `after` with that title.
Result<StageId> add_stage(Caller& caller, const Actor& actor, GroupId group, const std::string& title,
                          const std::string& color, StageId after);

Status update_stage(Caller& caller, const Actor& actor, StageId stage, const std::string& title,
                    const std::string& color, std::optional<StageId> after);

// A stage that is gone already is success.
Status delete_stage(Caller& caller, const Actor& actor, StageId stage);

}  // namespace sd::portal
