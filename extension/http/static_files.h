// The built pages: read once at start, served from memory, compressed as the build left them.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "extension/core/result.h"
#include "extension/http/message.h"

namespace sd::http {

class StaticFiles {
 public:
  // Reads every file below `directory` (each up to 8 MiB). "x.js.gz" beside "x.js" is its compressed form.
  // Errors: "ui.missing" (kUnavailable) when the directory, its index.html or its client.html is not there.
  static Result<StaticFiles> load(const std::filesystem::path& directory);

  // The file of a path relative to the directory, e.g. "assets/board-1a2b.js", compressed when the request
  // takes gzip. Names under assets/ carry a hash, so their answers may be kept for a year. 404 otherwise.
  Response serve(const std::string& path, const Request& request) const;

  // index.html and client.html as text: the pages of the staff and of clients.
  const std::string& index() const { return index_; }
  const std::string& client_index() const { return client_index_; }

 private:
  struct File {
    std::string content_type;
    std::string bytes;
    std::string gzip;  // "" when the build made none
  };
  std::map<std::string, File> files_;
  std::string index_;
  std::string client_index_;
};

}  // namespace sd::http
