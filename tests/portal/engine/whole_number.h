// The number a text begins with, 0 where it begins with none: how the portal reads ids and counts.
#pragma once

#include <charconv>
#include <cstdint>
#include <string>

namespace sd::portal_double {

inline std::int64_t whole_number(const std::string& text) {
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

}  // namespace sd::portal_double
