// A JSON file with what Boost.JSON alone does not keep: the line of every value, and a refusal of keys
// that occur twice (its parser takes the last one silently).
#pragma once

#include <boost/json/value.hpp>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>

#include "extension/core/result.h"

namespace sd::manifests {

struct JsonText {
  std::string name;  // of the file, for messages
  boost::json::value root;
  std::map<std::string, int, std::less<>> lines;  // JSON pointer -> line, counted from 1

  // The line of `pointer`, or of the nearest value around it.
  int line_of(std::string_view pointer) const;
  // "stages.json:12: /stages/3/color: <reason>" as an Error of kind kInvalidArgument.
  Error refuse(std::string code, std::string_view pointer, std::string_view reason) const;
};

// `pointer` with one more step; '~' and '/' in the step are escaped as RFC 6901 says.
std::string step(std::string_view pointer, std::string_view key);

struct JsonLimits {
  std::size_t bytes = 262'144;
  std::size_t string_bytes = 1'000;  // one value
  std::size_t key_bytes = 200;
};

// Parses `text`. Errors (kInvalidArgument, detail with file, line and reason): "manifest.too_large",
// "manifest.syntax", "manifest.duplicate_key", "manifest.long_string".
Result<JsonText> parse_json(std::string name, std::string_view text, const JsonLimits& limits);

}  // namespace sd::manifests
