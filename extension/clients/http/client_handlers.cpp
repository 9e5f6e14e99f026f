#include "extension/clients/http/client_handlers.h"

#include <algorithm>
#include <boost/json.hpp>

#include "extension/clients/http/client_exchange.h"
#include "extension/clients/http/client_json.h"
#include "extension/http/query.h"
#include "kanban/http/body.h"

namespace sd::clients {
namespace {

namespace json = boost::json;

Result<Share> share_in(const std::map<std::string, std::string>& query) {
  const auto found = query.find("state");
  if (found == query.end() || found->second == "open") return Share::kOpen;
  if (found->second == "done") return Share::kDone;
  return kanban::bad_request("state");
}

Result<TicketId> before_in(const std::map<std::string, std::string>& query) {
  const auto found = query.find("before");
  if (found == query.end()) return TicketId{};
  const auto number = http::to_number(found->second);
  if (!number || *number <= 0) return kanban::bad_request("before");
  return TicketId{*number};
}

}  // namespace

void ClientHandlers::add_routes(http::Router& router) {
  router.add("GET", "/api/client/requests", [this](const http::Request& request) { return list(request); });
  router.add("GET", "/api/client/requests/:ticket",
             [this](const http::Request& request) { return one(request); });
  router.add("GET", "/api/client/requests/:ticket/files/:file",
             [this](const http::Request& request) { return file(request); });
  router.add("POST", "/api/client/requests/:ticket/seen",
             [this](const http::Request& request) { return seen(request); });
}

http::Response ClientHandlers::list(const http::Request& request) {
  const Result<session::Session> session = guard_.client(request);
  if (!session) return http::error_response(session.error());
  const auto query = http::parse_query(request.query);
  if (!query) return http::error_response(query.error());
  const Result<Share> share = share_in(*query);
  if (!share) return http::error_response(share.error());
  const Result<TicketId> before = before_in(*query);
  if (!before) return http::error_response(before.error());
  const Result<RequestList> list = requests_.list(session->portal, session->user, *share, *before);
  if (!list) return http::error_response(list.error());
  return sent(list_json(*list));
}

http::Response ClientHandlers::one(const http::Request& request) {
  const Result<session::Session> session = guard_.client(request);
  if (!session) return http::error_response(session.error());
  const Result<OneRequest> one = requests_.one(session->portal, session->user, asked_for(request));
  if (!one) return http::error_response(one.error());
  return sent(request_json(*one));
}

http::Response ClientHandlers::file(const http::Request& request) {
  const Result<session::Session> session = guard_.client(request);
  if (!session) return http::error_response(session.error());
  const auto number = http::to_number(request.path_params.at("file"));
  const auto file = requests_.file(session->portal, session->user, asked_for(request), number.value_or(0));
  if (!file) return http::error_response(file.error());
  // Whatever it is, the browser saves it: nothing of it is shown or run under our address.
  return {200,
          "application/octet-stream",
          file->bytes,
          {{"Cache-Control", "no-store"},
           {"Content-Disposition", "attachment"},
           {"X-Content-Type-Options", "nosniff"}}};
}

http::Response ClientHandlers::seen(const http::Request& request) {
  const Result<session::Session> session = guard_.client(request);
  if (!session) return http::error_response(session.error());
  const Result<json::object> fields = kanban::object_of(request);
  if (!fields) return http::error_response(fields.error());
  const Result<std::int64_t> upto = kanban::number(*fields, "upto_ms");
  if (!upto) return http::error_response(upto.error());
  const TimePoint instant = from_ms(std::max<std::int64_t>(*upto, 0));
  const Status done = requests_.seen(session->portal, session->user, asked_for(request), instant);
  if (!done) return http::error_response(done.error());
  return sent("{}");
}

}  // namespace sd::clients
