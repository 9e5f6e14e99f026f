// sonet_group.*, socialnetwork.api.workgroup.* (portal-api 5.1). Errors have an empty code.
#include <algorithm>

#include "tests/portal/rest/call.h"
#include "tests/portal/rest/row_filter.h"
#include "tests/portal/rest/task_json.h"

namespace sd::portal_double {
namespace {

Refusal refused(const char* text) { return {400, "", text}; }

bool visible(const Call& call, const Group& group, bool as_admin) {
  if (group.members.contains(call.caller.user)) return true;
  const User* user = call.portal.directory.user(call.caller.user);
  if (user && !user->staff()) return false;
  return group.visible || (as_admin && call.caller.admin);
}

json::object row_of(const Call& call, const Group& group) {
  const auto flag = [](bool on) { return on ? "Y" : "N"; };
  return {{"ID", std::to_string(group.id)},
          {"SITE_ID", "s1"},
          {"NAME", group.name},
          {"DESCRIPTION", group.description.empty() ? json::value(nullptr) : json::value(group.description)},
          {"DATE_CREATE", call.date(group.created)},
          {"DATE_UPDATE", call.date(group.updated)},
          {"DATE_ACTIVITY", call.date(group.active_at)},
          {"ACTIVE", "Y"},
          {"VISIBLE", flag(group.visible)},
          {"OPENED", flag(group.opened)},
          {"CLOSED", flag(group.closed)},
          {"SUBJECT_ID", "1"},
          {"SUBJECT_NAME", call.portal.settings.russian ? "Рабочие группы" : "Workgroups"},
          {"OWNER_ID", std::to_string(group.owner)},
          {"KEYWORDS", nullptr},
          {"NUMBER_OF_MEMBERS", std::to_string(group.members.size())},
          {"PROJECT", flag(group.project)},
          {"IS_EXTRANET", flag(group.extranet)}};
}

Group& required(Call& call, const json::value* id, const char* text = "Socialnetwork group not found") {
  const auto found = call.portal.directory.groups.find(id ? int_of(*id).value_or(0) : 0);
  if (found == call.portal.directory.groups.end() || !visible(call, found->second, true)) throw refused(text);
  return found->second;
}

bool moderates(const Call& call, const Group& group) {
  const char role = call.portal.directory.role(group.id, call.caller.user);
  return call.caller.admin || role == 'A' || role == 'E';
}

json::value get_group(Call& call) {
  const json::value* only = find(call.params, "GROUP_ID");
  const json::value* given = find_any(call.params, {"FILTER", "filter"});
  const json::object filter = given && given->is_object() ? given->get_object() : json::object{};
  const bool as_admin = flag_at(call.params, "IS_ADMIN");
  std::vector<json::object> rows;
  for (const auto& [id, group] : call.portal.directory.groups) {
    if (!visible(call, group, as_admin) || (only && int_of(*only) != id)) continue;
    json::object row = row_of(call, group);
    if (row_fits(row, filter)) rows.push_back(std::move(row));
  }
  const json::value* order = find_any(call.params, {"ORDER", "order"});
  if (order && order->is_object()) sort_rows(rows, order->get_object());
  return to_array(call.page(std::move(rows)));
}

void write(Group& group, const json::object& params) {
  if (params.contains("NAME")) group.name = text_at(params, "NAME");
  if (params.contains("DESCRIPTION")) group.description = text_at(params, "DESCRIPTION");
  if (params.contains("VISIBLE")) group.visible = flag_at(params, "VISIBLE");
  if (params.contains("OPENED")) group.opened = flag_at(params, "OPENED");
  if (params.contains("CLOSED")) group.closed = flag_at(params, "CLOSED");
  if (params.contains("PROJECT")) group.project = flag_at(params, "PROJECT");
}

json::value create(Call& call) {
  if (text_at(call.params, "NAME").empty()) throw refused("Group name is not specified");
  Group group;
  group.id = call.portal.directory.next_group++;
  group.owner = call.caller.user;
  group.members[group.owner] = 'A';
  group.created = group.updated = group.active_at = call.portal.clock.now();
  write(group, call.params);
  call.portal.directory.groups[group.id] = group;
  call.portal.events.raise("ONSONETGROUPADD", fields_id(group.id), call.caller);
  return group.id;
}

json::value update_group(Call& call) {
  Group& group = required(call, find(call.params, "GROUP_ID"));
  if (!moderates(call, group)) throw refused("User has no permissions to update group");
  write(group, call.params);
  group.updated = call.portal.clock.now();
  call.portal.events.raise("ONSONETGROUPUPDATE", fields_id(group.id), call.caller);
  return group.id;
}

json::value remove_group(Call& call) {
  const Group& group = required(call, find(call.params, "GROUP_ID"));
  if (!call.caller.admin && group.owner != call.caller.user)
    throw refused("User has no permissions to delete group");
  const std::int64_t id = group.id;
  call.portal.directory.groups.erase(id);
  call.portal.events.raise("ONSONETGROUPDELETE", fields_id(id), call.caller);
  return true;
}

json::value members(Call& call) {
  const Group& group = required(call, find(call.params, "ID"), "Wrong group ID");
  json::array out;
  for (const auto& [user_id, role] : group.members) {
    const User* user = call.portal.directory.user(user_id);
    if (!user || !user->active) continue;
    out.push_back(json::object{{"USER_ID", std::to_string(user_id)}, {"ROLE", std::string(1, role)}});
  }
  return out;
}

json::value add_members(Call& call) {
  Group& group = required(call, find(call.params, "GROUP_ID"));
  if (!moderates(call, group)) throw refused("No permissions to add users");
  const json::value* users = find(call.params, "USER_ID");
  const std::vector<std::string> ids = users ? texts_of(*users) : std::vector<std::string>{};
  if (ids.empty()) throw refused("Wrong user IDs");
  json::array added;
  for (const std::string& text : ids) {
    const User* user = call.portal.directory.user(int_of(json::value(text)).value_or(0));
    if (!user || user->kind == UserKind::kEmail) continue;
    group.members.emplace(user->id, 'K');
    if (user->kind == UserKind::kExtranet) group.extranet = true;
    added.push_back(user->id);
  }
  return added;
}

json::value delete_members(Call& call) {
  Group& group = required(call, find(call.params, "GROUP_ID"));
  if (!moderates(call, group)) throw refused("No permissions to delete users");
  const json::value* users = find(call.params, "USER_ID");
  json::array removed;
  for (const std::string& text : users ? texts_of(*users) : std::vector<std::string>{}) {
    const std::int64_t id = int_of(json::value(text)).value_or(0);
    if (group.members.erase(id) != 0) removed.push_back(id);
  }
  return removed;
}

json::value set_role(Call& call) {
  Group& group = required(call, find(call.params, "GROUP_ID"));
  if (!moderates(call, group)) throw refused("User has no permissions to update group");
  const std::string role = text_at(call.params, "ROLE");
  if (role != "E" && role != "K") throw refused("Incorrect role code");
  const auto member = group.members.find(int_at(call.params, "USER_ID").value_or(0));
  if (member != group.members.end() && member->second != 'A') member->second = role[0];
  return true;
}

json::value own_groups(Call& call) {
  json::array out;
  for (const auto& [id, group] : call.portal.directory.groups) {
    const auto member = group.members.find(call.caller.user);
    if (member == group.members.end()) continue;
    out.push_back(json::object{{"GROUP_ID", std::to_string(id)},
                               {"GROUP_NAME", group.name},
                               {"ROLE", std::string(1, member->second)}});
  }
  return out;
}

json::value feature_access(Call& call) {
  const Group& group = required(call, find(call.params, "GROUP_ID"), "Wrong socialnetwork group ID");
  const User* user = call.portal.directory.user(call.caller.user);
  const std::string operation = text_at(call.params, "OPERATION");
  if (call.caller.admin) return true;
  if (!group.members.contains(call.caller.user)) return false;
  return operation == "view" || operation == "create_tasks" || (user && user->staff());
}

json::value workgroup_list(Call& call) {
  const bool as_admin = flag_at(object_at(call.params, "params"), "IS_ADMIN");
  std::vector<json::object> rows;
  for (const auto& [id, group] : call.portal.directory.groups) {
    if (!visible(call, group, as_admin)) continue;
    const json::object upper = row_of(call, group);
    if (!row_fits(upper, object_at(call.params, "filter"))) continue;
    json::object row;
    for (const auto& entry : upper) row[camel_case(std::string(entry.key()))] = entry.value();
    rows.push_back(std::move(row));
  }
  return json::object{{"workgroups", to_array(call.page(std::move(rows)))}};
}

json::value workgroup_get(Call& call) {
  const json::object& params = object_at(call.params, "params");
  const std::int64_t id = int_at(params, "groupId").value_or(0);
  if (id <= 0) throw Refusal(400, "SONET_CONTROLLER_WORKGROUP_EMPTY", "Workgroup is not specified");
  const Group* group = call.portal.directory.group(id);
  if (!group || !visible(call, *group, true)) {
    throw Refusal(400, "SONET_CONTROLLER_WORKGROUP_NOT_FOUND", "Workgroup not found");
  }
  json::object row = row_of(call, *group);
  for (const char* key : {"DATE_CREATE", "DATE_UPDATE", "DATE_ACTIVITY"}) {
    const std::string date = text_at(row, key);  // 2026-01-02T10:00:00+03:00 -> 02.01.2026 10:00:00
    if (date.size() > 19)
      row[key] =
          date.substr(8, 2) + "." + date.substr(5, 2) + "." + date.substr(0, 4) + " " + date.substr(11, 8);
  }
  return row;
}

}  // namespace

void add_group_methods(MethodTable& table) {
  constexpr std::string_view kGroup = "sonet_group|socialnetwork";
  table["sonet_group.get"] = {kGroup, get_group};
  table["sonet_group.create"] = {kGroup, create};
  table["sonet_group.update"] = {kGroup, update_group};
  table["sonet_group.delete"] = {kGroup, remove_group};
  table["sonet_group.user.get"] = {kGroup, members};
  table["sonet_group.user.add"] = {kGroup, add_members};
  table["sonet_group.user.invite"] = {kGroup, add_members};
  table["sonet_group.user.delete"] = {kGroup, delete_members};
  table["sonet_group.user.update"] = {kGroup, set_role};
  table["sonet_group.user.groups"] = {kGroup, own_groups};
  table["sonet_group.feature.access"] = {kGroup, feature_access};
  table["socialnetwork.api.workgroup.list"] = {kGroup, workgroup_list, true};
  table["socialnetwork.api.workgroup.get"] = {kGroup, workgroup_get, true};
}

}  // namespace sd::portal_double
