// Carries a client's requests to portal doubles in this process, with the faults they script. Tests use
// it where the program uses CppRestTransport.
#pragma once

#include <algorithm>
#include <map>
#include <string>

#include "extension/portal/transport.h"
#include "tests/portal/portal_double.h"

namespace sd::portal_double {

class DoubleTransport final : public portal::Transport {
 public:
  DoubleTransport() = default;
  explicit DoubleTransport(PortalDouble& portal) { add(portal); }

  // Requests to the double's origin go to it; others answer "wire.connect".
  void add(PortalDouble& portal) { portals_[portal.origin()] = &portal; }

  Result<portal::WireAnswer> send(const portal::WireRequest& wire) override {
    const std::size_t host = wire.url.find("://");
    const std::size_t path = host == std::string::npos ? host : wire.url.find('/', host + 3);
    const auto found = portals_.find(wire.url.substr(0, path));
    if (found == portals_.end()) return Error{ErrorKind::kUnavailable, "wire.connect", {}};
    const std::string target = path == std::string::npos ? "/" : wire.url.substr(path);
    const std::size_t mark = std::min(target.find('?'), target.size());
    http::Request request;
    request.method = wire.method;
    request.path = target.substr(0, mark);
    request.query = target.substr(std::min(mark + 1, target.size()));
    request.body = wire.body;
    request.headers["host"] = wire.url.substr(host + 3, path == std::string::npos ? path : path - host - 3);
    if (!wire.content_type.empty()) request.headers["content-type"] = wire.content_type;
    const http::Response response = found->second->handle(request);

    portal::WireAnswer answer{response.status, {}, response.body};
    answer.headers["content-type"] = response.content_type;
    for (const auto& [name, value] : response.headers) {
      if (name == "x-double-fault") return Error{ErrorKind::kUnavailable, "wire.lost", {}};
      if (name == "x-double-delay-ms" && std::chrono::milliseconds{std::stoll(value)} > wire.deadline) {
        return Error{ErrorKind::kUnavailable, "wire.deadline", {}};
      }
      std::string lower = name;
      std::transform(lower.begin(), lower.end(), lower.begin(),
                     [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
      answer.headers[lower] = value;
    }
    return answer;
  }

 private:
  std::map<std::string, PortalDouble*> portals_;
};

}  // namespace sd::portal_double
