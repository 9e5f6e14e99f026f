// Use case: the board of a bound group as it stood at any instant.
#pragma once

#include "extension/core/result.h"
#include "kanban/card_store.h"
#include "kanban/rules/group_rules.h"
#include "reports/rules/snapshot.h"

namespace sd::reports {

// Reads every journal of the group, one ticket at a time. `rules` gives the dictionaries (titles are counted
// in their spelling) and whether robots count as people; the rest is the bound group's own.
// Errors: "group.unbound" (kNotFound); those of CardStore.
Result<Snapshot> snapshot_report(kanban::CardStore& store, PortalId portal, GroupId group,
                                 const kanban::GroupRules& rules, TimePoint at);

}  // namespace sd::reports
