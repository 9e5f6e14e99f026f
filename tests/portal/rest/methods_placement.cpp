// placement.* (portal-api 6.2). Some of its errors come with HTTP 200, as documented.
#include <algorithm>

#include "tests/portal/rest/call.h"

namespace sd::portal_double {
namespace {

const std::vector<std::pair<std::string, std::string>>& placements() {
  static const std::vector<std::pair<std::string, std::string>> kPlacements = {
      {"SONET_GROUP_DETAIL_TAB", "sonet_group"},
      {"SONET_GROUP_TOOLBAR", "sonet_group"},
      {"SONET_GROUP_ROBOT_DESIGNER_TOOLBAR", "sonet_group"},
      {"TASK_GROUP_LIST_TOOLBAR", "task"},
      {"TASK_USER_LIST_TOOLBAR", "task"},
      {"TASK_LIST_CONTEXT_MENU", "task"},
      {"TASK_ROBOT_DESIGNER_TOOLBAR", "task"},
      {"TASK_VIEW_TAB", "task"},
      {"TASK_VIEW_SIDEBAR", "task"},
      {"TASK_VIEW_TOP_PANEL", "task"},
      {"LEFT_MENU", ""},
      {"CRM_COMPANY_DETAIL_TAB", "crm"},
      {"CRM_COMPANY_LIST_MENU", "crm"},
      {"CRM_COMPANY_DETAIL_TOOLBAR", "crm"},
      {"CRM_COMPANY_DETAIL_ACTIVITY", "crm"},
      {"CRM_CONTACT_DETAIL_TAB", "crm"},
      {"USER_PROFILE_MENU", "user|user_basic|user_brief"},
      {"USER_PROFILE_TOOLBAR", "user|user_basic|user_brief"},
      {"REST_APP_URI", ""},
      {"PAGE_BACKGROUND_WORKER", ""}};
  return kPlacements;
}

Refusal argument_missing(const char* name, int status) {
  Refusal refusal(status, "ERROR_ARGUMENT", std::string("Argument '") + name + "' is null or empty");
  refusal.argument = name;
  return refusal;
}

std::string required(const Call& call, const char* name, int status) {
  const std::string text = text_at(call.params, name);
  if (text.empty()) throw argument_missing(name, status);
  return text;
}

json::value bind_placement(Call& call) {
  App& app = call.app();
  call.require_admin("Access denied!");
  Placement placement;
  placement.code = required(call, "PLACEMENT", 200);
  const auto known = std::find_if(placements().begin(), placements().end(),
                                  [&](const auto& entry) { return entry.first == placement.code; });
  if (known == placements().end() || !has_scope(call.portal, call.caller, known->second)) {
    throw Refusal(200, "ERROR_PLACEMENT_NOT_FOUND", "Placement not found");
  }
  placement.handler = required(call, "HANDLER", 200);
  if (!placement.handler.starts_with("http://") && !placement.handler.starts_with("https://")) {
    throw Refusal(400, "ERROR_UNSUPPORTED_PROTOCOL", "Unsupported placement handler protocol");
  }
  if (placement.handler.size() > 255) throw Refusal(400, "ERROR_WRONG_HANDLER_URL", "Wrong handler URL");
  if (int_at(call.params, "USER_ID").value_or(0) != 0) {
    throw Refusal(200, "ERROR_PLACEMENT_USER_MODE", "User mode is not available for this placement");
  }
  placement.options = texts_by_key(object_at(call.params, "OPTIONS"));
  const bool single = placement.code == "REST_APP_URI" || placement.code == "PAGE_BACKGROUND_WORKER";
  if (placement.code == "PAGE_BACKGROUND_WORKER" && placement.options["errorHandlerUrl"].empty()) {
    throw Refusal(200, "EMPTY_ERROR_HANDLER_URL", "errorHandlerUrl is empty");
  }
  for (const Placement& bound : app.placements) {
    if (bound.code != placement.code) continue;
    if (single) throw Refusal(200, "ERROR_PLACEMENT_MAX_COUNT", "Placement handlers count exceeded");
    if (bound.handler == placement.handler) {
      throw core_error("Unable to set placement handler: Handler already binded");
    }
  }
  placement.title = text_at(call.params, "TITLE");
  placement.description = text_at(call.params, "DESCRIPTION");
  placement.group_name = text_at(call.params, "GROUP_NAME");
  for (const auto& entry : object_at(call.params, "LANG_ALL")) {
    if (entry.value().is_object())
      placement.lang[std::string(entry.key())] = texts_by_key(entry.value().get_object());
  }
  app.placements.push_back(std::move(placement));
  return true;
}

json::value unbind_placement(Call& call) {
  App& app = call.app();
  call.require_admin("Access denied!");
  const std::string code = required(call, "PLACEMENT", 400);
  const std::string handler = text_at(call.params, "HANDLER");
  const auto count = std::erase_if(app.placements, [&](const Placement& bound) {
    return bound.code == code && (handler.empty() || bound.handler == handler);
  });
  return json::object{{"count", static_cast<std::int64_t>(count)}};
}

json::value get_placement(Call& call) {
  json::array out;
  for (const Placement& bound : call.app().placements) {
    json::object lang;
    for (const auto& [code, texts] : bound.lang) {
      json::object row{{"TITLE", ""}, {"DESCRIPTION", ""}, {"GROUP_NAME", ""}};
      for (const auto& [key, text] : texts) row[key] = text;
      lang[code] = std::move(row);
    }
    json::object options;
    for (const auto& [key, text] : bound.options) options[key] = text;
    const std::string language = call.portal.settings.russian ? "ru" : "en";
    std::string title = bound.title;
    if (title.empty() && bound.lang.contains(language))
      title = text_at(lang.at(language).get_object(), "TITLE");
    out.push_back(
        json::object{{"placement", bound.code},
                     {"userId", bound.user},
                     {"handler", bound.handler},
                     {"options", options.empty() ? json::value(json::array{}) : json::value(options)},
                     {"title", title},
                     {"description", bound.description},
                     {"langAll", lang.empty() ? json::value(json::array{}) : json::value(lang)}});
  }
  return out;
}

json::value list_placements(Call& call) {
  json::array out;
  for (const auto& [code, scope] : placements()) {
    if (flag_at(call.params, "FULL") || has_scope(call.portal, call.caller, scope))
      out.push_back(json::value(code));
  }
  return out;
}

}  // namespace

void add_placement_methods(MethodTable& table) {
  table["placement.bind"] = {"placement", bind_placement, false, true};
  table["placement.unbind"] = {"placement", unbind_placement, false, true};
  table["placement.get"] = {"placement", get_placement, false, true};
  table["placement.list"] = {"placement", list_placements, false, true};
}

}  // namespace sd::portal_double
