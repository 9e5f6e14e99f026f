// multipart/form-data: names and values of its parts; files are taken as their content.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sd::portal_double {

std::vector<std::pair<std::string, std::string>> read_multipart(std::string_view body,
                                                                std::string_view content_type);

}  // namespace sd::portal_double
