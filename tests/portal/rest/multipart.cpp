#include "tests/portal/rest/multipart.h"

namespace sd::portal_double {

std::vector<std::pair<std::string, std::string>> read_multipart(std::string_view body,
                                                                std::string_view content_type) {
  std::vector<std::pair<std::string, std::string>> parts;
  const std::size_t mark = content_type.find("boundary=");
  if (mark == std::string_view::npos) return parts;
  std::string boundary(content_type.substr(mark + 9, content_type.find(';', mark) - mark - 9));
  std::erase(boundary, '"');
  const std::string separator = "--" + boundary;
  std::size_t at = body.find(separator);
  while (at != std::string_view::npos) {
    const std::size_t start = at + separator.size() + 2;
    const std::size_t end = body.find("\r\n" + separator, start);
    if (start >= body.size() || end == std::string_view::npos) break;
    const std::string_view part = body.substr(start, end - start);
    const std::size_t blank = part.find("\r\n\r\n");
    const std::size_t name = part.find("name=\"");
    if (blank != std::string_view::npos && name != std::string_view::npos && name < blank) {
      const std::size_t close = part.find('"', name + 6);
      parts.emplace_back(part.substr(name + 6, close - name - 6), part.substr(blank + 4));
    }
    at = end + 2;
  }
  return parts;
}

}  // namespace sd::portal_double
