#include "extension/portal/portal_admin_rest.h"

#include "extension/portal/app.h"
#include "extension/portal/events.h"
#include "extension/portal/placements.h"
#include "extension/portal/userfields.h"

namespace sd::portal {

Result<AppInfo> PortalAdminRest::app_guard(const std::string& server_endpoint, const Secret& access) {
  const auto server = oauth_.server_address(server_endpoint);
  if (!server) return server.error();
  return ask_app_info(transport_, *server, access);
}

Result<Introduction> PortalAdminRest::introduce(const Claim& claim) { return oauth_.introduce(claim); }

Result<Profile> PortalAdminRest::verify(PortalId portal, const Secret& access) {
  return ask_profile(caller_, portal, access);
}

Result<Tokens> PortalAdminRest::follow(PortalId portal, const Secret& refresh) {
  return oauth_.follow(portal, refresh);
}

Result<AppInfo> PortalAdminRest::app_info(const Actor& actor) {
  const auto answer = caller_.call(actor, {"app.info"});
  if (!answer) return answer.error();
  return decode_app_info(answer->result);
}

Result<std::vector<std::string>> PortalAdminRest::scopes(const Actor& actor) {
  return list_scopes(caller_, actor);
}

Result<bool> PortalAdminRest::feature(const Actor& actor, const std::string& code) {
  return ask_feature(caller_, actor, code);
}

Result<TimePoint> PortalAdminRest::server_time(const Actor& actor) { return ask_server_time(caller_, actor); }

Result<std::vector<EventBinding>> PortalAdminRest::events(const Actor& actor) {
  return list_events(caller_, actor);
}

Status PortalAdminRest::bind_event(const Actor& actor, const EventBinding& binding) {
  return portal::bind_event(caller_, actor, binding);
}

Result<std::int64_t> PortalAdminRest::unbind_event(const Actor& actor, const EventBinding& binding) {
  return portal::unbind_event(caller_, actor, binding);
}

Result<std::vector<PlacementBinding>> PortalAdminRest::placements(const Actor& actor) {
  return list_placements(caller_, actor);
}

Status PortalAdminRest::bind_placement(const Actor& actor, const PlacementBinding& binding) {
  return portal::bind_placement(caller_, actor, binding);
}

Result<std::int64_t> PortalAdminRest::unbind_placement(const Actor& actor, const std::string& code,
                                                       const std::string& handler) {
  return portal::unbind_placement(caller_, actor, code, handler);
}

Result<std::vector<TaskField>> PortalAdminRest::task_fields(const Actor& actor) {
  return list_task_fields(caller_, actor);
}

Result<std::int64_t> PortalAdminRest::add_task_field(const Actor& actor, const TaskField& field) {
  return portal::add_task_field(caller_, actor, field);
}

Status PortalAdminRest::update_task_field(const Actor& actor, const TaskField& field) {
  return portal::update_task_field(caller_, actor, field);
}

}  // namespace sd::portal
