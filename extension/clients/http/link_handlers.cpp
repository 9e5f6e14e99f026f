#include "extension/clients/http/link_handlers.h"

#include <boost/json.hpp>
#include <map>

#include "extension/clients/http/client_exchange.h"
#include "extension/http/query.h"
#include "extension/settings/http/refused.h"
#include "kanban/http/body.h"

namespace sd::clients {
namespace {

namespace json = boost::json;

struct LinkNames {
  std::map<UserId, std::string> people;
  std::map<CompanyId, std::string> companies;
};

Result<LinkNames> names_of(kanban::PeopleStore& people, PortalId portal, const std::vector<Link>& links) {
  std::set<UserId> users;
  std::set<CompanyId> companies;
  for (const Link& link : links) {
    users.insert({link.created_by, link.revoked_by});
    companies.insert(link.whose.company);
  }
  const auto known = people.users(portal, std::vector<UserId>(users.begin(), users.end()));
  if (!known) return known.error();
  const auto firms = people.companies(portal, std::vector<CompanyId>(companies.begin(), companies.end()));
  if (!firms) return firms.error();
  LinkNames names;
  for (const kanban::PortalUser& user : *known) names.people[user.id] = user.name;
  names.companies.insert(firms->begin(), firms->end());
  return names;
}

json::value when(const std::optional<TimePoint>& at) {
  if (!at) return nullptr;
  return to_ms(*at);
}

json::object link_of(const Link& link, LinkNames& names, TimePoint now) {
  const char* state = link.revoked ? "revoked" : link.expires <= now ? "expired" : "open";
  return json::object{{"id", link.id},
                      {"contact", link.whose.contact.value()},
                      {"company", link.whose.company.value()},
                      {"company_name", names.companies[link.whose.company]},
                      {"name", link.whose.name},
                      {"by", names.people[link.created_by]},
                      {"created_ms", to_ms(link.created)},
                      {"expires_ms", to_ms(link.expires)},
                      {"state", state},
                      {"revoked_ms", when(link.revoked)},
                      {"revoked_by", names.people[link.revoked_by]},
                      {"used_ms", when(link.used)},
                      {"uses", link.uses}};
}

Result<LinkOrder> order_in(const json::object& fields) {
  LinkOrder order;
  const Result<std::int64_t> contact = kanban::number(fields, "contact");
  if (!contact) return contact.error();
  const Result<std::int64_t> company = kanban::number(fields, "company");
  if (!company) return company.error();
  const Result<std::optional<std::string>> name = kanban::text(fields, "name");
  if (!name) return name.error();
  const Result<std::optional<std::int64_t>> days = kanban::number_or_none(fields, "days");
  if (!days) return days.error();
  return LinkOrder{ContactId{*contact}, CompanyId{*company}, name->value_or(""), days->value_or(kLinkDays)};
}

}  // namespace

void LinkHandlers::add_routes(http::Router& router) {
  using http::Request;
  router.add("GET", "/api/settings/links", [this](const Request& request) { return list(request); });
  router.add("POST", "/api/settings/links", [this](const Request& request) { return make(request); });
  router.add("GET", "/api/settings/links/contacts",
             [this](const Request& request) { return contacts(request); });
  router.add("POST", "/api/settings/links/:link/revoke",
             [this](const Request& request) { return revoke(request); });
}

Result<PersonalLinks::Editor> LinkHandlers::editor(const http::Request& request) {
  const Result<settings::Editor> found =
      settings::editor_of(request, parts_.guard, parts_.cards, parts_.people);
  if (!found) return found.error();
  return PersonalLinks::Editor{found->portal, found->user, found->administrator, found->manages};
}

http::Response LinkHandlers::list(const http::Request& request) {
  const auto editor = this->editor(request);
  if (!editor) return settings::refused(editor.error());
  const auto links = parts_.links.list(*editor);
  if (!links) return settings::refused(links.error());
  auto names = names_of(parts_.people, editor->portal, *links);
  if (!names) return settings::refused(names.error());
  const TimePoint now = parts_.clock.now();
  json::array rows;
  for (const Link& link : *links) rows.push_back(link_of(link, *names, now));
  return sent(json::serialize(json::object{{"now_ms", to_ms(now)},
                                           {"days", kLinkDays},
                                           {"most_days", kMostLinkDays},
                                           {"links", std::move(rows)}}));
}

http::Response LinkHandlers::make(const http::Request& request) {
  const auto editor = this->editor(request);
  if (!editor) return settings::refused(editor.error());
  const Result<json::object> fields = kanban::object_of(request);
  if (!fields) return settings::refused(fields.error());
  const Result<LinkOrder> order = order_in(*fields);
  if (!order) return settings::refused(order.error());
  const auto made = parts_.links.make(*editor, *order);
  if (!made) return settings::refused(made.error());
  return sent(json::serialize(
      json::object{{"id", made->link.id}, {"address", parts_.page + "#" + made->token.reveal()}}));
}

http::Response LinkHandlers::contacts(const http::Request& request) {
  const auto editor = this->editor(request);
  if (!editor) return settings::refused(editor.error());
  const Result<std::int64_t> company = visitors::query_number(request, "company");
  if (!company) return settings::refused(company.error());
  const auto found = parts_.contacts(editor->portal, CompanyId{*company});
  const bool closed =
      !found && (found.error().code == "portal.scope" || found.error().code == "portal.denied");
  if (!found && !closed) return settings::refused(found.error());
  json::array rows;
  if (found) {
    for (const auto& [id, name] : *found) rows.push_back(json::object{{"id", id.value()}, {"name", name}});
  }
  return sent(json::serialize(json::object{{"contacts", std::move(rows)}}));
}

http::Response LinkHandlers::revoke(const http::Request& request) {
  const auto editor = this->editor(request);
  if (!editor) return settings::refused(editor.error());
  const std::int64_t link = http::to_number(request.path_params.at("link")).value_or(0);
  const Status revoked = parts_.links.revoke(*editor, link);
  if (!revoked) return settings::refused(revoked.error());
  return sent("{}");
}

}  // namespace sd::clients
