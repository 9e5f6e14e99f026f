// user.*, department.get (portal-api 5.2, 5.3).
#include <algorithm>

#include "tests/portal/rest/call.h"
#include "tests/portal/rest/row_filter.h"

namespace sd::portal_double {
namespace {

const char* type_of(const User& user) {
  switch (user.kind) {
    case UserKind::kEmployee: return "employee";
    case UserKind::kExtranet: return "extranet";
    case UserKind::kEmail: return "email";
  }
  return "employee";
}

// Extranet users see only the people of their groups; everybody else sees all.
bool may_see(const Call& call, const User& user) {
  const User* self = call.portal.directory.user(call.caller.user);
  if (!self || self->staff() || self->id == user.id) return true;
  return std::any_of(
      call.portal.directory.groups.begin(), call.portal.directory.groups.end(), [&](const auto& entry) {
        return entry.second.members.contains(self->id) && entry.second.members.contains(user.id);
      });
}

// Every third person's has been lost.
std::string photo_of(const Call& call, const User& user) {
  if (!call.portal.settings.photos) return {};
  return call.portal.origin() + (user.id % 3 == 0 ? "/_pages/lost.svg" : "/_pages/face.svg");
}

json::object row_of(const Call& call, const User& user) {
  json::object row{{"ID", std::to_string(user.id)},
                   {"XML_ID", std::to_string(user.id)},
                   {"ACTIVE", user.active},
                   {"NAME", user.name},
                   {"LAST_NAME", user.last_name},
                   {"SECOND_NAME", user.second_name},
                   {"EMAIL", user.email},
                   {"LAST_LOGIN", call.date(user.registered)},
                   {"DATE_REGISTER", call.date(user.registered)},
                   {"TIME_ZONE", user.time_zone},
                   {"IS_ONLINE", "N"},
                   {"TIMESTAMP_X", json::object{}},
                   {"LAST_ACTIVITY_DATE", json::object{}},
                   {"PERSONAL_GENDER", std::string(1, user.gender)},
                   {"PERSONAL_PHOTO", photo_of(call, user)},
                   {"WORK_POSITION", user.position},
                   {"WORK_COMPANY", user.work_company},
                   {"UF_DEPARTMENT", json::value_from(user.departments)},
                   {"UF_EMPLOYMENT_DATE", ""},
                   {"USER_TYPE", type_of(user)}};
  for (const auto& [name, value] : user.uf) row[name] = value;
  return row;
}

json::object filter_of(const Call& call) {
  const json::value* nested = find_any(call.params, {"FILTER", "filter"});
  json::object filter = nested && nested->is_object() ? nested->get_object() : json::object{};
  for (const auto& entry : call.params) {
    const std::string key(entry.key());
    static const std::vector<std::string> kControl = {"sort",       "order",  "FILTER",      "filter",
                                                      "ADMIN_MODE", "select", "start",       "START",
                                                      "SORT",       "ORDER",  "IMAGE_RESIZE"};
    if (std::find(kControl.begin(), kControl.end(), key) == kControl.end()) filter[key] = entry.value();
  }
  return filter;
}

json::value user_get(Call& call) {
  const json::object filter = filter_of(call);
  std::vector<json::object> rows;
  for (const auto& [id, user] : call.portal.directory.users) {
    if (!may_see(call, user)) continue;
    json::object row = row_of(call, user);
    if (row_fits(row, filter)) rows.push_back(std::move(row));
  }
  const json::value* sort = find_any(call.params, {"sort", "SORT"});
  const json::value* order = find_any(call.params, {"order", "ORDER"});
  if (sort) sort_rows(rows, {{text_of(*sort), order ? *order : json::value("ASC")}});
  return to_array(call.page(std::move(rows)));
}

json::value user_current(Call& call) {
  const User* user = call.portal.directory.user(call.caller.user);
  if (!user) throw Refusal(403, "user_access_error", "User not found");
  return row_of(call, *user);
}

json::value user_search(Call& call) {
  const std::string needle = text_at(call.params, "FIND");
  const json::object filter = filter_of(call);
  std::vector<json::object> rows;
  for (const auto& [id, user] : call.portal.directory.users) {
    const std::string text = user.full_name() + " " + user.position;
    if (!user.active || !may_see(call, user) || text.find(needle) == std::string::npos) continue;
    json::object row = row_of(call, user);
    if (row_fits(row, filter)) rows.push_back(std::move(row));
  }
  return to_array(call.page(std::move(rows)));
}

json::value user_fields(Call&) {
  json::object out;
  for (const char* name :
       {"ID", "ACTIVE", "NAME", "LAST_NAME", "EMAIL", "WORK_POSITION", "UF_DEPARTMENT", "USER_TYPE"}) {
    out[name] = name;
  }
  return out;
}

json::value user_update(Call& call) {
  const std::int64_t id = int_at(call.params, "ID").value_or(0);
  const auto found = call.portal.directory.users.find(id);
  if (!call.caller.admin || found == call.portal.directory.users.end()) throw core_error("access_denied");
  User& user = found->second;
  for (const auto& entry : call.params) {
    const std::string key(entry.key());
    if (key == "ACTIVE")
      user.active =
          truthy(entry.value()) && text_of(entry.value()) != "N" && text_of(entry.value()) != "false";
    if (key == "NAME") user.name = text_of(entry.value());
    if (key == "LAST_NAME") user.last_name = text_of(entry.value());
    if (key == "WORK_POSITION") user.position = text_of(entry.value());
    if (key.starts_with("UF_USR_")) user.uf[key] = text_of(entry.value());
  }
  return true;
}

json::value user_add(Call& call) {
  if (!call.caller.admin) throw core_error("access_denied");
  const auto bad = [](const char* text) { return Refusal(400, "ERROR_ARGUMENT", text); };
  User user;
  user.email = text_at(call.params, "EMAIL");
  if (user.email.find('@') == std::string::npos) throw bad("wrong_email");
  for (const auto& [id, known] : call.portal.directory.users) {
    if (known.email == user.email) throw bad("User with this e-mail already exists");
  }
  const bool extranet = flag_at(call.params, "EXTRANET");
  const json::value* departments = find(call.params, "UF_DEPARTMENT");
  const json::value* groups = find(call.params, "SONET_GROUP_ID");
  if (!extranet && !departments) throw bad("no_extranet_field");
  if (extranet && !groups) throw Refusal(400, "ERROR_NO_GROUP", "Group is not specified");
  user.id = call.portal.directory.users.empty() ? 1 : call.portal.directory.users.rbegin()->first + 1;
  user.kind = extranet ? UserKind::kExtranet : UserKind::kEmployee;
  user.name = text_at(call.params, "NAME");
  user.last_name = text_at(call.params, "LAST_NAME");
  user.position = text_at(call.params, "WORK_POSITION");
  user.registered = call.portal.clock.now();
  if (departments && !extranet) {
    for (const std::string& text : texts_of(*departments))
      user.departments.push_back(int_of(json::value(text)).value_or(0));
  }
  if (extranet) {
    for (const std::string& text : texts_of(*groups)) {
      const auto group = call.portal.directory.groups.find(int_of(json::value(text)).value_or(0));
      if (group == call.portal.directory.groups.end()) throw Refusal(400, "ERROR_GROUPID", "Wrong group");
      group->second.members[user.id] = 'K';
      group->second.extranet = true;
    }
  }
  call.portal.directory.users[user.id] = user;
  return user.id;
}

json::value department_get(Call& call) {
  json::object filter;
  for (const char* key : {"ID", "NAME", "SORT", "PARENT", "UF_HEAD"}) {
    if (const json::value* value = find(call.params, key)) filter[key] = *value;
  }
  std::vector<json::object> rows;
  for (const auto& [id, department] : call.portal.directory.departments) {
    json::object row{{"ID", std::to_string(id)}, {"NAME", department.name}, {"SORT", 500}};
    if (department.parent != 0) row["PARENT"] = std::to_string(department.parent);
    if (department.head != 0) row["UF_HEAD"] = std::to_string(department.head);
    if (row_fits(row, filter)) rows.push_back(std::move(row));
  }
  return to_array(call.page(std::move(rows)));
}

}  // namespace

void add_people_methods(MethodTable& table) {
  constexpr std::string_view kUser = "user|user_basic|user_brief";
  table["user.get"] = {kUser, user_get};
  table["user.current"] = {kUser, user_current};
  table["user.search"] = {kUser, user_search};
  table["user.fields"] = {kUser, user_fields};
  table["user.update"] = {"user", user_update};
  table["user.add"] = {"user", user_add};
  table["department.get"] = {"department", department_get};
}

}  // namespace sd::portal_double
