// Everything below /rest: addresses, parameters, authorisation, limits, faults, batch and envelopes
// (portal-api 1).
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "extension/http/message.h"
#include "tests/portal/rest/call.h"
#include "tests/portal/rest/faults.h"

namespace sd::portal_double {

// What a /rest address names. `user` and `secret` belong to a webhook.
struct RestAddress {
  bool v3 = false;
  std::int64_t user = 0;
  std::string secret, method;
};
// `path` without "/rest". An empty method means the address names none.
RestAddress read_address(const std::string& path);

class RestServer {
 public:
  explicit RestServer(Portal& portal) : portal_(&portal) {}

  http::Response serve(const http::Request& request, const std::string& address);
  // A call from the portal's own pages: as `caller`, without limits and faults.
  http::Response serve_session(const http::Request& request, const std::string& method, const Caller& caller);
  json::value call_as(const Caller& caller, const std::string& method, json::object params);

  Faults faults;
  std::map<std::string, std::int64_t> counts;  // requests per method, batch commands included

 private:
  http::Response answer(Call call, bool limited);
  json::value run_batch(Call& call, bool limited);
  json::value run_one(Call& call, bool limited, bool inside_batch);

  Portal* portal_;
};

// {"error": …} with the status; v3 has its own shape. CORS headers included.
http::Response refusal_response(const Refusal& refusal, bool v3);
http::Response json_response(int status, const json::value& body);
void add_cors(http::Response& response);

// Query string, form or JSON body as one ordered set; `bx24_*` keys are left out.
json::object read_params(const http::Request& request, bool v3);
// The same for the double's own addresses: a body that begins with '{' is JSON whatever its type says.
json::object read_loose_params(http::Request request);

}  // namespace sd::portal_double
