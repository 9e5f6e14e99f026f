// A file of SQL as single statements, for servers that take one at a time.
#pragma once

#include <string>
#include <vector>

namespace sd::storage {

// The statements of `script` without their semicolons and without comments ("--" to the end of the line).
// Text in single quotes is left as it is; a quote inside is written twice.
std::vector<std::string> statements_of(const std::string& script);

}  // namespace sd::storage
