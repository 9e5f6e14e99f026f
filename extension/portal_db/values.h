// How the box writes values into text columns. Pure. Source: portal-api.md 9.1, 9.3.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sd::portal_db {

bool is_utf8(std::string_view text);

// ":f09f94a5:" is an emoji, as the box keeps characters that its old charset could not hold. Other text
// between colons stays.
std::string with_emoji(std::string_view text);

// The values of a PHP-serialised flat array of strings and numbers, as text, in their order. "" and "N;" are
// empty, and so is a serialised false. Absent: not such a text.
std::optional<std::vector<std::string>> php_list(std::string_view text);

}  // namespace sd::portal_db
