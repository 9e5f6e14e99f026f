#include "extension/app/board_settings.h"

namespace sd::app {

Result<kanban::BoardSettings> board_settings(const manifests::Settings& manifest,
                                             kanban::SettingsStore& store, PortalId portal, GroupId group) {
  const auto types = store.dictionary(portal, kanban::DictionaryKind::kType);
  if (!types) return types.error();
  const auto stoppers = store.dictionary(portal, kanban::DictionaryKind::kStopper);
  if (!stoppers) return stoppers.error();
  auto own = store.thresholds(portal);
  if (!own) return own.error();
  auto rules = store.stage_rules(portal, group);
  if (!rules) return rules.error();
  const manifests::Limits lu = manifest.default_limits(manifests::Timer::kLastUpdate);
  const manifests::Limits wia = manifest.default_limits(manifests::Timer::kWorkInAge);
  return kanban::BoardSettings{*types,
                               *stoppers,
                               lu.warn,
                               lu.alarm,
                               wia.warn,
                               wia.alarm,
                               std::move(own).value(),
                               std::move(rules).value()};
}

}  // namespace sd::app
