// $result[key][path][0] and its kin inside the commands of a batch (portal-api 1.6).
#pragma once

#include <boost/json.hpp>
#include <map>
#include <string>

namespace sd::portal_double {

namespace json = boost::json;

// What earlier commands left: containers "result", "error", "next", "total", "time" by command key.
using BatchState = std::map<std::string, json::object>;

// Replaces the references in every text below `value`. A text that is exactly one reference becomes the
// typed value; inside a longer text only strings are put in. A missing path is the deepest level there is.
void resolve_references(json::value& value, const BatchState& state);

}  // namespace sd::portal_double
