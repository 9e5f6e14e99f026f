#include "extension/portal/users.h"

#include <algorithm>

#include "extension/portal/chain.h"
#include "extension/portal/json_reading.h"

namespace sd::portal {
namespace {

std::string full_name(const RowReader& row) {
  std::string name = row.text("NAME");
  const std::string last = row.text("LAST_NAME");
  if (!name.empty() && !last.empty()) name += ' ';
  name += last;
  if (name.empty()) name = row.text("EMAIL");
  return name;
}

Status append_users(const json::value& result, std::vector<kanban::PortalUser>& users) {
  if (!result.is_array()) return shape_error("user.get: result is not a list");
  for (const json::value& row : result.get_array()) {
    RowReader reader(row, "user");
    kanban::PortalUser user;
    user.id = UserId{reader.integer("ID")};
    user.name = full_name(reader);
    user.photo_url = reader.text("PERSONAL_PHOTO");
    user.active = reader.flag("ACTIVE");
    user.external = is_external(row);
    if (reader.error()) return *reader.error();
    users.push_back(std::move(user));
  }
  return Done{};
}

}  // namespace

bool is_external(const json::value& user) {
  const std::string type = RowReader(user, "user").text("USER_TYPE");
  if (!type.empty()) return type == "extranet" || type == "email";
  // Builds that do not tell the type: an employee has a department.
  const json::value* departments = member(user, "UF_DEPARTMENT");
  if (departments == nullptr) return false;
  if (const json::array* list = departments->if_array()) {
    for (const json::value& department : *list) {
      if (to_integer(department).value_or(0) > 0) return false;
    }
  }
  return true;
}

Result<std::vector<kanban::PortalUser>> list_users(Caller& caller, const Actor& actor,
                                                   std::span<const UserId> ids) {
  std::vector<kanban::PortalUser> users;
  while (!ids.empty()) {
    Batch batch;
    for (; !ids.empty() && batch.size() < kBatchLimit; ids = ids.subspan(std::min(ids.size(), kPageSize))) {
      json::array wanted;
      for (const UserId id : ids.first(std::min(ids.size(), kPageSize))) wanted.push_back(id.value());
      json::object params{{"FILTER", {{"ID", wanted}}}, {"start", -1}};
      if (actor.person.value() == 0) params["ADMIN_MODE"] = true;
      batch.add("u" + std::to_string(batch.size()), "user.get", params);
    }
    const auto answer = run(caller, actor, batch, Effect::kRead, false);
    if (!answer) return answer.error();
    for (std::size_t i = 0; i < batch.size(); ++i) {
      const auto page = answer->result("u" + std::to_string(i));
      if (!page) return page.error();
      if (auto appended = append_users(**page, users); !appended) return appended.error();
    }
  }
  return users;
}

Result<kanban::UserPage> list_all_users(Caller& caller, const Actor& actor, UserId after,
                                        std::int64_t expected) {
  kanban::UserPage page;
  ChainedList list;
  list.method = "user.get";
  list.last_id = "[49][ID]";
  list.page = [&actor](const json::value& above, bool counted) {
    json::object params{
        {"sort", "ID"}, {"order", "ASC"}, {"FILTER", {{">ID", above}}}, {"start", counted ? 0 : -1}};
    if (actor.person.value() == 0) params["ADMIN_MODE"] = true;
    return params;
  };
  list.take = [&page](const json::value& result) -> Result<bool> {
    const std::size_t before = page.users.size();
    if (auto appended = append_users(result, page.users); !appended) return appended.error();
    for (std::size_t i = std::max<std::size_t>(before, 1); i < page.users.size(); ++i) {
      if (page.users[i].id <= page.users[i - 1].id) return shape_error("user.get: ids do not ascend");
    }
    return page.users.size() - before >= kPageSize;
  };
  const auto end = read_expected(caller, actor, list, after.value(), expected);
  if (!end) return end.error();
  page.last = end->last;
  page.total = end->total;
  return page;
}

}  // namespace sd::portal
