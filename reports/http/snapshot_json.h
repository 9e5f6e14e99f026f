// The snapshot report as JSON: what `sdctl report snapshot --format json` prints.
#pragma once

#include <string>
#include <string_view>

#include "reports/snapshot_report.h"

namespace sd::reports {

// {"at", "roles": {role: cards}, "stoppers": {title: open cards}, "stopper_minutes": {title: minutes},
//  "cards": [{"xml_id", "role", "stopper", "wia_minutes", "lu_minutes"}]}; null where there is none. One
//  line.
std::string to_json(const Snapshot& snapshot, std::string_view at_text);

// snapshot_report as text; `at_text` is `at` as the person wrote it.
Result<std::string> snapshot_json(kanban::CardStore& store, PortalId portal, GroupId group, TimePoint at,
                                  std::string_view at_text, const kanban::GroupRules& rules = {});

}  // namespace sd::reports
