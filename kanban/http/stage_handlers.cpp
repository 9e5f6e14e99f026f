#include "kanban/http/stage_handlers.h"

#include <boost/json.hpp>

#include "extension/http/query.h"

namespace sd::kanban {
namespace {

namespace json = boost::json;
constexpr std::size_t kLargestBody = std::size_t{16} << 10;

Error wrong(const char* code) { return {ErrorKind::kInvalidArgument, code, {}}; }

}  // namespace

Result<SetStageRolesCommand> decode_roles(const http::Request& request) {
  if (request.body.size() > kLargestBody) return wrong("request.too_large");
  boost::system::error_code failed;
  const json::value document = json::parse(request.body, failed);
  const json::object* fields = failed ? nullptr : document.if_object();
  if (!fields) return wrong("request.json");
  const json::value* group = fields->if_contains("group");
  if (!group || !group->is_int64()) return wrong("request.group");
  const json::value* roles = fields->if_contains("roles");
  if (!roles || !roles->is_object()) return wrong("request.roles");

  SetStageRolesCommand command;
  command.group = GroupId{group->get_int64()};
  for (const auto& [key, value] : roles->get_object()) {
    const auto stage = http::to_number(std::string(key));
    const auto role = value.is_string() ? role_from(std::string_view(value.get_string())) : std::nullopt;
    if (!stage || *stage <= 0 || !role) return wrong("request.roles");
    command.roles.emplace(StageId{*stage}, *role);
  }
  return command;
}

http::Response set_stage_roles(SetStageRoles& use_case, const session::Session& session,
                               const http::Request& request) {
  Result<SetStageRolesCommand> command = decode_roles(request);
  if (!command) return http::error_response(command.error());
  command->portal = session.portal;
  const Result<std::vector<Stage>> stages = use_case.run(*command);
  if (!stages) return http::error_response(stages.error(), true);
  json::array out;
  for (const Stage& stage : *stages) {
    out.push_back(
        json::object{{"id", stage.id.value()}, {"title", stage.title}, {"role", to_string(stage.role)}});
  }
  return {200, "application/json; charset=utf-8", json::serialize(json::object{{"stages", out}}), {}};
}

}  // namespace sd::kanban
