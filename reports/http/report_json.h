// Reports as JSON; reports/README.md describes it.
#pragma once

#include <string>
#include <vector>

#include "reports/report_names.h"
#include "reports/report_registry.h"

namespace sd::reports {

std::string to_json(const Report& report, const Names& names);
std::string to_json(const Behind& behind, const Names& names);
// What filters may be set to, by name.
struct ReportChoices {
  std::vector<std::pair<std::int64_t, std::string>> users, companies;
  std::vector<std::string> types;  // titles of the dictionary
  std::optional<bool> monthly;     // whether he is told of each past month; none: not offered to him
};
// Which reports there are for a viewer.
std::string to_json(TimePoint now, const std::vector<kanban::BoundGroup>& groups,
                    const std::vector<ReportKind>& kinds, const ReportChoices& choices);

// "minutes", "user", ...: Unit's names in lower case.
std::string_view to_string(Unit unit);

}  // namespace sd::reports
