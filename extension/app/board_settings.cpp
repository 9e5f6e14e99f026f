#include "extension/app/board_settings.h"

#include "kanban/http/calendar_json.h"
#include "kanban/unagreed_work.h"

namespace sd::app {

Result<kanban::BoardSettings> board_settings(const BoardSettingsPorts& ports, PortalId portal,
                                             GroupId group) {
  kanban::SettingsStore& store = ports.store;
  const auto types = store.dictionary(portal, kanban::DictionaryKind::kType);
  if (!types) return types.error();
  const auto stoppers = store.dictionary(portal, kanban::DictionaryKind::kStopper);
  if (!stoppers) return stoppers.error();
  auto own = store.thresholds(portal);
  if (!own) return own.error();
  auto rules = store.stage_rules(portal, group);
  if (!rules) return rules.error();
  const auto unagreed = kanban::unagreed_of(store, portal, group);
  if (!unagreed) return unagreed.error();
  const auto calendar = ports.calendars.of_group(portal, group);
  if (!calendar) return calendar.error();
  const bool working = calendar->timers_in_working_time;
  const Millis day = working ? calendar->calendar.working_day() : ports.manifest.day;
  const manifests::Limits lu = ports.manifest.default_limits(manifests::Timer::kLastUpdate, day);
  const manifests::Limits wia = ports.manifest.default_limits(manifests::Timer::kWorkInAge, day);
  kanban::BoardSettings settings{*types,
                                 *stoppers,
                                 lu.warn,
                                 lu.alarm,
                                 wia.warn,
                                 wia.alarm,
                                 std::move(own).value(),
                                 {std::move(rules).value(), *unagreed}};
  if (working) settings.working_time = kanban::calendar_json(calendar->calendar, ports.clock.now());
  return settings;
}

}  // namespace sd::app
