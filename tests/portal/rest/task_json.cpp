#include "tests/portal/rest/task_json.h"

#include <algorithm>
#include <cctype>
#include <functional>

#include "tests/portal/engine/iso_time.h"
#include "tests/portal/engine/task_query.h"

namespace sd::portal_double {
namespace {

json::value text(std::int64_t number) { return json::value(std::to_string(number)); }
json::value yes_no(bool flag) { return flag ? "Y" : "N"; }

using FieldOf = json::value (*)(const Call&, const Task&);
struct Field {
  const char* name;
  FieldOf of;
};

#define SD_ID(member) [](const Call&, const Task& task) -> json::value { return text(task.member); }
#define SD_DATE(member) \
  [](const Call& call, const Task& task) -> json::value { return call.date_or_null(task.member); }
#define SD_FLAG(member) [](const Call&, const Task& task) -> json::value { return yes_no(task.member); }
#define SD_IDS(member) [](const Call&, const Task& task) -> json::value { return id_texts(task.member); }
#define SD_CONST(constant) [](const Call&, const Task&) -> json::value { return constant; }
#define SD_MARKED(kind)                                                           \
  [](const Call& call, const Task& task) -> json::value {                         \
    return yes_no(call.portal.marks.contains({kind, call.caller.user, task.id})); \
  }

json::value tags(const Call&, const Task& task) {
  if (task.tags.empty()) return json::array{};
  json::object out;
  for (const auto& [id, title] : task.tags) out[std::to_string(id)] = {{"id", id}, {"title", title}};
  return out;
}

const std::vector<Field>& main_fields() {
  static const std::vector<Field> kFields = {
      {"ID", SD_ID(id)},
      {"PARENT_ID",
       [](const Call&, const Task& task) -> json::value {
         return task.parent == 0 ? json::value(nullptr) : text(task.parent);
       }},
      {"TITLE", [](const Call&, const Task& task) -> json::value { return json::value(task.title); }},
      {"DESCRIPTION",
       [](const Call&, const Task& task) -> json::value { return json::value(task.description); }},
      {"MARK",
       [](const Call&, const Task& task) -> json::value {
         return task.mark ? json::value(std::string(1, task.mark)) : json::value(nullptr);
       }},
      {"PRIORITY", SD_ID(priority)},
      {"MULTITASK", SD_CONST("N")},
      {"NOT_VIEWED", SD_CONST("N")},
      {"REPLICATE", SD_CONST("N")},
      {"STAGE_ID", SD_ID(stage)},
      {"SPRINT_ID", SD_CONST(nullptr)},
      {"BACKLOG_ID", SD_CONST(nullptr)},
      {"CREATED_BY", SD_ID(created_by)},
      {"CREATED_DATE", SD_DATE(created)},
      {"RESPONSIBLE_ID", SD_ID(responsible)},
      {"ACCOMPLICES", SD_IDS(accomplices)},
      {"AUDITORS", SD_IDS(auditors)},
      {"CHANGED_BY", SD_ID(changed_by)},
      {"CHANGED_DATE", SD_DATE(changed)},
      {"STATUS_CHANGED_BY", SD_ID(status_changed_by)},
      {"STATUS_CHANGED_DATE", SD_DATE(status_changed)},
      {"CLOSED_BY", SD_ID(closed_by)},
      {"CLOSED_DATE", SD_DATE(closed)},
      {"ACTIVITY_DATE", SD_DATE(activity)},
      {"DATE_START", SD_DATE(date_start)},
      {"DEADLINE", SD_DATE(deadline)},
      {"START_DATE_PLAN", SD_DATE(start_plan)},
      {"END_DATE_PLAN", SD_DATE(end_plan)},
      {"GUID", [](const Call&, const Task& task) -> json::value { return json::value(task.guid); }},
      {"XML_ID",
       [](const Call&, const Task& task) -> json::value {
         return task.xml_id.empty() ? json::value(nullptr) : json::value(task.xml_id);
       }},
      {"COMMENTS_COUNT",
       [](const Call&, const Task& task) -> json::value {
         return text(static_cast<std::int64_t>(task.comments.size()));
       }},
      {"SERVICE_COMMENTS_COUNT", SD_CONST("0")},
      {"NEW_COMMENTS_COUNT", SD_CONST(0)},
      {"ALLOW_CHANGE_DEADLINE", SD_FLAG(allow_change_deadline)},
      {"ALLOW_TIME_TRACKING", SD_FLAG(allow_time_tracking)},
      {"TASK_CONTROL", SD_FLAG(task_control)},
      {"ADD_IN_REPORT", SD_FLAG(add_in_report)},
      {"FORKED_BY_TEMPLATE_ID", SD_CONST(nullptr)},
      {"TIME_ESTIMATE", SD_ID(time_estimate)},
      {"TIME_SPENT_IN_LOGS",
       [](const Call&, const Task& task) -> json::value {
         return task.spent_known ? text(task.spent) : json::value(nullptr);
       }},
      {"MATCH_WORK_TIME", SD_FLAG(match_work_time)},
      {"FORUM_TOPIC_ID", SD_CONST(nullptr)},
      {"FORUM_ID", SD_CONST(nullptr)},
      {"SITE_ID", SD_CONST("s1")},
      {"SUBORDINATE", SD_CONST("N")},
      {"FAVORITE", SD_MARKED('F')},
      {"EXCHANGE_MODIFIED", SD_CONST(nullptr)},
      {"EXCHANGE_ID", SD_CONST(nullptr)},
      {"OUTLOOK_VERSION", SD_CONST("4")},
      {"VIEWED_DATE", SD_CONST(nullptr)},
      {"SORTING", SD_CONST(nullptr)},
      {"DURATION_PLAN", SD_ID(duration_plan)},
      {"DURATION_FACT", SD_CONST(nullptr)},
      {"DURATION_TYPE", SD_CONST("days")},
      {"IS_MUTED", SD_MARKED('M')},
      {"IS_PINNED", SD_MARKED('P')},
      {"IS_PINNED_IN_GROUP", SD_CONST("N")},
      {"FLOW_ID", SD_CONST(nullptr)},
      {"DESCRIPTION_IN_BBCODE", SD_CONST("Y")},
      {"STATUS", SD_ID(status)},
      {"GROUP_ID", SD_ID(group)},
      {"DEPENDS_ON", SD_IDS(depends_on)},
  };
  return kFields;
}

#undef SD_ID
#undef SD_DATE
#undef SD_FLAG
#undef SD_IDS
#undef SD_CONST
#undef SD_MARKED

json::value group_brief(const Portal& portal, std::int64_t id) {
  const Group* group = portal.directory.group(id);
  if (!group) return json::array{};
  return {{"id", text(id)},
          {"name", group->name},
          {"opened", group->opened},
          {"membersCount", static_cast<std::int64_t>(group->members.size())},
          {"image", "/bitrix/js/socialnetwork/images/group.svg"},
          {"additionalData", json::array{}}};
}

json::value people_data(const Portal& portal, const std::vector<std::int64_t>& ids) {
  if (ids.empty()) return json::array{};
  json::object out;
  for (const std::int64_t id : ids) out[std::to_string(id)] = user_brief(portal, id);
  return out;
}

json::value custom_json(const UserField& field, const std::vector<std::string>& values) {
  if (field.multiple) {
    if (values.empty()) return false;
    return json::value_from(values);
  }
  if (values.empty()) return field.type == "string" ? json::value("") : json::value(nullptr);
  return json::value(values.front());
}

void add_custom(const Call& call, const Task& task, const UserField& field, json::object& out) {
  if (field.name == "UF_CRM_TASK") {
    out["ufCrmTask"] = task.crm.empty() ? json::value(false) : json::value_from(task.crm);
  } else if (field.name == "UF_TASK_WEBDAV_FILES") {
    out["ufTaskWebdavFiles"] = task.files.empty() ? json::value(false) : json::value_from(task.files);
  } else if (field.name == "UF_MAIL_MESSAGE") {
    out["ufMailMessage"] = nullptr;
  } else {
    out[camel_case(field.name)] = custom_json(field, custom_value(call.portal, task, field.name));
  }
}

// The objects that come along with an id field.
void add_companions(const Call& call, const Task& task, const std::function<bool(const char*)>& wanted,
                    json::object& out) {
  if (wanted("GROUP_ID")) out["group"] = group_brief(call.portal, task.group);
  if (wanted("CREATED_BY")) out["creator"] = user_brief(call.portal, task.created_by);
  if (wanted("RESPONSIBLE_ID")) out["responsible"] = user_brief(call.portal, task.responsible);
  if (wanted("ACCOMPLICES")) out["accomplicesData"] = people_data(call.portal, task.accomplices);
  if (wanted("AUDITORS")) out["auditorsData"] = people_data(call.portal, task.auditors);
  if (wanted("STATUS")) out["subStatus"] = text(sub_status(call.portal, task));
}

}  // namespace

std::string camel_case(const std::string& upper) {
  std::string out;
  bool raise = false;
  for (const char c : upper) {
    if (c == '_') {
      raise = !out.empty();
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += static_cast<char>(raise ? std::toupper(byte) : std::tolower(byte));
    raise = false;
  }
  return out;
}

std::int64_t chat_of(const Task& task) { return task.id + 100'000; }

json::array id_texts(const std::vector<std::int64_t>& ids) {
  json::array out;
  for (const std::int64_t id : ids) out.push_back(text(id));
  return out;
}

json::object user_brief(const Portal& portal, std::int64_t id) {
  const User* user = portal.directory.user(id);
  return {{"id", text(id)},
          {"name", user ? user->full_name() : ""},
          {"link", "/company/personal/user/" + std::to_string(id) + "/"},
          {"icon", "/bitrix/images/tasks/default_avatar.png"},
          {"workPosition", user ? user->position : ""}};
}

json::object task_json(const Call& call, const Task& task, const TaskSelect& select) {
  const auto named = [&](std::string_view name) {
    return std::find(select.names.begin(), select.names.end(), name) != select.names.end();
  };
  const bool all = select.names.empty() || named("*");
  json::object out;
  for (const Field& field : main_fields()) {
    const bool status = std::string_view(field.name) == "STATUS" && named("REAL_STATUS");
    if (all || status || named(field.name) || std::string_view(field.name) == "ID") {
      out[camel_case(field.name)] = field.of(call, task);
    }
  }
  if (all || named("TAGS")) out["tags"] = tags(call, task);
  if (named("CHAT_ID") && call.portal.settings.chat_card) out["chatId"] = chat_of(task);
  const bool system = named("UF_CRM_TASK") || named("UF_TASK_WEBDAV_FILES") || named("UF_MAIL_MESSAGE");
  for (const auto& [id, field] : call.portal.fields.all()) {
    if (named("UF_*") || (field.system ? system : named(field.name))) add_custom(call, task, field, out);
  }
  add_companions(
      call, task,
      [&](const char* name) {
        return all || named(name) || (std::string_view(name) == "STATUS" && named("REAL_STATUS"));
      },
      out);
  return out;
}

json::object task_row(const Call& call, const Task& task) {
  return task_json(call, task, {{"*", "CHAT_ID"}});
}

json::object task_actions(const Portal& portal, const Caller& caller, const Task& task, bool upper) {
  const auto can = [&](Action action) { return allowed(portal, caller, task, action); };
  const bool edit = can(Action::kEdit);
  const std::vector<std::pair<const char*, bool>> flags = {{"ACCEPT", false},
                                                           {"DECLINE", false},
                                                           {"COMPLETE", can(Action::kComplete)},
                                                           {"APPROVE", can(Action::kApprove)},
                                                           {"DISAPPROVE", can(Action::kDisapprove)},
                                                           {"START", can(Action::kStart)},
                                                           {"PAUSE", can(Action::kPause)},
                                                           {"DELEGATE", can(Action::kDelegate)},
                                                           {"REMOVE", can(Action::kRemove)},
                                                           {"EDIT", edit},
                                                           {"DEFER", can(Action::kDefer)},
                                                           {"RENEW", can(Action::kRenew)},
                                                           {"CREATE", true},
                                                           {"CHANGE_DEADLINE", edit},
                                                           {"CHECKLIST_ADD_ITEMS", can(Action::kLabour)},
                                                           {"ADD_FAVORITE", true},
                                                           {"DELETE_FAVORITE", false},
                                                           {"RATE", edit},
                                                           {"TAKE", false}};
  json::object out;
  for (const auto& [name, flag] : flags) out[upper ? std::string(name) : camel_case(name)] = flag;
  const char* const dotted[] = {"edit.originator",      "checklist.reorder", "elapsedtime.add",
                                "dayplan.timer.toggle", "edit.plan",         "checklist.add",
                                "favorite.add",         "favorite.delete"};
  for (const std::string name : dotted) {
    const bool flag = name == "elapsedtime.add" ? can(Action::kLabour) : name == "favorite.add" || edit;
    std::string key = name;
    if (upper) {
      std::transform(key.begin(), key.end(), key.begin(),
                     [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    }
    out[key] = flag;
  }
  return out;
}

}  // namespace sd::portal_double
