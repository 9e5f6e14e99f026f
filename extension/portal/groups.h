// Scope sonet_group: groups and their members (portal-api.md 5.1).
#pragma once

#include <vector>

#include "extension/portal/caller.h"

namespace sd::portal {

// Every group the actor may see that is not closed; background calls see all.
Result<std::vector<kanban::PortalGroup>> list_groups(Caller& caller, const Actor& actor);

// Active members. The roles are A, E and K; other letters of newer builds count as K.
Result<std::vector<kanban::GroupMember>> list_members(Caller& caller, const Actor& actor, GroupId group);

}  // namespace sd::portal
