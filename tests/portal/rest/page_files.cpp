#include "tests/portal/rest/page_files.h"

#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace sd::portal_double {
namespace {

std::string type_of(const std::string& name) {
  const std::array<std::pair<const char*, const char*>, 8> types = {
      {{".html", "text/html; charset=utf-8"},
       {".js", "text/javascript; charset=utf-8"},
       {".mjs", "text/javascript; charset=utf-8"},
       {".css", "text/css; charset=utf-8"},
       {".json", "application/json"},
       {".svg", "image/svg+xml"},
       {".png", "image/png"},
       {".ico", "image/x-icon"}}};
  for (const auto& [suffix, type] : types) {
    if (name.ends_with(suffix)) return type;
  }
  return "application/octet-stream";
}

}  // namespace

http::Response serve_page(const std::string& folder, const std::string& path) {
  http::Response response;
  response.content_type = "text/plain; charset=utf-8";
  std::string name = path == "/" ? "index.html" : path.starts_with("/_pages/") ? path.substr(8) : "app.html";
  if (name.find("..") != std::string::npos) name.clear();
  const std::filesystem::path file = std::filesystem::path(folder) / name;
  std::ifstream in(file, std::ios::binary);
  if (folder.empty() || name.empty() || !std::filesystem::is_regular_file(file) || !in) {
    response.status = 404;
    response.body = "no page here";
    return response;
  }
  std::ostringstream text;
  text << in.rdbuf();
  response.body = std::move(text).str();
  response.content_type = type_of(name);
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

}  // namespace sd::portal_double
