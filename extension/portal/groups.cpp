#include "extension/portal/groups.h"

#include "extension/portal/json_reading.h"

namespace sd::portal {
namespace {

constexpr int kMaxPages = 400;  // 20,000 groups; more is an answer that never ends

Status append_groups(const json::value& result, std::vector<kanban::PortalGroup>& groups) {
  if (!result.is_array()) return shape_error("sonet_group.get: result is not a list");
  for (const json::value& row : result.get_array()) {
    RowReader reader(row, "group");
    kanban::PortalGroup group{GroupId{reader.integer("ID")}, reader.text("NAME"), reader.flag("IS_EXTRANET")};
    if (reader.error()) return *reader.error();
    if (!reader.flag("CLOSED")) groups.push_back(std::move(group));
  }
  return Done{};
}

}  // namespace

Result<std::vector<kanban::PortalGroup>> list_groups(Caller& caller, const Actor& actor) {
  std::vector<kanban::PortalGroup> groups;
  std::int64_t start = 0;
  for (int page = 0; page < kMaxPages; ++page) {
    json::object params{{"ORDER", {{"ID", "ASC"}}}, {"start", start}};
    if (actor.person.value() == 0) params["IS_ADMIN"] = "Y";
    const auto answer = caller.call(actor, {"sonet_group.get", params});
    if (!answer) return answer.error();
    if (auto appended = append_groups(answer->result, groups); !appended) return appended.error();
    if (!answer->next || *answer->next <= start) return groups;
    start = *answer->next;
  }
  return shape_error("sonet_group.get: the list does not end");
}

Result<std::vector<kanban::GroupMember>> list_members(Caller& caller, const Actor& actor, GroupId group) {
  const auto answer = caller.call(actor, {"sonet_group.user.get", {{"ID", group.value()}}});
  if (!answer) return answer.error();
  std::vector<kanban::GroupMember> members;
  if (is_empty(answer->result)) return members;
  if (!answer->result.is_array()) return shape_error("sonet_group.user.get: result is not a list");
  for (const json::value& row : answer->result.get_array()) {
    RowReader reader(row, "member");
    const std::string role = reader.text("ROLE");
    members.push_back({UserId{reader.integer("USER_ID")}, role == "A" || role == "E" ? role[0] : 'K'});
    if (reader.error()) return *reader.error();
  }
  return members;
}

}  // namespace sd::portal
