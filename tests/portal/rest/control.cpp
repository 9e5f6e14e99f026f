#include "tests/portal/rest/control.h"

#include <charconv>
#include <unordered_map>

#include "tests/portal/engine/iso_time.h"
#include "tests/portal/engine/sample.h"
#include "tests/portal/engine/task_rules.h"
#include "tests/portal/rest/control_faults.h"
#include "tests/portal/rest/frames.h"
#include "tests/portal/rest/php_params.h"

namespace sd::portal_double {
namespace {

struct Asked {
  Control& control;
  const http::Request& request;
  json::object params;

  Portal& portal() const { return control.portal; }
  std::int64_t user() const { return int_at(params, "user").value_or(acting_user(control.portal, request)); }
};

using Body = json::value (*)(Asked&);

App& required_app(Asked& asked) {
  App* app = asked.portal().apps.find(text_at(asked.params, "client_id"));
  if (!app) throw Refusal(404, "APPLICATION_NOT_FOUND", "Application not found");
  return *app;
}

const char* kind_of(const User& user) {
  if (user.admin) return "administrator";
  return user.kind == UserKind::kEmployee   ? "employee"
         : user.kind == UserKind::kExtranet ? "extranet"
                                            : "email";
}

json::value health(Asked&) { return json::object{{"status", "ok"}}; }

json::object user_json(const User& user) {
  return {{"id", user.id},
          {"name", user.full_name()},
          {"kind", kind_of(user)},
          {"admin", user.admin},
          {"active", user.active}};
}

json::object group_json(const Portal& portal, const Group& group) {
  json::array members;
  for (const auto& [user, role] : group.members) members.push_back(user);
  return {{"id", group.id},
          {"name", group.name},
          {"extranet", group.extranet},
          {"owner", group.owner},
          {"members", std::move(members)},
          {"tasks", static_cast<std::int64_t>(portal.tasks.of_group(group.id).size())}};
}

json::object app_json(const App& app) {
  return {{"client_id", app.client_id}, {"id", app.id},           {"title", app.title},
          {"installed", app.installed}, {"handler", app.handler}, {"install", app.install},
          {"version", app.version}};
}

json::value state(Asked& asked) {
  Portal& portal = asked.portal();
  const std::int64_t me = acting_user(portal, asked.request);
  json::array users, groups, apps;
  for (const auto& [id, user] : portal.directory.users) users.push_back(user_json(user));
  for (const auto& [id, group] : portal.directory.groups) groups.push_back(group_json(portal, group));
  for (const auto& [client_id, app] : portal.apps.all()) apps.push_back(app_json(app));
  return json::object{{"domain", portal.settings.domain},
                      {"origin", portal.origin()},
                      {"member_id", portal.settings.member_id},
                      {"lang", portal.settings.russian ? "ru" : "en"},
                      {"now", iso(portal.clock.now(), 180)},
                      {"tasks", static_cast<std::int64_t>(portal.tasks.all().size())},
                      {"me", {{"id", me}}},
                      {"administrator", 1},
                      {"apps", std::move(apps)},
                      {"placements", placements_of(portal, me, "")},
                      {"users", std::move(users)},
                      {"groups", std::move(groups)}};
}

json::value clock(Asked& asked) {
  PortalClock& clock = asked.portal().clock;
  if (const json::value* set = find(asked.params, "set")) {
    if (set->is_null()) {
      clock.follow_machine();
    } else {
      const std::optional<Ms> at = read_instant(text_of(*set), 180);
      if (!at) throw Refusal(400, "ERROR_ARGUMENT", "\"set\" is no ISO instant");
      clock.set(*at, asked.params.contains("stand") ? flag_at(asked.params, "stand") : clock.standing());
    }
  }
  if (const auto by = int_at(asked.params, "advance_ms")) clock.advance(*by);
  if (const auto by = int_at(asked.params, "jump_ms")) clock.pass(*by);
  if (asked.params.contains("stand"))
    clock.stand(find(asked.params, "stand") && truthy(*find(asked.params, "stand")));
  return json::object{
      {"now", iso(clock.now(), 180)}, {"now_ms", clock.now()}, {"standing", clock.standing()}};
}

json::value put_app(Asked& asked) {
  const std::string client_id = text_at(asked.params, "client_id");
  if (client_id.empty()) throw Refusal(400, "ERROR_ARGUMENT", "\"client_id\" is missing");
  Portal& portal = asked.portal();
  App app = portal.apps.find(client_id) ? *portal.apps.find(client_id) : App{};
  app.client_id = client_id;
  for (const auto& [key, member] :
       {std::pair{"client_secret", &App::client_secret}, std::pair{"title", &App::title},
        std::pair{"handler", &App::handler}, std::pair{"install", &App::install}}) {
    if (asked.params.contains(key)) app.*member = text_at(asked.params, key);
  }
  if (const json::value* scopes = find(asked.params, "scopes")) app.scopes = texts_of(*scopes);
  app.api_only = flag_at(asked.params, "api_only");
  if (flag_at(asked.params, "reinstall")) app.installed = false;
  App& stored = portal.apps.put(std::move(app));
  if (stored.api_only) {
    stored.installed = true;
    portal.events.raise_for_app(stored, "ONAPPINSTALL",
                                {{{"VERSION"}, std::to_string(stored.version), true},
                                 {{"ACTIVE"}, "Y", false},
                                 {{"INSTALLED"}, "Y", false},
                                 {{"LANGUAGE_ID"}, portal.settings.russian ? "ru" : "en", false}},
                                stored.install, 1, false);
  }
  return json::object{{"client_id", client_id},
                      {"id", stored.id},
                      {"application_token", stored.application_token},
                      {"installed", stored.installed}};
}

json::value uninstall(Asked& asked) {
  Portal& portal = asked.portal();
  const App app = required_app(asked);
  const std::string clean = int_at(asked.params, "clean").value_or(0) != 0 ? "1" : "0";
  portal.events.raise_for_app(
      app, "ONAPPUNINSTALL",
      {{{"LANGUAGE_ID"}, portal.settings.russian ? "ru" : "en", false}, {{"CLEAN"}, clean, true}}, {}, 0,
      true);
  portal.events.forget_app(app.client_id);
  portal.apps.remove(app.client_id);
  return json::object{{"uninstalled", app.client_id}};
}

json::value update_app(Asked& asked) {
  Portal& portal = asked.portal();
  App& app = required_app(asked);
  const int before = app.version++;
  app.application_token = portal.secrets.hex(32);
  portal.events.raise_for_app(app, "ONAPPUPDATE",
                              {{{"VERSION"}, std::to_string(app.version), true},
                               {{"PREVIOUS_VERSION"}, std::to_string(before), true},
                               {{"LANGUAGE_ID"}, portal.settings.russian ? "ru" : "en", false}},
                              {}, 1, false);
  return json::object{{"version", app.version}};
}

json::value install_finish(Asked& asked) {
  finish_install(asked.portal(), required_app(asked));
  return json::object{{"installed", true}};
}

json::value set_scopes(Asked& asked) {
  App& app = required_app(asked);
  if (const json::value* scopes = find(asked.params, "scopes")) app.scopes = texts_of(*scopes);
  if (const json::value* denied = find(asked.params, "denied_users")) {
    app.denied_users.clear();
    for (const std::string& id : texts_of(*denied))
      app.denied_users.insert(int_of(json::value(id)).value_or(0));
  }
  return json::object{{"scopes", json::value_from(app.scopes)}};
}

json::value frame(Asked& asked) {
  FrameRequest request;
  request.user = asked.user();
  request.client_id = text_at(asked.params, "client_id");
  if (asked.params.contains("placement")) request.placement = text_at(asked.params, "placement");
  request.install = flag_at(asked.params, "install");
  if (const json::value* options = find(asked.params, "options")) {
    const json::value parsed = options->is_string() ? parse_or_null(text_of(*options)) : *options;
    if (parsed.is_object()) request.options = parsed.get_object();
  }
  return open_frame(asked.portal(), request);
}

json::value placements(Asked& asked) {
  return placements_of(asked.portal(), asked.user(), text_at(asked.params, "context"));
}

json::value bridge_command(Asked& asked) {
  return bridge(asked.portal(), text_at(asked.params, "app_sid"), text_at(asked.params, "command"),
                object_at(asked.params, "params"));
}

json::value act_as(Asked& asked) {
  if (const auto after = int_at(asked.params, "after_ms")) asked.portal().clock.pass(*after);
  const Caller caller = asked.portal().session(asked.user());
  return json::object{{"result", asked.control.rest.call_as(caller, text_at(asked.params, "method"),
                                                            object_at(asked.params, "params"))}};
}

json::value faults(Asked& asked) { return set_faults(asked.control, asked.params); }
json::value rename(Asked& asked) { return rename_portal(asked.control, asked.params); }
json::value whole_truth(Asked& asked) {
  return truth(asked.control, int_at(asked.params, "group").value_or(0));
}

json::value restart(Asked& asked) {
  if (!asked.control.restart) throw Refusal(501, "NOT_A_PROGRAM", "Only the program can be restarted");
  asked.control.restart(std::chrono::milliseconds{int_at(asked.params, "down_ms").value_or(500)});
  return json::object{};
}

double number_at(const json::object& params, std::string_view key, double fallback) {
  const json::value* value = find(params, key);
  return value && value->is_number() ? value->to_number<double>() : fallback;
}

json::value events(Asked& asked) {
  DeliveryFaults& faults = asked.control.faults;
  if (asked.request.method == "POST") {
    faults.drop = number_at(asked.params, "drop", faults.drop);
    faults.duplicate = number_at(asked.params, "duplicate", faults.duplicate);
    faults.delay_ms = static_cast<int>(int_at(asked.params, "delay_ms").value_or(faults.delay_ms));
    if (asked.params.contains("reorder")) faults.reorder = flag_at(asked.params, "reorder");
  }
  const DeliveryCounts counts = asked.control.counts();
  return json::object{{"sent", counts.sent},
                      {"failed", counts.failed},
                      {"dropped", counts.dropped},
                      {"queued", counts.queued},
                      {"offline", asked.portal().events.offline_waiting()}};
}

json::value requests(Asked& asked) {
  json::object out;
  for (const auto& [method, count] : asked.control.rest.counts) out[method] = count;
  return out;
}

json::value limits(Asked& asked) {
  Limits& limits = asked.portal().limits;
  if (asked.params.contains("mode")) limits.on = text_at(asked.params, "mode") == "cloud";
  limits.drain_per_second = number_at(asked.params, "drain", limits.drain_per_second);
  limits.capacity = number_at(asked.params, "capacity", limits.capacity);
  limits.operating_seconds = number_at(asked.params, "operating_seconds", limits.operating_seconds);
  if (asked.params.contains("method")) {
    limits.set_cost(text_at(asked.params, "method"), number_at(asked.params, "cost_ms", 0) / 1000.0);
  }
  return json::object{{"mode", limits.on ? "cloud" : "off"}};
}

json::value tokens(Asked& asked) {
  if (flag_at(asked.params, "expire")) asked.portal().apps.expire_access_tokens();
  if (const auto user = int_at(asked.params, "revoke")) asked.portal().apps.revoke(*user);
  if (const auto life = int_at(asked.params, "life_seconds")) asked.portal().apps.access_life = *life * 1000;
  return json::object{};
}

json::value webhook(Asked& asked) {
  const Webhook& hook = asked.portal().apps.add_webhook(asked.user(), {});
  return json::object{
      {"url", asked.portal().origin() + "/rest/" + std::to_string(hook.user) + "/" + hook.secret + "/"}};
}

json::value settings(Asked& asked) {
  if (asked.params.contains("photos")) asked.portal().settings.photos = flag_at(asked.params, "photos");
  if (asked.params.contains("chat_card"))
    asked.portal().settings.chat_card = flag_at(asked.params, "chat_card");
  if (asked.params.contains("offline_extended"))
    asked.portal().settings.offline_extended = flag_at(asked.params, "offline_extended");
  return json::object{{"chat_card", asked.portal().settings.chat_card},
                      {"offline_extended", asked.portal().settings.offline_extended}};
}

json::value restore(Asked& asked) {
  restore_task(asked.portal(), asked.portal().session(asked.user()),
               int_at(asked.params, "task").value_or(0));
  return json::object{};
}

json::value fill(Asked& asked) {
  return json::object{{"filled", fill_fields(asked.portal(), int_at(asked.params, "group").value_or(77))}};
}

json::value notices(Asked& asked) {
  json::array out;
  for (const auto& [id, notice] : asked.portal().notices) {
    out.push_back(
        json::object{{"id", id}, {"user", notice.user}, {"message", notice.message}, {"tag", notice.tag}});
  }
  return out;
}

json::value play(Asked& asked) {
  return asked.request.method == "POST" ? asked.control.start_play(asked.params) : asked.control.play_state();
}

const std::unordered_map<std::string, Body>& bodies() {
  static const std::unordered_map<std::string, Body> kBodies = {{"health", health},
                                                                {"state", state},
                                                                {"clock", clock},
                                                                {"app", put_app},
                                                                {"app/uninstall", uninstall},
                                                                {"app/update", update_app},
                                                                {"app/access", set_scopes},
                                                                {"install_finish", install_finish},
                                                                {"frame", frame},
                                                                {"placements", placements},
                                                                {"bridge", bridge_command},
                                                                {"act", act_as},
                                                                {"faults", faults},
                                                                {"rename", rename},
                                                                {"restart", restart},
                                                                {"truth", whole_truth},
                                                                {"events", events},
                                                                {"requests", requests},
                                                                {"limits", limits},
                                                                {"tokens", tokens},
                                                                {"webhook", webhook},
                                                                {"settings", settings},
                                                                {"restore", restore},
                                                                {"fill_fields", fill},
                                                                {"notices", notices},
                                                                {"play", play}};
  return kBodies;
}

}  // namespace

std::int64_t acting_user(const Portal& portal, const http::Request& request) {
  const std::string_view cookies = request.header("cookie").value_or("");
  const std::size_t at = cookies.find("double_user=");
  if (at == std::string_view::npos) return 1;
  std::int64_t user = 0;
  std::from_chars(cookies.data() + at + 12, cookies.data() + cookies.size(), user);
  return portal.directory.user(user) ? user : 1;
}

http::Response control(Control& control, const http::Request& request) {
  const std::string name = request.path.substr(std::string_view("/_double/").size());
  Asked asked{control, request, read_loose_params(request)};
  if (name.starts_with("rest/")) {
    return control.rest.serve_session(request, name.substr(5),
                                      control.portal.session(acting_user(control.portal, request)));
  }
  if (name == "login") {
    const std::int64_t user = int_at(asked.params, "user").value_or(1);
    if (!control.portal.directory.user(user)) throw Refusal(404, "USER_NOT_FOUND", "No such user");
    http::Response response = json_response(200, json::object{{"user", user}});
    response.headers.emplace_back("Set-Cookie",
                                  "double_user=" + std::to_string(user) + "; Path=/; SameSite=Lax");
    return response;
  }
  const auto body = bodies().find(name);
  if (body == bodies().end()) throw Refusal(404, "NOT_FOUND", "The double has no /_double/" + name);
  return json_response(200, body->second(asked));
}

}  // namespace sd::portal_double
