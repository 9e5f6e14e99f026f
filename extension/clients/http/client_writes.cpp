#include "extension/clients/http/client_writes.h"

#include <boost/json.hpp>

#include "extension/clients/http/client_exchange.h"
#include "extension/clients/http/client_json.h"
#include "extension/http/query.h"
#include "kanban/http/body.h"

namespace sd::clients {
namespace {

namespace json = boost::json;
using Fields = json::object;

http::Response done(const Status& status) {
  return status ? sent("{}") : http::error_response(status.error());
}

Result<std::string> words(const Fields& fields, std::string_view name) {
  auto said = kanban::text(fields, name);
  if (!said) return said.error();
  return std::move(*said).value_or("");
}

Result<NewRequest> request_in(const Fields& fields) {
  NewRequest request;
  for (const auto& [name, into] : {std::pair{"subject", &request.subject}, std::pair{"text", &request.text},
                                   std::pair{"like", &request.like}}) {
    Result<std::string> said = words(fields, name);
    if (!said) return said.error();
    *into = std::move(said).value();
  }
  const Result<bool> important = kanban::flag_or_not(fields, "important");
  if (!important) return important.error();
  request.important = *important;
  return request;
}

// Who asks about which request, and what he says: `use` gets all three.
template <typename Use>
http::Response about(const visitors::Guard& guard, const http::Request& request, const Use& use) {
  const Result<session::Session> session = guard.client(request);
  if (!session) return http::error_response(session.error());
  const Result<Fields> fields = kanban::object_of(request, ClientWrites::kMostBytes);
  if (!fields) return http::error_response(fields.error());
  const Result<std::string> text = words(*fields, "text");
  if (!text) return http::error_response(text.error());
  return use(AnswerRequest::Whose{session->portal, session->user, asked_for(request)}, *fields, *text);
}

}  // namespace

void ClientWrites::add_routes(http::Router& router) {
  using http::Request;
  router.add("GET", "/api/client/form", [this](const Request& request) { return form(request); });
  router.add("GET", "/api/client/similar", [this](const Request& request) { return similar(request); });
  router.add("POST", "/api/client/requests", [this](const Request& request) { return create(request); });
  const std::string one = "/api/client/requests/:ticket";
  router.add("POST", one + "/comments", [this](const Request& request) { return say(request); });
  router.add("POST", one + "/estimate", [this](const Request& request) { return estimate(request); });
  router.add("POST", one + "/confirm", [this](const Request& request) { return confirm(request); });
  router.add("POST", one + "/return", [this](const Request& request) { return give_back(request); });
  router.add("POST", one + "/reopen", [this](const Request& request) { return reopen(request); });
  router.add("POST", one + "/files", [this](const Request& request) { return file(request); });
  router.add("POST", one + "/rating", [this](const Request& request) { return rate(request); });
}

http::Response ClientWrites::form(const http::Request& request) {
  const Result<session::Session> session = guard_.client(request);
  if (!session) return http::error_response(session.error());
  const Result<RequestForm> form = create_.form(session->portal, session->user);
  if (!form) return http::error_response(form.error());
  return sent(form_json(*form));
}

http::Response ClientWrites::similar(const http::Request& request) {
  const Result<session::Session> session = guard_.client(request);
  if (!session) return http::error_response(session.error());
  const auto query = http::parse_query(request.query);
  if (!query) return http::error_response(query.error());
  const auto subject = query->find("subject");
  if (subject == query->end()) return http::error_response(kanban::bad_request("subject"));
  const Result<RequestList> alike = create_.similar(session->portal, session->user, subject->second);
  if (!alike) return http::error_response(alike.error());
  return sent(similar_json(*alike));
}

http::Response ClientWrites::create(const http::Request& request) {
  const Result<session::Session> session = guard_.client(request);
  if (!session) return http::error_response(session.error());
  const Result<Fields> fields = kanban::object_of(request, kMostBytes);
  if (!fields) return http::error_response(fields.error());
  Result<NewRequest> asked = request_in(*fields);
  if (!asked) return http::error_response(asked.error());
  const Result<TicketId> made =
      create_.run({session->portal, session->user, session->lang, std::move(asked).value()});
  if (!made) return http::error_response(made.error());
  return sent(created_json(*made));
}

http::Response ClientWrites::say(const http::Request& request) {
  return about(guard_, request,
               [this](const AnswerRequest::Whose& whose, const Fields&, const std::string& text) {
                 return done(answer_.say(whose, text));
               });
}

http::Response ClientWrites::estimate(const http::Request& request) {
  return about(guard_, request,
               [this](const AnswerRequest::Whose& whose, const Fields& fields, const std::string& text) {
                 const Result<bool> agreed = kanban::flag_or_not(fields, "agreed");
                 if (!agreed) return http::error_response(agreed.error());
                 const Result<std::int64_t> minutes = kanban::number(fields, "minutes");
                 if (!minutes) return http::error_response(minutes.error());
                 return done(answer_.answer_estimate(whose, {*agreed, *minutes, text}));
               });
}

http::Response ClientWrites::confirm(const http::Request& request) {
  return about(guard_, request, [this](const AnswerRequest::Whose& whose, const Fields&, const std::string&) {
    return done(answer_.confirm(whose));
  });
}

http::Response ClientWrites::give_back(const http::Request& request) {
  return about(guard_, request,
               [this](const AnswerRequest::Whose& whose, const Fields&, const std::string& text) {
                 return done(answer_.give_back(whose, text));
               });
}

http::Response ClientWrites::reopen(const http::Request& request) {
  return about(guard_, request,
               [this](const AnswerRequest::Whose& whose, const Fields&, const std::string& text) {
                 return done(answer_.reopen(whose, text));
               });
}

http::Response ClientWrites::rate(const http::Request& request) {
  return about(guard_, request,
               [this](const AnswerRequest::Whose& whose, const Fields& fields, const std::string& text) {
                 const Result<std::int64_t> stars = kanban::number(fields, "stars");
                 if (!stars) return http::error_response(stars.error());
                 // What is no rating is refused by the rule, however large it is.
                 const int kept = *stars < 1 || *stars > 5 ? 0 : static_cast<int>(*stars);
                 return done(care_.rate({whose.portal, whose.user, whose.ticket, kept, text}));
               });
}

http::Response ClientWrites::file(const http::Request& request) {
  const Result<session::Session> session = guard_.client(request);
  if (!session) return http::error_response(session.error());
  const auto query = http::parse_query(request.query);
  if (!query) return http::error_response(query.error());
  const auto name = query->find("name");
  if (name == query->end()) return http::error_response(kanban::bad_request("name"));
  return done(files_.run({session->portal, session->user, asked_for(request)}, name->second, request.body));
}

}  // namespace sd::clients
