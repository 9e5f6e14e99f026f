// HTTP as the handlers see it: plain values, no library. The listener makes a Request of complete
// bytes and writes the Response; nothing else knows cpprestsdk.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extension/core/error.h"

namespace sd::http {

struct Request {
  std::string method;  // "GET", "POST", ...
  std::string path;    // decoded, begins with '/', without the query
  std::string query;   // raw text after '?', still percent-encoded; "" when there is none
  std::map<std::string, std::string> headers;      // names in lower case
  std::map<std::string, std::string> path_params;  // filled by the Router from ":name" segments
  std::string body;

  // The header's value, or nullopt. `name` in lower case.
  std::optional<std::string_view> header(const std::string& name) const {
    const auto found = headers.find(name);
    if (found == headers.end()) return std::nullopt;
    return found->second;
  }
};

struct Response {
  int status = 200;
  std::string content_type = "application/json; charset=utf-8";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;  // beyond Content-Type
};

// Sends the answer of one request; called exactly once, from any thread. A handler that keeps it
// (long polling) returns its worker at once.
using Reply = std::function<void(Response)>;

// A handler answers at once ...
using Handler = std::function<Response(const Request&)>;
// ... or later.
using AsyncHandler = std::function<void(const Request&, Reply)>;

// {"error": code, "kind": kind} with the status of the kind (400, 404, 409, 403, 503, 500). `detail` of
// staff-facing errors is added as "detail" only when `with_detail` is set: it may name inner things.
Response error_response(const Error& error, bool with_detail = false);

}  // namespace sd::http
