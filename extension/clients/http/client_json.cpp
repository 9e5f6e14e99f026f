#include "extension/clients/http/client_json.h"

#include <boost/json.hpp>

namespace sd::clients {
namespace {

namespace json = boost::json;

json::value instant(const std::optional<TimePoint>& at) {
  if (!at) return nullptr;
  return to_ms(*at);
}

std::string name_of(UserId user, const std::map<UserId, std::string>& names) {
  const auto found = names.find(user);
  return found == names.end() ? std::string() : found->second;
}

json::object request_of(const PublicRequest& request, const std::map<UserId, std::string>& names) {
  json::object out{{"number", request.number.value()},
                   {"title", request.title},
                   {"step", to_string(request.step)},
                   {"type", request.type},
                   {"waits", nullptr},
                   {"estimate", nullptr},
                   {"deadline_ms", instant(request.deadline)},
                   {"created_ms", to_ms(request.created)},
                   {"changed_ms", to_ms(request.changed)},
                   {"own", request.own},
                   {"author", name_of(request.author, names)},
                   {"answers", name_of(request.answers, names)},
                   {"unread", request.unread}};
  if (request.waits) {
    out["waits"] = json::object{{"text", request.waits->text}, {"for_you", request.waits->for_client}};
  }
  if (request.estimate) {
    out["estimate"] = json::object{{"minutes", request.estimate->minutes},
                                   {"agreed", request.estimate->agreed},
                                   {"reason", request.estimate->reason}};
  }
  return out;
}

json::array requests_of(const RequestList& list) {
  json::array requests;
  for (const PublicRequest& request : list.requests) requests.push_back(request_of(request, list.names));
  return requests;
}

const char* word_of(Voice voice) {
  switch (voice) {
    case Voice::kMe: return "me";
    case Voice::kColleague: return "colleague";
    case Voice::kService: return "service";
    case Voice::kOther: return "other";
  }
  return "service";
}

json::value talk_of(const std::optional<PublicTalk>& talk) {
  if (!talk) return nullptr;
  json::array files, comments;
  for (const PublicFile& file : talk->files) {
    files.push_back(json::object{{"id", file.id}, {"name", file.name}, {"bytes", file.bytes}});
  }
  for (const PublicComment& comment : talk->comments) {
    comments.push_back(json::object{{"at_ms", to_ms(comment.at)},
                                    {"voice", word_of(comment.voice)},
                                    {"name", comment.name},
                                    {"text", comment.text}});
  }
  return json::object{
      {"description", talk->description}, {"files", std::move(files)}, {"comments", std::move(comments)}};
}

json::value rating_of(const std::optional<RatingStanding>& standing) {
  if (!standing) return nullptr;
  return json::object{
      {"stars", standing->rating.stars}, {"words", standing->rating.words}, {"open", standing->open}};
}

}  // namespace

std::string list_json(const RequestList& list) {
  json::array requests = requests_of(list);
  return json::serialize(json::object{{"now_ms", to_ms(list.now)},
                                      {"company", list.company},
                                      {"requests", std::move(requests)},
                                      {"more", list.more}});
}

std::string request_json(const OneRequest& one) {
  json::array line, steps;
  for (const Step step : one.line) line.push_back(json::value(to_string(step)));
  for (const StepSpan& span : one.steps) {
    steps.push_back(json::object{
        {"step", to_string(span.step)}, {"from_ms", to_ms(span.from)}, {"to_ms", instant(span.to)}});
  }
  return json::serialize(json::object{{"now_ms", to_ms(one.now)},
                                      {"request", request_of(one.request, one.names)},
                                      {"line", std::move(line)},
                                      {"steps", std::move(steps)},
                                      {"talk", talk_of(one.talk)},
                                      {"rating", rating_of(one.rating)},
                                      {"may_reopen", one.may_reopen}});
}

std::string similar_json(const RequestList& alike) {
  return json::serialize(json::object{{"requests", requests_of(alike)}});
}

std::string form_json(const RequestForm& form) {
  json::array templates;
  for (const RequestTemplate& one : form.templates) {
    templates.push_back(json::object{{"name", one.name}, {"title", one.title}, {"body", one.body}});
  }
  return json::serialize(
      json::object{{"may_be_important", form.may_be_important}, {"templates", std::move(templates)}});
}

std::string created_json(TicketId number) {
  return json::serialize(json::object{{"number", number.value()}});
}

std::string opened_json(const std::string& session, const std::string& name) {
  return json::serialize(json::object{{"session", session}, {"name", name}});
}

}  // namespace sd::clients
