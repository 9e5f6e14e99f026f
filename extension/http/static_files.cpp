#include "extension/http/static_files.h"

#include <fstream>
#include <iterator>

#include "extension/http/gzip.h"

namespace sd::http {
namespace {

namespace fs = std::filesystem;
constexpr std::uintmax_t kMaxFile = 8 * 1024 * 1024;

std::string content_type_of(const fs::path& file) {
  static const std::map<std::string, std::string> types = {{".html", "text/html; charset=utf-8"},
                                                           {".js", "text/javascript; charset=utf-8"},
                                                           {".css", "text/css; charset=utf-8"},
                                                           {".svg", "image/svg+xml"},
                                                           {".json", "application/json"},
                                                           {".png", "image/png"},
                                                           {".woff2", "font/woff2"},
                                                           {".md", "text/markdown; charset=utf-8"},
                                                           {".txt", "text/plain; charset=utf-8"}};
  const auto found = types.find(file.extension().string());
  return found == types.end() ? "application/octet-stream" : found->second;
}

std::string read(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace

Result<StaticFiles> StaticFiles::load(const fs::path& directory) {
  StaticFiles out;
  std::error_code failed;
  for (fs::recursive_directory_iterator it(directory, failed), end; !failed && it != end;
       it.increment(failed)) {
    if (!it->is_regular_file() || it->file_size() > kMaxFile || it->path().extension() == ".map") continue;
    const std::string name = fs::relative(it->path(), directory).generic_string();
    if (name.ends_with(".gz")) {
      out.files_[name.substr(0, name.size() - 3)].gzip = read(it->path());
    } else {
      File& file = out.files_[name];
      file.content_type = content_type_of(it->path());
      file.bytes = read(it->path());
    }
  }
  const std::pair<const char*, std::string*> pages[] = {{"index.html", &out.index_},
                                                        {"client.html", &out.client_index_}};
  for (const auto& [name, into] : pages) {
    const auto page = out.files_.find(name);
    if (page == out.files_.end()) {
      return Error{ErrorKind::kUnavailable, "ui.missing",
                   "no " + std::string(name) + " in " + directory.string()};
    }
    *into = page->second.bytes;
  }
  return out;
}

Response StaticFiles::serve(const std::string& path, const Request& request) const {
  const auto found = files_.find(path);
  if (found == files_.end()) return error_response({ErrorKind::kNotFound, "file.unknown", {}});
  const File& file = found->second;
  Response answer{200, file.content_type, {}, {}};
  answer.headers.emplace_back(
      "Cache-Control", path.starts_with("assets/") ? "public, max-age=31536000, immutable" : "no-cache");
  answer.headers.emplace_back("Vary", "Accept-Encoding");
  answer.headers.emplace_back("X-Content-Type-Options", "nosniff");
  if (!file.gzip.empty() && accepts_gzip(request.header("accept-encoding").value_or(""))) {
    answer.headers.emplace_back("Content-Encoding", "gzip");
    answer.body = file.gzip;
  } else {
    answer.body = file.bytes;
  }
  return answer;
}

}  // namespace sd::http
