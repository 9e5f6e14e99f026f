#include <algorithm>
#include <vector>

#include "tests/portal/rest/rest_server.h"

namespace sd::portal_double {
namespace {

std::vector<std::string> segments(const std::string& path) {
  std::vector<std::string> out;
  std::string part;
  for (const char c : path + "/") {
    if (c != '/') {
      part += c;
    } else if (!part.empty()) {
      out.push_back(std::move(part));
      part.clear();
    }
  }
  return out;
}

std::string method_name(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  for (const std::string suffix : {".json", ".xml"}) {
    if (text.ends_with(suffix)) text.erase(text.size() - suffix.size());
  }
  return text;
}

}  // namespace

RestAddress read_address(const std::string& path) {
  std::vector<std::string> parts = segments(path);
  RestAddress address;
  if (!parts.empty() && parts.front() == "api") {
    address.v3 = true;
    parts.erase(parts.begin());
  }
  if (parts.size() >= 2 && parts.front().find_first_not_of("0123456789") == std::string::npos) {
    address.user = std::stoll(parts[0].substr(0, 15));
    address.secret = parts[1];
    parts.erase(parts.begin(), parts.begin() + 2);
  }
  if (parts.size() == 1) address.method = method_name(parts.front());
  return address;
}

}  // namespace sd::portal_double
