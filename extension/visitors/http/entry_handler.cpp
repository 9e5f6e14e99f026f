#include "extension/visitors/http/entry_handler.h"

#include <algorithm>
#include <boost/json.hpp>

#include "extension/http/query.h"
#include "extension/visitors/http/page.h"

namespace sd::visitors {
namespace {

namespace json = boost::json;
constexpr std::size_t kMaxForm = 64 * 1024;

struct Frame {
  installation::Form query;
  installation::Form fields;
};

Result<Frame> frame_of(const http::Request& request) {
  if (request.body.size() > kMaxForm) return Error{ErrorKind::kInvalidArgument, "request.too_large", {}};
  const auto query = http::parse_query(request.query);
  if (!query) return query.error();
  const auto fields = http::parse_query(request.body);
  if (!fields) return fields.error();
  return Frame{{query->begin(), query->end()}, {fields->begin(), fields->end()}};
}

std::string value_of(const installation::Form& form, const char* name) {
  const auto found = form.find(name);
  return found == form.end() ? std::string() : found->second;
}

std::string lang_of(const Frame& frame) { return value_of(frame.query, "LANG") == "ru" ? "ru" : "en"; }

// A member of PLACEMENT_OPTIONS, a JSON text; the portal sends "[]" or "" where there are no options. What an
// address of the application carries stands in "params".
std::optional<std::string> option(const std::string& options, const char* name) {
  boost::system::error_code failed;
  const json::value parsed = json::parse(options, failed);
  const json::object* object = failed ? nullptr : parsed.if_object();
  if (!object) return std::nullopt;
  const json::value* value = object->if_contains(name);
  if (!value) {
    const json::value* params = object->if_contains("params");
    if (params && params->is_object()) value = params->get_object().if_contains(name);
  }
  if (value && value->is_int64()) return std::to_string(value->get_int64());
  if (value && value->is_string()) return std::string(value->get_string());
  return std::nullopt;
}

std::optional<std::int64_t> id_of(const std::string& options, const char* name) {
  const auto text = option(options, name);
  const auto number = text ? http::to_number(*text) : std::nullopt;
  if (!number || *number <= 0) return std::nullopt;
  return *number;
}

// A word of a shared link, made by the page itself; "" for anything else. VIEW: how a board or a report was
// looked at (kanban/ui/view.ts, reports/ui/question.ts); REPORT: the report's name.
std::string word_of(const std::string& options, const char* name) {
  constexpr std::size_t kLongest = 4096;
  const std::string view = option(options, name).value_or("");
  const bool word = std::all_of(view.begin(), view.end(), [](const char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
           (letter >= '0' && letter <= '9') || letter == '-' || letter == '_';
  });
  return word && view.size() <= kLongest ? view : std::string();
}

std::optional<WebAddress> portal_address(const installation::InstalledPortal& portal) {
  const Result<WebAddress> address = parse_web_address(portal.client_endpoint);
  if (!address) return std::nullopt;
  return *address;
}

}  // namespace

http::Response EntryHandler::app(const http::Request& request) {
  const Result<Frame> frame = frame_of(request);
  if (!frame) return failed(frame.error(), "en", false);
  const Result<installation::Contact> contact = installation::contact_of_frame(frame->query, frame->fields);
  if (!contact) return failed(contact.error(), lang_of(*frame), false);
  const Result<Visitor> visitor = parts_.visitors.run(*contact);
  if (!visitor) return failed(visitor.error(), lang_of(*frame), false);
  return page_for(*visitor, {{"placement", value_of(frame->fields, "PLACEMENT")},
                             {"options", value_of(frame->fields, "PLACEMENT_OPTIONS")}});
}

http::Response EntryHandler::install(const http::Request& request) {
  const Result<Frame> frame = frame_of(request);
  if (!frame) return failed(frame.error(), "en", true);
  const Result<installation::Contact> contact = installation::contact_of_frame(frame->query, frame->fields);
  if (!contact) return failed(contact.error(), lang_of(*frame), true);
  const Result<installation::Admission> admission = parts_.portals.run(*contact);
  if (!admission) return failed(admission.error(), lang_of(*frame), true);
  // The refresh token was used up to prove the portal; the administrator's new ones are kept already.
  installation::Contact proven = *contact;
  proven.refresh = Secret{};
  const Result<Visitor> visitor = parts_.visitors.run(proven);
  if (!visitor) return failed(visitor.error(), lang_of(*frame), true);
  return page_for(*visitor, {{"installer", "1"}});
}

http::Response EntryHandler::page_for(const Visitor& visitor,
                                      const std::map<std::string, std::string>& fields) {
  const PortalId portal = visitor.portal.id;
  PageStart start;
  start.session = parts_.signer.sign(visitor.session);
  start.lang = visitor.session.lang;
  start.user = visitor.session.user;
  start.user_name = visitor.name;
  start.administrator = visitor.session.administrator;
  start.now = parts_.portal.now(portal);
  const auto address = portal_address(visitor.portal);
  if (address) start.link = address->origin() + "/marketplace/app/" + visitor.portal.client_id + "/";
  start.standing = standing_in(visitor.session, {});
  if (start.standing == Standing::kClient) return client_page(visitor, std::move(start), fields);
  const Result<std::vector<kanban::BoundGroup>> groups = parts_.cards.groups(portal);
  if (!groups) return failed(groups.error(), start.lang, false);

  const auto options = fields.find("options");
  if (options != fields.end()) {
    const std::string& placement = fields.at("placement");
    if (const auto group = id_of(options->second, "GROUP_ID")) start.group = GroupId{*group};
    start.view = word_of(options->second, "VIEW");
    start.report = word_of(options->second, "REPORT");
    if (placement == "TASK_VIEW_TAB") return task_page(visitor, start, id_of(options->second, "taskId"));
    if (placement == "CRM_COMPANY_DETAIL_TAB") {
      if (const auto company = id_of(options->second, "ID")) start.company = CompanyId{*company};
    }
  }
  if (fields.contains("installer")) {
    start.page = "install";
  } else if (start.group) {
    start.page = "unbound";
  } else {
    start.page = start.company ? "company" : "home";
    if (!start.company && !start.report.empty()) start.page = "reports";
  }
  for (const kanban::BoundGroup& bound : *groups) {
    const Result<Standing> asked = standing_of(visitor.session, bound.group);
    if (!asked) return failed(asked.error(), start.lang, false);
    const Standing standing = *asked;
    if (may_see_board(standing)) start.groups.emplace_back(bound.group, bound.name);
    // On a page about no group: what he is where he is most.
    if (!start.group) start.standing = std::max(start.standing, standing);
    if (start.group == bound.group) {
      start.standing = standing;
      start.group_name = bound.name;
      start.page = "board";
      if (!may_see_board(standing)) {
        start.page = "error";
        start.error = "visit.no_member";
      }
    }
  }
  return page_response(parts_.index, start, address);
}

// Wherever in the portal he opened the application, it is his own page; in a task's card with that request
// open.
http::Response EntryHandler::client_page(const Visitor& visitor, PageStart start,
                                         const std::map<std::string, std::string>& fields) {
  start.page = "client";
  const auto placement = fields.find("placement");
  if (placement != fields.end() && placement->second == "TASK_VIEW_TAB") {
    if (const auto ticket = id_of(fields.at("options"), "taskId")) start.ticket = TicketId{*ticket};
  }
  return page_response(parts_.client_index, start, portal_address(visitor.portal));
}

// Membership is asked of the portal each time a page opens; requests in between use this answer.
Result<Standing> EntryHandler::standing_of(const session::Session& session, GroupId group) {
  const auto members = parts_.portal.members(kanban::background(session.portal), group);
  if (members) {
    if (const Status kept = parts_.people.put_members(session.portal, group, *members); !kept)
      return kept.error();
  }
  const auto known = parts_.people.members(session.portal, group);
  if (!known) return known.error();
  return standing_in(session, *known);
}

// A task that is no request of a bound group says so; the rest is as on its board.
http::Response EntryHandler::task_page(const Visitor& visitor, PageStart start,
                                       std::optional<std::int64_t> ticket) {
  const PortalId portal = visitor.portal.id;
  const auto card = parts_.cards.find(portal, TicketId{ticket.value_or(0)});
  if (!card) return failed(card.error(), start.lang, false);
  start.page = "error";
  start.error = "task.no_request";
  if (*card) {
    const Result<Standing> standing = standing_of(visitor.session, (*card)->group);
    if (!standing) return failed(standing.error(), start.lang, false);
    start.standing = *standing;
    start.group = (*card)->group;
    start.ticket = (*card)->ticket;
    if (may_see_board(start.standing)) {
      start.page = "task";
    } else {
      start.error = "visit.no_member";
    }
  }
  return page_response(parts_.index, start, portal_address(visitor.portal));
}

http::Response EntryHandler::failed(const Error& error, const std::string& lang, bool installer) {
  parts_.log(std::string(installer ? "installer" : "page") + " refused: " + error.code +
             (error.detail.empty() ? "" : " (" + error.detail + ")"));
  PageStart start;
  start.page = "error";
  start.lang = lang;
  start.error = error.code;
  start.now = parts_.clock.now();
  return page_response(parts_.index, start, std::nullopt);
}

http::Response EntryHandler::renew(const http::Request& request) {
  boost::system::error_code wrong;
  const json::value parsed = json::parse(request.body, wrong);
  const json::object* fields = wrong ? nullptr : parsed.if_object();
  if (!fields || request.body.size() > kMaxForm) {
    return http::error_response({ErrorKind::kInvalidArgument, "request.json", {}});
  }
  installation::Form query;
  installation::Form form;
  const auto take = [fields](installation::Form& into, const char* key, const char* name) {
    const json::value* value = fields->if_contains(key);
    if (value && value->is_string()) into[name] = std::string(value->get_string());
  };
  take(query, "domain", "DOMAIN");
  take(query, "protocol", "PROTOCOL");
  take(query, "lang", "LANG");
  take(form, "auth_id", "AUTH_ID");
  take(form, "refresh_id", "REFRESH_ID");
  take(form, "member_id", "member_id");
  const Result<installation::Contact> contact = installation::contact_of_frame(query, form);
  if (!contact) return http::error_response(contact.error());
  const Result<Visitor> visitor = parts_.visitors.run(*contact);
  if (!visitor) return http::error_response(visitor.error());
  return {200,
          "application/json; charset=utf-8",
          json::serialize(json::object{{"session", parts_.signer.sign(visitor->session)}}),
          {}};
}

}  // namespace sd::visitors
