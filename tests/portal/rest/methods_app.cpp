// Service methods every application has: app.*, profile, scope, options (portal-api 2.7).
#include <algorithm>

#include "tests/portal/rest/call.h"

namespace sd::portal_double {
namespace {

json::value app_info(Call& call) {
  const std::string license = (call.portal.settings.russian ? "ru" : "en") +
                              std::string(call.portal.settings.cloud ? "_project" : "_selfhosted");
  if (call.caller.app.empty()) {
    return json::object{{"SCOPE", json::value_from(scopes_of(call.portal, call.caller))},
                        {"LICENSE", license}};
  }
  const App& app = call.app();
  return json::object{{"ID", app.id},
                      {"CODE", app.client_id},
                      {"VERSION", app.version},
                      {"STATUS", "L"},
                      {"INSTALLED", app.installed},
                      {"PAYMENT_EXPIRED", "N"},
                      {"DAYS", nullptr},
                      {"LANGUAGE_ID", call.portal.settings.russian ? "ru" : "en"},
                      {"LICENSE", license},
                      {"LICENSE_TYPE", call.portal.settings.cloud ? "project" : "selfhosted"},
                      {"LICENSE_FAMILY", call.portal.settings.cloud ? "project" : "selfhosted"}};
}

json::value profile(Call& call) {
  const User* user = call.portal.directory.user(call.caller.user);
  if (!user || !user->active) return json::array{};
  return json::object{{"ID", std::to_string(user->id)},
                      {"ADMIN", user->admin},
                      {"NAME", user->name},
                      {"LAST_NAME", user->last_name},
                      {"PERSONAL_GENDER", std::string(1, user->gender)},
                      {"TIME_ZONE", user->time_zone},
                      {"TIME_ZONE_OFFSET", user->offset_minutes * 60}};
}

json::value user_admin(Call& call) { return call.caller.admin; }

json::value user_access(Call& call) {
  const json::value* codes = find(call.params, "ACCESS");
  const std::string own = "U" + std::to_string(call.caller.user);
  const User* user = call.portal.directory.user(call.caller.user);
  for (const std::string& code : codes ? texts_of(*codes) : std::vector<std::string>{}) {
    if (code == own || code == "AU" || (code == "IU" && user && user->staff())) return true;
  }
  return false;
}

json::value access_name(Call& call) {
  json::object out;
  const json::value* codes = find(call.params, "ACCESS");
  for (const std::string& code : codes ? texts_of(*codes) : std::vector<std::string>{}) {
    if (code.size() < 2) continue;
    const std::int64_t id = int_of(json::value(code.substr(code.find_first_of("0123456789")))).value_or(0);
    if (const User* user = call.portal.directory.user(id); user && code[0] == 'U') {
      out[code] = {{"provider", ""}, {"name", user->full_name()}, {"provider_id", "user"}};
    }
  }
  return out;
}

json::value scope(Call& call) {
  const bool full = flag_at(call.params, "full") || flag_at(call.params, "FULL");
  return json::value_from(full ? all_scopes() : scopes_of(call.portal, call.caller));
}

json::value methods(Call& call) {
  std::vector<std::string> names;
  for (const auto& [name, method] : methods_v2()) {
    if (has_scope(call.portal, call.caller, method.scope)) names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  return json::value_from(names);
}

json::value method_get(Call& call) {
  std::string name = text_at(call.params, "name");
  std::transform(name.begin(), name.end(), name.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  const auto found = methods_v2().find(name);
  const bool exists = found != methods_v2().end();
  return json::object{{"isExisting", exists},
                      {"isAvailable", exists && has_scope(call.portal, call.caller, found->second.scope)}};
}

json::value feature_get(Call& call) {
  const std::string code = text_at(call.params, "CODE");
  const bool known = (code == "rest_offline_extended" && call.portal.settings.offline_extended) ||
                     code == "rest_auth_connector";
  return json::object{{"value", known ? "Y" : "N"}};
}

json::value server_time(Call& call) { return json::value(call.date(call.portal.clock.now())); }

// Options keep JSON texts; the answer is the object, or one value, or null.
json::value options_json(const std::map<std::string, std::string>& options, const json::object& params) {
  if (const json::value* one = find(params, "option")) {
    const auto found = options.find(text_of(*one));
    return found == options.end() ? json::value(nullptr) : parse_or_null(found->second);
  }
  if (options.empty()) return json::array{};
  json::object out;
  for (const auto& [name, value] : options) out[name] = parse_or_null(value);
  return out;
}

void store_options(std::map<std::string, std::string>& options, const json::object& params) {
  const json::value* given = find(params, "options");
  if (!given || !given->is_object() || given->get_object().empty()) {
    throw Refusal(400, "ArgumentNullException", "Argument 'options' is null or empty");
  }
  for (const auto& entry : given->get_object())
    options[std::string(entry.key())] = json::serialize(entry.value());
}

json::value app_option_get(Call& call) { return options_json(call.app().options, call.params); }
json::value user_option_get(Call& call) {
  return options_json(call.app().user_options[call.caller.user], call.params);
}
json::value app_option_set(Call& call) {
  App& app = call.app();
  if (!call.caller.admin) throw Refusal(403, "AccessException", "Administrator authorization required");
  store_options(app.options, call.params);
  return true;
}
json::value user_option_set(Call& call) {
  store_options(call.app().user_options[call.caller.user], call.params);
  return true;
}

}  // namespace

void add_app_methods(MethodTable& table) {
  table["app.info"] = {"", app_info};
  table["profile"] = {"", profile};
  table["user.admin"] = {"", user_admin};
  table["user.access"] = {"", user_access};
  table["access.name"] = {"", access_name};
  table["scope"] = {"", scope};
  table["methods"] = {"", methods};
  table["method.get"] = {"", method_get};
  table["feature.get"] = {"", feature_get};
  table["server.time"] = {"", server_time};
  table["app.option.get"] = {"", app_option_get, false, true};
  table["app.option.set"] = {"", app_option_set, false, true};
  table["user.option.get"] = {"", user_option_get, false, true};
  table["user.option.set"] = {"", user_option_set, false, true};
}

}  // namespace sd::portal_double
