// The old list methods' filter over rows that are JSON objects: prefixes ! < <= > >= % @ =.
#pragma once

#include <string>
#include <vector>

#include "tests/portal/rest/values.h"

namespace sd::portal_double {

// Unknown keys are ignored. Numbers compare as numbers, everything else as text.
bool row_fits(const json::object& row, const json::object& filter);
// By the first key of `order`; stable.
void sort_rows(std::vector<json::object>& rows, const json::object& order);
json::array to_array(std::vector<json::object> rows);
// Only the named fields (all of them when `select` is empty or holds "*"), ID always.
json::object pick(const json::object& row, const std::vector<std::string>& select, const char* id_key);

}  // namespace sd::portal_double
