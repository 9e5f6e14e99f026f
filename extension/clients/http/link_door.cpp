#include "extension/clients/http/link_door.h"

#include <algorithm>
#include <boost/json/object.hpp>

#include "extension/clients/http/client_exchange.h"
#include "extension/clients/http/client_json.h"
#include "kanban/http/body.h"

namespace sd::clients {
namespace {

http::Response too_often(Millis wait) {
  http::Response answer = http::error_response({ErrorKind::kUnavailable, "link.too_often", {}});
  answer.status = 429;
  const auto seconds = std::chrono::ceil<std::chrono::seconds>(wait).count();
  answer.headers = {{"Retry-After", std::to_string(seconds)}};
  return answer;
}

}  // namespace

void LinkDoor::add_routes(http::Router& router) {
  router.add("POST", "/api/client/link", [this](const http::Request& request) { return open(request); });
}

http::Response LinkDoor::open(const http::Request& request) {
  const TimePoint now = clock_.now();
  const std::string source = source_of(std::string(request.header("x-real-ip").value_or("")));
  if (const auto wait = attempts_.wait(source, now)) return too_often(*wait);
  const Result<boost::json::object> fields = kanban::object_of(request);
  if (!fields) return http::error_response(fields.error());
  const Result<std::optional<std::string>> token = kanban::text(*fields, "token");
  if (!token) return http::error_response(token.error());
  const Result<std::optional<std::string>> lang = kanban::text(*fields, "lang");
  if (!lang) return http::error_response(lang.error());

  const Result<LinkStore::Opened> opened = links_.open(token->value_or(""));
  if (!opened) {
    if (opened.error().code == "link.invalid") attempts_.failed(source, now);
    return http::error_response(opened.error());
  }
  session::Session session;
  session.portal = opened->portal;
  session.user = opened->link.whose.user;
  session.external = true;
  session.lang = lang->value_or("") == "ru" ? "ru" : "en";
  session.expires_at = std::min<TimePoint>(now + kLinkSession, opened->link.expires);
  session.link = opened->link.id;
  return sent(opened_json(signer_.sign(session), opened->link.whose.name));
}

}  // namespace sd::clients
