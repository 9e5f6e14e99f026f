#include "tests/portal/rest/event_json.h"
#include "tests/portal/rest/php_params.h"

namespace sd::portal_double {
namespace {

std::string scope_of(const Delivery& delivery) {
  if (!delivery.server_scope.empty()) return delivery.server_scope;
  for (const auto& [name, scope] : event_catalogue()) {
    if (name == delivery.event) return scope == "sonet_group" ? "sonet" : scope;
  }
  return {};
}

}  // namespace

std::string delivery_form(Portal& portal, const Delivery& delivery) {
  FormWriter form;
  const auto seconds = [](Ms at) { return std::to_string(at / 1000); };
  form.add("event", delivery.event);
  form.add("event_handler_id", std::to_string(delivery.handler_id));
  for (const EventValue& value : delivery.data) form.add("data", value.path, value.text);
  form.add("ts", seconds(portal.clock.now()));
  if (!delivery.bare && delivery.actor != 0) {
    const Grant grant = portal.apps.grant(delivery.app, delivery.actor, delivery.with_refresh);
    form.add("auth[access_token]", grant.access);
    form.add("auth[expires]", seconds(grant.expires));
    form.add("auth[expires_in]", seconds(grant.expires - portal.clock.lease_now()));
    form.add("auth[scope]", scope_of(delivery));
    form.add("auth[status]", "L");
    form.add("auth[user_id]", std::to_string(delivery.actor));
    if (delivery.with_refresh) form.add("auth[refresh_token]", grant.refresh);
  }
  form.add("auth[domain]", portal.settings.domain);
  form.add("auth[server_endpoint]", portal.client_endpoint());
  form.add("auth[client_endpoint]", portal.client_endpoint());
  form.add("auth[member_id]", portal.settings.member_id);
  form.add("auth[application_token]", delivery.application_token);
  return form.take();
}

}  // namespace sd::portal_double
