// The tables of a boxed portal's own database that an import meets, with columns it must never read beside
// them. Source: portal-api.md 9.
#pragma once

#include <string>
#include <vector>

namespace sd::portal_double {

// One statement each. `fields`: the custom fields of tasks, "NAME TYPE" as the box makes them at run time.
std::vector<std::string> box_schema(const std::vector<std::string>& fields);

}  // namespace sd::portal_double
