// Port: one HTTP exchange with a portal or its authorisation server. CppRestTransport talks over the
// network; tests talk to the portal double in the same process.
#pragma once

#include <chrono>
#include <map>
#include <string>

#include "extension/core/result.h"

namespace sd::portal {

struct WireRequest {
  std::string method = "POST";
  std::string url;           // absolute; never holds a token
  std::string content_type;  // "" when there is no body
  std::string body;
  std::chrono::milliseconds deadline{30'000};
  bool at_most_once = false;  // a write: must not be sent again by whatever lies below
};

struct WireAnswer {
  int status = 0;
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;
};

class Transport {
 public:
  virtual ~Transport() = default;

  // Sends once, follows no redirect. Blocks the calling thread up to the deadline.
  // Errors (kUnavailable): "wire.connect" (nothing was sent), "wire.lost" (sent, the answer did not come
  // whole: a write may have happened), "wire.deadline", "wire.too_large" (answer over 64 MiB).
  virtual Result<WireAnswer> send(const WireRequest& request) = 0;
};

}  // namespace sd::portal
