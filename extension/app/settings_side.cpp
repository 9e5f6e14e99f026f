#include "extension/app/settings_side.h"

#include "extension/zones/zones.h"

namespace sd::app {
namespace {

settings::CalendarChoices choices_of(const manifests::Manifests& manifests) {
  settings::CalendarChoices choices{zones::zone_names(), {}};
  for (const manifests::CountryCalendar& country : manifests.countries) {
    settings::CountryChoice choice{country.days, {}, {}};
    for (const auto& [language, title] : country.titles.by_language)
      choice.titles.emplace_back(language, title);
    for (const manifests::CountryYear& year : country.years) {
      choice.years.push_back({static_cast<int>(year.year), year.provisional, year.source});
    }
    choices.countries.push_back(std::move(choice));
  }
  return choices;
}

}  // namespace

SettingsSide::SettingsSide(const Ports& ports)
    : titles(ports.portal, ports.stores.cards, ports.stores.settings, ports.sync_tickets),
      calendar({ports.calendar_portal, ports.stores.tables, ports.clock,
                manifests::country_days(ports.manifests), ports.utc_offset, ports.saved}),
      save_(
          ports.stores.tables, ports.stores.people, ports.stores.cards, ports.clock,
          [saved = ports.saved](PortalId portal, settings::Section, GroupId) { saved(portal); },
          [&calendars = ports.calendars](const settings::SaveCommand& command) {
            return calendars.check(command.editor.portal, command.section, command.group, command.rows);
          }),
      stages_({ports.portal, ports.stores.cards, ports.stores.settings, ports.stores.tables,
               ports.sync_stages, ports.sync_tickets, ports.revisions, ports.clock, ports.read_again,
               ports.saved}),
      group_({ports.stores.cards, ports.stores.settings, ports.stores.tables, ports.revisions, ports.clock,
              ports.read_again, ports.saved}),
      directory_(ports.guard, ports.stores.cards, ports.stores.people),
      handlers_({ports.guard, save_, stages_, group_, ports.stores.tables, ports.stores.cards,
                 ports.stores.people, directory_, ports.stores.settings, ports.clock, calendar,
                 choices_of(ports.manifests), ports.utc_offset}),
      summary_(ports.stores.cards, ports.stores.labour_facts, ports.stores.plans),
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
  add("GET", "/api/settings/calendar", &SettingsHandlers::calendar);
  add("GET", "/api/settings/stages", &SettingsHandlers::stages);
  add("POST", "/api/settings/stages", &SettingsHandlers::save_stages);
  add("GET", "/api/settings/group", &SettingsHandlers::group);
  add("POST", "/api/settings/group", &SettingsHandlers::save_group);
  add("GET", "/api/settings/release", &SettingsHandlers::release);
  add("POST", "/api/settings/release", &SettingsHandlers::do_release);
  add("GET", "/api/settings/journal", &SettingsHandlers::journal);
  router.add("GET", "/api/settings/find",
             [this](const http::Request& request) { return directory_.find(request); });
  router.add("GET", "/api/settings/names",
             [this](const http::Request& request) { return directory_.names(request); });
  add("GET", "/api/templates", &SettingsHandlers::templates);
  router.add("GET", "/api/company",
             [this](const http::Request& request) { return company_.company(request); });
  router.add("GET", "/api/mine", [this](const http::Request& request) { return mine_.mine(request); });
}

}  // namespace sd::app
