// Reports as JSON; reports/README.md describes it.
#pragma once

#include <string>
#include <vector>

#include "reports/report_names.h"
#include "reports/report_registry.h"

namespace sd::reports {

std::string to_json(const Report& report, const Names& names);
std::string to_json(const Behind& behind, const Names& names);
// Which reports there are for a viewer.
std::string to_json(TimePoint now, const std::vector<kanban::BoundGroup>& groups,
                    const std::vector<ReportKind>& kinds);

// "minutes", "user", ...: Unit's names in lower case.
std::string_view to_string(Unit unit);

}  // namespace sd::reports
