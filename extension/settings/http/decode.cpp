// Bodies of the settings' requests: bytes in, a command or an Error out.
#include "extension/http/query.h"
#include "extension/settings/http/settings_json.h"

namespace sd::settings {
namespace {

constexpr std::size_t kMaxBody = std::size_t{2} << 20;
constexpr std::size_t kMaxRows = 10'000;

Error bad(std::string_view what) { return {ErrorKind::kInvalidArgument, "request." + std::string(what), {}}; }

Result<json::object> object_of(const std::string& body) {
  if (body.size() > kMaxBody) return bad("too_large");
  boost::system::error_code failed;
  json::value document = json::parse(body, failed);
  if (failed || !document.is_object()) return bad("json");
  return std::move(document.get_object());
}

Result<std::int64_t> number(const json::object& fields, std::string_view name) {
  const json::value* value = fields.if_contains(name);
  if (!value || !value->is_int64()) return bad(name);
  return value->get_int64();
}

Result<std::string> text(const json::object& fields, std::string_view name) {
  const json::value* value = fields.if_contains(name);
  if (!value || !value->is_string()) return bad(name);
  return std::string(value->get_string());
}

Result<bool> flag(const json::object& fields, std::string_view name) {
  const json::value* value = fields.if_contains(name);
  if (!value || !value->is_bool()) return bad(name);
  return value->get_bool();
}

// Calls `take(object, position)` for each object of the list; its first error is the answer.
template <class Take>
Status each(const json::object& fields, std::string_view name, Take take) {
  const json::value* list = fields.if_contains(name);
  if (!list || !list->is_array() || list->get_array().size() > kMaxRows) return bad(name);
  std::size_t position = 0;
  for (const json::value& item : list->get_array()) {
    if (!item.is_object()) return bad(name);
    if (const Status taken = take(item.get_object(), position++); !taken) return taken;
  }
  return Done{};
}

Result<Row> row_of(const Description& description, const json::object& fields) {
  Row row;
  for (const Field& field : description.fields) {
    if (is_text(field.kind)) {
      Result<std::string> cell = text(fields, field.name);
      if (!cell) return cell.error();
      row.emplace_back(std::move(cell).value());
    } else {
      const Result<std::int64_t> cell = number(fields, field.name);
      if (!cell) return cell.error();
      row.emplace_back(*cell);
    }
  }
  return row;
}

Result<StageSheet> sheet_of_json(const json::object& fields, std::string_view name) {
  StageSheet sheet;
  const Status read = each(fields, name, [&](const json::object& item, std::size_t) -> Status {
    const Result<std::int64_t> id = number(item, "id"), limit = number(item, "wip_limit");
    if (!id) return id.error();
    if (!limit) return limit.error();
    StageLine line;
    line.id = line.rule.stage = StageId{*id};
    line.rule.wip_limit = *limit;
    const std::pair<const char*, std::string*> texts[] = {{"title", &line.title}, {"color", &line.color}};
    for (const auto& [key, into] : texts) {
      Result<std::string> value = text(item, key);
      if (!value) return value.error();
      *into = std::move(value).value();
    }
    const Result<std::string> role = text(item, "role");
    const auto known = role ? kanban::role_from(*role) : std::nullopt;
    if (!known) return bad("role");
    line.role = *known;
    const std::pair<const char*, kanban::Demand*> demands[] = {
        {"over_limit", &line.rule.over_limit},
        {"without_estimate", &line.rule.without_estimate},
        {"under_stopper", &line.rule.under_stopper}};
    for (const auto& [key, into] : demands) {
      const Result<std::string> value = text(item, key);
      const auto demand = value ? kanban::demand_from(*value) : std::nullopt;
      if (!demand) return bad(key);
      *into = *demand;
    }
    sheet.push_back(std::move(line));
    return Done{};
  });
  if (!read) return read.error();
  return sheet;
}

}  // namespace

Result<SaveCommand> decode_save(Section section, const std::string& body) {
  const Result<json::object> fields = object_of(body);
  if (!fields) return fields.error();
  SaveCommand command;
  command.section = section;
  const Description& description = describe(section);
  const Result<std::int64_t> seen = number(*fields, "version");
  if (!seen) return seen.error();
  command.seen = *seen;
  if (description.of_group) {
    const Result<std::int64_t> group = number(*fields, "group");
    if (!group) return group.error();
    command.group = GroupId{*group};
  }
  const Status read = each(*fields, "rows", [&](const json::object& item, std::size_t position) -> Status {
    Result<Row> row = row_of(description, item);
    if (!row) return row.error();
    command.rows.push_back(std::move(row).value());
    if (item.contains("was")) {
      Result<std::string> was = text(item, "was");
      if (!was) return was.error();
      command.origins.emplace(position, std::move(was).value());
    }
    return Done{};
  });
  if (!read) return read.error();
  if (!fields->contains("merged")) return command;
  const Status merged = each(*fields, "merged", [&](const json::object& item, std::size_t) -> Status {
    Result<std::string> from = text(item, "from"), into = text(item, "into");
    if (!from || !into) return bad("merged");
    command.merged.emplace(std::move(from).value(), std::move(into).value());
    return Done{};
  });
  if (!merged) return merged.error();
  return command;
}

Result<EditStagesCommand> decode_stages(const std::string& body) {
  const Result<json::object> fields = object_of(body);
  if (!fields) return fields.error();
  EditStagesCommand command;
  const Result<std::int64_t> group = number(*fields, "group"), version = number(*fields, "version");
  if (!group) return group.error();
  if (!version) return version.error();
  command.group = GroupId{*group};
  command.seen_version = *version;
  Result<StageSheet> seen = sheet_of_json(*fields, "seen"), wanted = sheet_of_json(*fields, "stages");
  if (!seen) return seen.error();
  if (!wanted) return wanted.error();
  command.seen = std::move(seen).value();
  command.wanted = std::move(wanted).value();
  const Status leaving = each(*fields, "leaving", [&](const json::object& item, std::size_t) -> Status {
    const Result<std::int64_t> stage = number(item, "stage"), to = number(item, "to");
    if (!stage || !to) return bad("leaving");
    command.leaving.emplace(StageId{*stage}, StageId{*to});
    return Done{};
  });
  if (!leaving) return leaving.error();
  return command;
}

Result<EditGroupCommand> decode_group(const std::string& body) {
  const Result<json::object> fields = object_of(body);
  if (!fields) return fields.error();
  EditGroupCommand command;
  const Result<std::int64_t> group = number(*fields, "group"), version = number(*fields, "version");
  if (!group) return group.error();
  if (!version) return version.error();
  command.group = GroupId{*group};
  command.seen = *version;
  const std::pair<const char*, bool*> flags[] = {
      {"estimate_first", &command.wanted.estimate_first},
      {"status_follows_stage", &command.wanted.status_follows_stage},
      {"stage_follows_status", &command.wanted.stage_follows_status}};
  for (const auto& [name, into] : flags) {
    const Result<bool> value = flag(*fields, name);
    if (!value) return value.error();
    *into = *value;
  }
  const Result<std::string> unagreed = text(*fields, "unagreed");
  const auto known = unagreed ? kanban::unagreed_from(*unagreed) : std::nullopt;
  if (!known) return bad("unagreed");
  command.wanted.unagreed = *known;
  return command;
}

Result<ReleaseOrder> decode_release(const std::string& body) {
  const Result<json::object> fields = object_of(body);
  if (!fields) return fields.error();
  const Result<std::int64_t> group = number(*fields, "group"), version = number(*fields, "version");
  if (!group) return group.error();
  if (!version) return version.error();
  return ReleaseOrder{GroupId{*group}, *version};
}

}  // namespace sd::settings
