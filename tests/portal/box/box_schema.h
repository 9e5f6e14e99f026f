// The tables of a boxed portal's own database that an import meets, from box_tables.sql.
#pragma once

#include <string>
#include <vector>

namespace sd::portal_double {

// One statement each. `fields`: the custom fields of tasks, "NAME TYPE" as the box makes them at run time.
std::vector<std::string> box_schema(const std::vector<std::string>& fields);

// The names of the same tables, in the same order.
std::vector<std::string> box_table_names();

}  // namespace sd::portal_double
