#include "tests/portal/rest/rest_server.h"

#include <chrono>
#include <cmath>

#include "tests/portal/engine/iso_time.h"
#include "tests/portal/rest/batch_references.h"
#include "tests/portal/rest/php_params.h"
#include "tests/portal/rest/v3_error.h"

namespace sd::portal_double {
namespace {

constexpr std::size_t kBatchSize = 50;

double real_seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

double rounded(double seconds) { return std::round(seconds * 1e6) / 1e6; }

// The `time` block. Controller-based methods give whole seconds.
json::object time_block(const Call& call, double spent, bool controller) {
  const double start = static_cast<double>(call.portal.clock.now()) / 1000.0;
  json::object time;
  if (controller) {
    time = {{"start", static_cast<std::int64_t>(start)},
            {"finish", rounded(start + spent)},
            {"duration", rounded(spent)},
            {"processing", static_cast<std::int64_t>(spent)}};
  } else {
    time = {{"start", rounded(start)},
            {"finish", rounded(start + spent)},
            {"duration", rounded(spent)},
            {"processing", rounded(spent)}};
  }
  time["date_start"] = iso(call.portal.clock.now(), call.caller.offset_minutes);
  time["date_finish"] = time["date_start"];
  if (call.portal.limits.on) {
    const Ms lease = call.portal.clock.lease_now();
    const Limits::Usage usage = call.portal.limits.usage(call.auth_key, call.method, lease);
    time["operating_reset_at"] = (usage.reset_at - lease + call.portal.clock.now()) / 1000;
    time["operating"] = usage.operating;
  }
  return time;
}

bool is_controller(const Call& call) {
  const MethodTable& table = call.v3 ? methods_v3() : methods_v2();
  const auto found = table.find(call.method);
  return call.v3 || (found != table.end() && found->second.controller);
}

std::string take_text(json::object& params, std::string_view key) {
  const auto found = params.find(key);
  if (found == params.end()) return {};
  const std::string text = text_of(found->value());
  params.stable_erase(found);
  return text;
}

Refusal unauthorised() { return {401, "NO_AUTH_FOUND", "Wrong authorization data"}; }

// Finds out who calls; takes the token out of the parameters.
void authorise(Portal& portal, const RestAddress& address, const http::Request& request, Call& call) {
  std::string token;
  if (const auto bearer = request.header("authorization"); bearer && bearer->starts_with("Bearer ")) {
    token = std::string(bearer->substr(7));
  }
  const std::string auth = take_text(call.params, "auth"), access = take_text(call.params, "access_token");
  const std::string connector = take_text(call.params, "auth_connector");
  if (call.method.starts_with("event.") && !connector.empty()) call.params["auth_connector"] = connector;
  if (!address.secret.empty()) {
    const Webhook* hook = portal.apps.webhook(address.user, address.secret);
    if (!hook) throw unauthorised();
    call.caller = portal.session(hook->user);
    call.caller.session = false;
    call.caller.webhook = true;
    call.auth_key = "webhook:" + hook->secret;
    return;
  }
  if (token.empty()) token = auth.empty() ? access : auth;
  if (token.empty()) throw unauthorised();
  const Token* known = portal.apps.access(token);
  if (!known) throw Refusal(401, "invalid_token", "Unable to get application by token");
  if (portal.apps.expired(*known))
    throw Refusal(401, "expired_token", "The access token provided has expired.");
  const App* app = portal.apps.find(known->app);
  const User* user = portal.directory.user(known->user);
  if (!app || !user || !user->active || app->denied_users.contains(known->user)) {
    throw Refusal(403, "user_access_error", "The user does not have access to the application.");
  }
  call.caller = portal.session(known->user);
  call.caller.session = false;
  call.caller.app = known->app;
  call.caller.connector = connector;
  call.auth_key = known->app;
}

void throw_fault(const Fault& fault) {
  if (const std::optional<Refusal> refusal = refusal_of(fault.kind)) throw *refusal;
}

http::Response html(int status, const char* text) {
  http::Response response;
  response.status = status;
  response.content_type = "text/html";
  response.body =
      std::string("<html><head><title>") + text + "</title></head><body><h1>" + text + "</h1></body></html>";
  return response;
}

// A renamed portal's answer at its former address.
http::Response moved(const std::string& target) {
  http::Response response = html(302, "302 Found");
  response.headers.emplace_back("Location", target);
  return response;
}

// What reaches the client of an answer the portal has already given.
void spoil(const Fault& fault, http::Response& response) {
  if (fault.kind == "slow") response.headers.emplace_back("x-double-delay-ms", std::to_string(fault.ms));
  if (fault.kind == "half") response.body.resize(response.body.size() / 2);
  if (fault.kind == "empty") response.body.clear();
  if (fault.kind == "garbage")
    response.body = "\x00\xff\xfe{\"result\":[1,2,,}garbage" + std::string(3, '\0');
  if (fault.kind == "reset_after_commit") {
    response = html(502, "502 Bad Gateway");
    response.headers.emplace_back("x-double-fault", "reset");
  }
}

}  // namespace

void add_cors(http::Response& response) {
  response.headers.emplace_back("Access-Control-Allow-Origin", "*");
  response.headers.emplace_back("Access-Control-Allow-Headers", "origin, content-type, accept");
  response.headers.emplace_back("Access-Control-Allow-Methods", "GET, POST, OPTIONS");
  response.headers.emplace_back("X-Content-Type-Options", "nosniff");
}

http::Response json_response(int status, const json::value& body) {
  http::Response response;
  response.status = status;
  response.body = json::serialize(body);
  add_cors(response);
  return response;
}

http::Response refusal_response(const Refusal& refusal, bool v3) {
  if (v3) {
    const bool known = refusal.code.starts_with("BITRIX_REST_V3_");
    const std::string suffix = refusal.code == "ERROR_METHOD_NOT_FOUND"         ? "METHODNOTFOUNDEXCEPTION"
                               : refusal.code == "insufficient_scope"           ? "INSUFFICIENTSCOPEEXCEPTION"
                               : refusal.status == 429 || refusal.status == 503 ? "RATELIMITEXCEPTION"
                                                                                : "ACCESSDENIEDEXCEPTION";
    json::object error{{"code", known ? refusal.code : "BITRIX_REST_V3_EXCEPTION_" + suffix},
                       {"message", refusal.what()}};
    if (refusal.status == 401)
      return json_response(401, {{"error", refusal.code}, {"error_description", refusal.what()}});
    if (known && !refusal.argument.empty()) {
      error["validation"] =
          json::array{json::object{{"message", refusal.what()}, {"field", refusal.argument}}};
    }
    return json_response(refusal.status, json::object{{"error", std::move(error)}});
  }
  json::object body{{"error", refusal.code}, {"error_description", refusal.what()}};
  if (!refusal.argument.empty()) body["argument"] = refusal.argument;
  return json_response(refusal.status, body);
}

http::Response RestServer::serve(const http::Request& request, const std::string& source) {
  if (request.method == "OPTIONS") return json_response(200, json::object{});
  if (const auto host = request.header("host");
      host && portal_->former_domains.contains(std::string(*host))) {
    return moved(portal_->origin() + request.path);
  }
  const RestAddress address = read_address(request.path.substr(5));
  ++counts[address.method];
  ++counts["(requests)"];
  std::optional<Fault> fault = faults.take(address.method, false);
  try {
    if (fault && fault->kind == "html") return html(502, "502 Bad Gateway");
    if (fault && fault->kind == "html200") return html(200, "This portal is suspended");
    if (fault) throw_fault(*fault);
    if (!portal_->limits.admit(source, portal_->clock.lease_now())) {
      ++counts["(refused)"];
      throw Refusal(503, "QUERY_LIMIT_EXCEEDED", "Too many requests");
    }
    if (!valid_utf8(request.body) || !valid_utf8(percent_decode(request.query))) {
      throw Refusal(400, "WRONG_ENCODING", "Wrong request encoding");
    }
    Call call{*portal_, {}, address.method, read_params(request, address.v3), address.v3, {}, {}, {}, 200};
    if (address.v3 && !request.header("content-type").value_or("").starts_with("application/json")) {
      throw V3Refusal(400, "INVALIDJSONEXCEPTION", "Invalid JSON", "");
    }
    authorise(*portal_, address, request, call);
    http::Response response = answer(std::move(call), true);
    if (fault) spoil(*fault, response);
    return response;
  } catch (const Refusal& refusal) {
    return refusal_response(refusal, address.v3);
  }
}

http::Response RestServer::serve_session(const http::Request& request, const std::string& method,
                                         const Caller& caller) {
  const RestAddress address = read_address("/" + method);
  Call call{*portal_, caller, address.method, read_loose_params(request), false, "session", {}, {}, 200};
  take_text(call.params, "auth");
  take_text(call.params, "sessid");
  try {
    return answer(std::move(call), false);
  } catch (const Refusal& refusal) {
    return refusal_response(refusal, false);
  }
}

json::value RestServer::call_as(const Caller& caller, const std::string& method, json::object params) {
  Call call{*portal_, caller, read_address("/" + method).method, std::move(params), false, "session", {},
            {},       200};
  return call.method == "batch" ? run_batch(call, false) : run_one(call, false, false);
}

json::value RestServer::run_one(Call& call, bool limited, bool inside_batch) {
  if (inside_batch) {
    ++counts[call.method];
    if (const std::optional<Fault> fault = faults.take(call.method, true)) throw_fault(*fault);
  }
  const double start = real_seconds();
  json::value result = run_method(call);
  if (limited) {
    const double spent = real_seconds() - start + portal_->limits.cost(call.method);
    portal_->limits.book(call.auth_key, call.method, spent, portal_->clock.lease_now());
  }
  return result;
}

http::Response RestServer::answer(Call call, bool limited) {
  if (call.method.empty()) throw Refusal(404, "ERROR_METHOD_NOT_FOUND", "Method not found!");
  const double start = real_seconds();
  json::object body;
  body["result"] =
      call.method == "batch" && !call.v3 ? run_batch(call, limited) : run_one(call, limited, false);
  if (call.next) body["next"] = *call.next;
  if (call.total) body["total"] = *call.total;
  body["time"] = time_block(call, real_seconds() - start, is_controller(call));
  return json_response(call.status, body);
}

json::value RestServer::run_batch(Call& call, bool limited) {
  json::value commands = call.params.contains("cmd") ? call.params.at("cmd") : json::value(json::object{});
  const bool halt = find(call.params, "halt") && truthy(*find(call.params, "halt"));
  const bool list = commands.is_array();
  std::vector<std::pair<std::string, std::string>> queue;
  if (list) {
    for (const json::value& command : commands.get_array())
      queue.emplace_back(std::to_string(queue.size()), text_of(command));
  } else if (commands.is_object()) {
    for (const auto& entry : commands.get_object())
      queue.emplace_back(std::string(entry.key()), text_of(entry.value()));
  }
  BatchState state;
  std::size_t run = 0;
  for (const auto& [key, command] : queue) {
    const std::size_t mark = std::min(command.find('?'), command.size());
    Call inner{*portal_, call.caller, read_address("/" + command.substr(0, mark)).method,
               {},       false,       call.auth_key,
               {},       {},          200};
    const double start = real_seconds();
    try {
      if (++run > kBatchSize) throw Refusal(400, "ERROR_BATCH_LENGTH_EXCEEDED", "Max batch length exceeded");
      if (inner.method == "batch" || inner.method == "disk.storage.uploadfile") {
        throw Refusal(405, "ERROR_BATCH_METHOD_NOT_ALLOWED", "Method is not allowed for batch usage");
      }
      json::value params = read_query(command.substr(std::min(mark + 1, command.size())));
      resolve_references(params, state);
      inner.params = std::move(params.get_object());
      take_text(inner.params, "auth");
      state["result"][key] = run_one(inner, limited, true);
      if (inner.next) state["next"][key] = *inner.next;
      if (inner.total) state["total"][key] = *inner.total;
      state["time"][key] = time_block(inner, real_seconds() - start, is_controller(inner));
    } catch (const Refusal& refusal) {
      json::object error{{"error", refusal.code}, {"error_description", refusal.what()}};
      if (!refusal.argument.empty()) error["argument"] = refusal.argument;
      state["error"][key] = std::move(error);
      if (halt) break;
    }
  }
  const auto container = [&](const char* name) -> json::value {
    if (state[name].empty()) return json::array{};
    json::value value = std::move(state[name]);
    if (list) lists_to_arrays(value);
    return value;
  };
  json::object out;
  for (const char* name : {"result", "error", "total", "next", "time"}) {
    out[std::string(name) == "result" ? "result" : std::string("result_") + name] = container(name);
  }
  return out;
}

}  // namespace sd::portal_double
