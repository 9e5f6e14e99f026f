#include "extension/app/settings_side.h"

namespace sd::app {

SettingsSide::SettingsSide(const Ports& ports)
    : titles(ports.portal, ports.stores.cards, ports.stores.settings, ports.sync_tickets),
      save_(ports.stores.tables, ports.stores.people, ports.stores.cards, ports.clock,
            [saved = ports.saved](PortalId portal, settings::Section, GroupId) { saved(portal); }),
      stages_({ports.portal, ports.stores.cards, ports.stores.settings, ports.stores.tables,
               ports.sync_stages, ports.sync_tickets, ports.revisions, ports.clock, ports.read_again,
               ports.saved}),
      group_({ports.stores.cards, ports.stores.tables, ports.revisions, ports.clock, ports.read_again}),
      handlers_({ports.guard, save_, stages_, group_, ports.stores.tables, ports.stores.cards,
                 ports.stores.people, ports.stores.settings, ports.clock}),
      summary_(ports.stores.cards, ports.stores.labour, ports.stores.plans),
      company_(
          {ports.guard, summary_, ports.stores.cards, ports.stores.people, ports.portal, ports.utc_offset}),
      mine_(ports.guard, ports.stores.cards, ports.stores.people, ports.portal) {}

void SettingsSide::add_routes(http::Router& router) {
  using Handler = http::Response (settings::SettingsHandlers::*)(const http::Request&);
  const auto add = [&](const char* method, const char* path, Handler handler) {
    router.add(method, path,
               [this, handler](const http::Request& request) { return (handlers_.*handler)(request); });
  };
  using settings::SettingsHandlers;
  add("GET", "/api/settings", &SettingsHandlers::context);
  add("GET", "/api/settings/section/:section", &SettingsHandlers::section);
  add("POST", "/api/settings/section/:section", &SettingsHandlers::save_section);
  add("GET", "/api/settings/stages", &SettingsHandlers::stages);
  add("POST", "/api/settings/stages", &SettingsHandlers::save_stages);
  add("GET", "/api/settings/group", &SettingsHandlers::group);
  add("POST", "/api/settings/group", &SettingsHandlers::save_group);
  add("GET", "/api/settings/release", &SettingsHandlers::release);
  add("POST", "/api/settings/release", &SettingsHandlers::do_release);
  add("GET", "/api/settings/journal", &SettingsHandlers::journal);
  add("GET", "/api/templates", &SettingsHandlers::templates);
  router.add("GET", "/api/company",
             [this](const http::Request& request) { return company_.company(request); });
  router.add("GET", "/api/mine", [this](const http::Request& request) { return mine_.mine(request); });
}

}  // namespace sd::app
