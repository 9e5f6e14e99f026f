#include "extension/portal/stages.h"

#include <algorithm>
#include <tuple>

#include "extension/portal/json_reading.h"

namespace sd::portal {
namespace {

// The portal heeds it for its administrators only (portal-api.md 4.6).
json::object with_rights(json::object params) {
  params["isAdmin"] = "Y";
  return params;
}

// Writes the same values: harmless when done twice, so a lost answer is simply asked for again, once.
Result<Answer> call_idempotent(Caller& caller, const Actor& actor, const std::string& method,
                               json::object params) {
  const Call call{method, with_rights(std::move(params)), Effect::kWrite};
  auto answer = caller.call(actor, call);
  if (!answer && answer.error().code == "portal.lost") return caller.call(actor, call);
  return answer;
}

Result<StageId> find_added(Caller& caller, const Actor& actor, GroupId group, const std::string& title,
                           StageId after, const Error& lost) {
  const auto stages = list_stages(caller, actor, group);
  if (!stages) return lost;
  StageId before{0};
  for (const kanban::PortalStage& stage : *stages) {
    if (before == after && stage.title == title) return stage.id;
    before = stage.id;
  }
  return lost;
}

}  // namespace

Result<std::vector<kanban::PortalStage>> list_stages(Caller& caller, const Actor& actor, GroupId group) {
  json::object params{{"entityId", group.value()}};
  if (actor.person.value() == 0) params = with_rights(std::move(params));
  const auto answer = caller.call(actor, {"task.stages.get", std::move(params)});
  if (!answer) return answer.error();
  std::vector<kanban::PortalStage> stages;
  if (is_empty(answer->result)) return stages;
  if (!answer->result.is_object()) return shape_error("task.stages.get: result is not an object");
  for (const auto& [key, row] : answer->result.get_object()) {
    RowReader reader(row, "stage");
    kanban::PortalStage stage;
    stage.id = StageId{reader.integer("ID")};
    stage.title = reader.text("TITLE");
    stage.color = reader.text("COLOR");
    stage.sort = static_cast<int>(std::clamp<std::int64_t>(reader.integer_or("SORT", 0), 0, 1'000'000'000));
    if (reader.error()) return *reader.error();
    stages.push_back(std::move(stage));
  }
  std::sort(stages.begin(), stages.end(), [](const auto& left, const auto& right) {
    return std::tie(left.sort, left.id) < std::tie(right.sort, right.id);
  });
  return stages;
}

Result<StageId> add_stage(Caller& caller, const Actor& actor, GroupId group, const std::string& title,
                          const std::string& color, StageId after) {
  const json::object fields{
      {"TITLE", title}, {"COLOR", color}, {"AFTER_ID", after.value()}, {"ENTITY_ID", group.value()}};
  const auto answer =
      caller.call(actor, {"task.stages.add", with_rights({{"fields", fields}}), Effect::kWrite});
  if (!answer) {
    if (answer.error().code == "portal.lost")
      return find_added(caller, actor, group, title, after, answer.error());
    return answer.error();
  }
  const auto id = to_integer(answer->result);
  if (!id || *id <= 0) return shape_error("task.stages.add: result is not an id");
  return StageId{*id};
}

Status update_stage(Caller& caller, const Actor& actor, StageId stage, const std::string& title,
                    const std::string& color, std::optional<StageId> after) {
  json::object fields;
  if (!title.empty()) fields["TITLE"] = title;
  if (!color.empty()) fields["COLOR"] = color;
  if (after) fields["AFTER_ID"] = after->value();
  if (fields.empty()) return Done{};
  const auto answer =
      call_idempotent(caller, actor, "task.stages.update", {{"id", stage.value()}, {"fields", fields}});
  if (!answer) return answer.error();
  return Done{};
}

Status delete_stage(Caller& caller, const Actor& actor, StageId stage) {
  const auto answer = call_idempotent(caller, actor, "task.stages.delete", {{"id", stage.value()}});
  if (!answer && answer.error().code != "portal.not_found") return answer.error();
  return Done{};
}

}  // namespace sd::portal
