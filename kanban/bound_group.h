// One bound group, looked up.
#pragma once

#include "kanban/card_store.h"

namespace sd::kanban {

// The group's binding as it is stored now. Errors: "group.not_bound" (kNotFound); the store's.
Result<BoundGroup> find_bound(CardStore& cards, PortalId portal, GroupId group);

}  // namespace sd::kanban
