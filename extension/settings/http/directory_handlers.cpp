#include "extension/settings/http/directory_handlers.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "extension/http/query.h"
#include "extension/settings/http/refused.h"
#include "extension/settings/http/settings_json.h"
#include "extension/settings/rules/find_by_name.h"

namespace sd::settings {
namespace {

constexpr std::size_t kMostText = 200, kMostIds = 200;
constexpr std::int64_t kMostRows = 1'000, kUsualRows = 50;

enum class NamedKind { kPeople, kClients, kCompanies };

struct Search {
  NamedKind kind = NamedKind::kPeople;
  std::string text;
  std::size_t from = 0, most = 0;
};

using Query = std::map<std::string, std::string>;

Error wrong(const char* field) { return {ErrorKind::kInvalidArgument, std::string("request.") + field, {}}; }

std::string text_at(const Query& query, const char* name) {
  const auto found = query.find(name);
  return found == query.end() ? std::string() : found->second;
}

Result<std::size_t> number_at(const Query& query, const char* name, std::int64_t usual, std::int64_t most) {
  const std::string text = text_at(query, name);
  const auto number = text.empty() ? std::optional(usual) : http::to_number(text);
  if (!number || *number < 0 || *number > most) return wrong(name);
  return static_cast<std::size_t>(*number);
}

Result<NamedKind> kind_of(const Query& query) {
  const std::string kind = text_at(query, "kind");
  if (kind == "people") return NamedKind::kPeople;
  if (kind == "clients") return NamedKind::kClients;
  if (kind == "companies") return NamedKind::kCompanies;
  return wrong("kind");
}

Result<Search> search_of(const http::Request& request) {
  const auto query = http::parse_query(request.query);
  if (!query) return query.error();
  const Result<NamedKind> kind = kind_of(*query);
  if (!kind) return kind.error();
  const Result<std::size_t> from = number_at(*query, "from", 0, 10'000'000);
  if (!from) return from.error();
  const Result<std::size_t> most = number_at(*query, "most", kUsualRows, kMostRows);
  if (!most) return most.error();
  std::string text = text_at(*query, "text");
  if (text.size() > kMostText) return wrong("text");
  return Search{*kind, std::move(text), *from, *most};
}

Result<std::vector<Named>> all_companies(kanban::PeopleStore& people, PortalId portal) {
  const auto ids = people.all_companies(portal);
  if (!ids) return ids.error();
  const auto companies = people.companies(portal, *ids);
  if (!companies) return companies.error();
  std::vector<Named> out;
  for (const auto& [id, title] : *companies) out.push_back({id.value(), title});
  return out;
}

Result<std::vector<Named>> candidates(kanban::PeopleStore& people, const Editor& editor, NamedKind kind) {
  if (kind == NamedKind::kCompanies) return all_companies(people, editor.portal);
  const auto users = people.all_users(editor.portal);
  if (!users) return users.error();
  std::vector<Named> out;
  for (const kanban::PortalUser& user : *users) {
    const bool his = editor.administrator || editor.team.contains(user.id);
    if (his && user.active && user.external == (kind == NamedKind::kClients)) {
      out.push_back({user.id.value(), user.name});
    }
  }
  return out;
}

json::array named_json(const std::vector<Named>& rows) {
  json::array out;
  for (const Named& one : rows) out.push_back(json::object{{"id", one.id}, {"name", one.name}});
  return out;
}

Result<std::vector<Named>> known(kanban::PeopleStore& people, PortalId portal, NamedKind kind,
                                 const std::vector<std::int64_t>& ids) {
  std::vector<Named> out;
  if (kind == NamedKind::kCompanies) {
    const auto companies = people.companies(portal, std::vector<CompanyId>(ids.begin(), ids.end()));
    if (!companies) return companies.error();
    for (const auto& [id, title] : *companies) out.push_back({id.value(), title});
    return out;
  }
  const auto users = people.users(portal, std::vector<UserId>(ids.begin(), ids.end()));
  if (!users) return users.error();
  for (const kanban::PortalUser& user : *users) out.push_back({user.id.value(), user.name});
  return out;
}

}  // namespace

Result<json::object> DirectoryHandlers::context(const Editor& editor) {
  const auto users = people_.all_users(editor.portal);
  if (!users) return users.error();
  const auto companies = all_companies(people_, editor.portal);
  if (!companies) return companies.error();
  json::array people, firms;
  const bool more_people = users->size() > kSentUpTo, more_companies = companies->size() > kSentUpTo;
  if (!more_people) {
    for (const kanban::PortalUser& user : *users) {
      people.push_back(json::object{{"id", user.id.value()},
                                    {"name", user.name},
                                    {"active", user.active},
                                    {"external", user.external}});
    }
  }
  if (!more_companies) {
    for (const Named& one : *companies) {
      firms.push_back(json::object{{"id", one.id}, {"title", one.name}});
    }
  }
  return json::object{{"people", std::move(people)},
                      {"people_more", more_people},
                      {"companies", std::move(firms)},
                      {"companies_more", more_companies}};
}

http::Response DirectoryHandlers::find(const http::Request& request) {
  const Result<Editor> editor = this->editor(request);
  if (!editor) return refused(editor.error());
  const Result<Search> search = search_of(request);
  if (!search) return refused(search.error());
  Result<std::vector<Named>> all = candidates(people_, *editor, search->kind);
  if (!all) return refused(all.error());
  const NamedPage page = find_by_name(std::move(all).value(), search->text, search->from, search->most);
  return answer(json::object{{"found", named_json(page.rows)}, {"more", page.more}});
}

http::Response DirectoryHandlers::names(const http::Request& request) {
  const Result<Editor> editor = this->editor(request);
  if (!editor) return refused(editor.error());
  const auto query = http::parse_query(request.query);
  if (!query) return refused(query.error());
  const Result<NamedKind> kind = kind_of(*query);
  if (!kind) return refused(kind.error());
  const auto ids = http::to_numbers(text_at(*query, "ids"), kMostIds);
  if (!ids) return refused(wrong("ids"));
  const Result<std::vector<Named>> found = known(people_, editor->portal, *kind, *ids);
  if (!found) return refused(found.error());
  return answer(json::object{{"found", named_json(*found)}});
}

}  // namespace sd::settings
