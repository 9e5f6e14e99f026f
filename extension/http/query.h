// The query string of a request: flat names, percent-decoded. For our own API; the portal's nested forms
// have their own decoder (webhooks/http).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extension/core/result.h"

namespace sd::http {

// Decodes `%41` and `+`. Errors: "request.percent" (kInvalidArgument) for a bad percent code.
Result<std::string> percent_decoded(std::string_view text, bool plus_is_space);

// name -> last value. At most 64 pairs. Errors: "request.percent", "request.query" (too many pairs).
Result<std::map<std::string, std::string>> parse_query(std::string_view query);

// A whole decimal number, or nullopt.
std::optional<std::int64_t> to_number(std::string_view text);

// Whole numbers with commas between them, as in "7,8"; nullopt for anything else and for more than `most`.
std::optional<std::vector<std::int64_t>> to_numbers(std::string_view text, std::size_t most);

}  // namespace sd::http
