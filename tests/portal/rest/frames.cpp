#include "tests/portal/rest/frames.h"

#include "tests/portal/engine/refusal.h"
#include "tests/portal/rest/php_params.h"
#include "tests/portal/rest/values.h"

namespace sd::portal_double {
namespace {

std::string language(const Portal& portal) { return portal.settings.russian ? "ru" : "en"; }

const Placement* bound(const App& app, const std::string& code) {
  for (const Placement& placement : app.placements) {
    if (placement.code == code) return &placement;
  }
  return nullptr;
}

App& choose_app(Portal& portal, const FrameRequest& request) {
  if (!request.client_id.empty()) {
    App* app = portal.apps.find(request.client_id);
    if (!app) throw Refusal(404, "APPLICATION_NOT_FOUND", "Application not found");
    return *app;
  }
  for (auto& [client_id, app] : portal.apps.all()) {
    if (bound(app, request.placement)) return app;
  }
  if (portal.apps.all().empty()) throw Refusal(404, "APPLICATION_NOT_FOUND", "Application not found");
  return portal.apps.all().begin()->second;
}

std::string title_of(const Portal& portal, const App& app, const Placement* placement) {
  if (!placement) return app.title;
  for (const std::string& lang : {language(portal), std::string("en")}) {
    const auto texts = placement->lang.find(lang);
    if (texts == placement->lang.end()) continue;
    const auto title = texts->second.find("TITLE");
    if (title != texts->second.end() && !title->second.empty()) return title->second;
  }
  return placement->title.empty() ? app.title : placement->title;
}

// PHP's json_encode writes "\/".
std::string php_json(const json::value& value) {
  std::string out;
  for (const char c : json::serialize(value)) {
    if (c == '/') out += '\\';
    out += c;
  }
  return out;
}

json::object options_of(const FrameRequest& request) {
  json::object options = request.options;
  if (const json::value* group = options.if_contains("GROUP_ID"); group && !options.contains("URI")) {
    const std::string id = text_of(*group);  // adding a key moves what `group` points to
    options["GROUP_ID"] = id;
    options["URI"] = "/workgroups/group/" + id + "/";
  }
  return options;
}

std::string seconds_left(const Portal& portal, const Grant& grant) {
  return std::to_string((grant.expires - portal.clock.lease_now()) / 1000);
}

json::object option_values(const std::map<std::string, std::string>& options) {
  json::object out;
  for (const auto& [name, text] : options) out[name] = parse_or_null(text);
  return out;
}

json::object init_data(Portal& portal, const std::string&, const Frame& frame, App& app) {
  const Grant grant = portal.apps.grant(app.client_id, frame.user, true);
  const User* user = portal.directory.user(frame.user);
  return {{"LANG", language(portal)},
          {"DOMAIN", portal.settings.domain},
          {"PROTOCOL", portal.settings.https ? "1" : "0"},
          {"PATH", "/rest"},
          {"AUTH_ID", grant.access},
          {"AUTH_EXPIRES", seconds_left(portal, grant)},
          {"REFRESH_ID", grant.refresh},
          {"MEMBER_ID", portal.settings.member_id},
          {"FIRST_RUN", app.first_run},
          {"IS_ADMIN", user && user->admin},
          {"INSTALL", frame.install},
          {"USER_OPTIONS", option_values(app.user_options[frame.user])},
          {"APP_OPTIONS", option_values(app.options)},
          {"PLACEMENT", frame.placement},
          {"PLACEMENT_OPTIONS", parse_or_null(frame.options)}};
}

}  // namespace

json::object open_frame(Portal& portal, const FrameRequest& request) {
  App& app = choose_app(portal, request);
  const User* user = portal.directory.user(request.user);
  if (!user || !user->active || app.denied_users.contains(request.user)) {
    throw Refusal(403, "user_access_error", "The user does not have access to the application.");
  }
  const bool install = request.install || (!app.installed && !app.install.empty());
  if (!app.installed && !user->admin)
    throw Refusal(403, "APPLICATION_NOT_INSTALLED", "The application is not installed");
  const Placement* placement = bound(app, request.placement);
  const std::string handler = install && !app.install.empty() ? app.install
                              : placement                     ? placement->handler
                                                              : app.handler;
  const json::object options = options_of(request);
  const std::string options_text =
      options.empty() && request.placement == "DEFAULT" ? "[]" : php_json(options);
  const std::string sid = portal.secrets.hex(32);
  portal.frames[sid] = {app.client_id, request.user, request.placement, json::serialize(options), install};

  FormWriter query;
  query.add("DOMAIN", portal.settings.domain);
  query.add("PROTOCOL", portal.settings.https ? "1" : "0");
  query.add("LANG", language(portal));
  query.add("APP_SID", sid);
  const Grant grant = portal.apps.grant(app.client_id, request.user, true);
  json::object fields{{"AUTH_ID", grant.access},
                      {"AUTH_EXPIRES", seconds_left(portal, grant)},
                      {"REFRESH_ID", grant.refresh},
                      {"SERVER_ENDPOINT", portal.client_endpoint()},
                      {"APPLICATION_TOKEN", app.application_token},
                      {"APPLICATION_SCOPE", app.scope_list()},
                      {"member_id", portal.settings.member_id},
                      {"status", "L"},
                      {"PLACEMENT", request.placement},
                      {"PLACEMENT_OPTIONS", options_text}};
  const std::size_t path = handler.find('/', handler.find("://") + 3);
  return {{"url", handler + (handler.find('?') == std::string::npos ? "?" : "&") + query.take()},
          {"fields", std::move(fields)},
          {"app_sid", sid},
          {"name", portal.settings.domain + (portal.settings.https ? "|1|" : "|0|") + sid},
          {"title", title_of(portal, app, placement)},
          {"origin", handler.substr(0, path)},
          {"install", install}};
}

json::array placements_of(Portal& portal, std::int64_t user, const std::string& context) {
  const std::string prefix = context == "group"       ? "SONET_GROUP_DETAIL_TAB"
                             : context == "task"      ? "TASK_VIEW_"
                             : context == "left_menu" ? "LEFT_MENU"
                             : context == "company"   ? "CRM_COMPANY_DETAIL_TAB"
                             : context == "user"      ? "USER_PROFILE_"
                             : context.empty()        ? ""
                                                      : "-";
  json::array out;
  for (const auto& [client_id, app] : portal.apps.all()) {
    if (!app.installed || !app.active || app.denied_users.contains(user)) continue;
    for (const Placement& placement : app.placements) {
      if (!placement.code.starts_with(prefix)) continue;
      out.push_back(json::object{{"placement", placement.code},
                                 {"title", title_of(portal, app, &placement)},
                                 {"client_id", client_id},
                                 {"handler", placement.handler}});
    }
  }
  return out;
}

void finish_install(Portal&, App& app) {
  app.installed = true;
  app.first_run = false;
}

json::object bridge(Portal& portal, const std::string& app_sid, const std::string& command,
                    const json::object& params) {
  const auto frame = portal.frames.find(app_sid);
  App* app = frame == portal.frames.end() ? nullptr : portal.apps.find(frame->second.app);
  if (!app) throw Refusal(404, "FRAME_NOT_FOUND", "No such frame");
  const User* user = portal.directory.user(frame->second.user);
  const bool admin = user && user->admin;
  if (command == "getInitData") return {{"reply", init_data(portal, app_sid, frame->second, *app)}};
  if (command == "refreshAuth") {
    const Grant old = portal.apps.grant(app->client_id, frame->second.user, true);
    const std::optional<Grant> grant = portal.apps.redeem_refresh(app->client_id, old.refresh);
    return {{"reply",
             {{"AUTH_ID", grant->access},
              {"AUTH_EXPIRES", seconds_left(portal, *grant)},
              {"REFRESH_ID", grant->refresh}}}};
  }
  if (command == "getInterface") {
    return {{"reply", {{"command", json::array{}}, {"event", json::array{}}}}};
  }
  if (command == "selectCRM") {
    const json::array none;
    return {
        {"reply", {{"lead", none}, {"contact", none}, {"company", none}, {"deal", none}, {"quote", none}}}};
  }
  if (command == "setInstall") {
    app->first_run = false;
    return {{"reply", params}};
  }
  if (command == "setInstallFinish") {
    if (!admin) return {};
    finish_install(portal, *app);
    return {{"reply", json::object{}}, {"reload", true}};
  }
  if (command == "setAppOption" || command == "setUserOption") {
    const bool for_app = command == "setAppOption";
    if (for_app && !admin) return {};
    auto& options = for_app ? app->options : app->user_options[frame->second.user];
    const json::value* value = find(params, "value");
    options[text_at(params, "name")] = value ? json::serialize(*value) : "null";
    return {{"reply", option_values(options)}};
  }
  return {};
}

}  // namespace sd::portal_double
