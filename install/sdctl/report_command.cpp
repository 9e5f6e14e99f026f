#include "extension/core/iso_time.h"
#include "install/sdctl/chosen_portal.h"
#include "install/sdctl/commands.h"
#include "install/sdctl/opened.h"
#include "kanban/sql/soci_card_store.h"
#include "kanban/sql/soci_settings_store.h"
#include "reports/http/snapshot_json.h"

namespace sd::sdctl {
namespace {

Result<kanban::Dictionary> dictionary(kanban::SettingsStore& settings, PortalId portal,
                                      kanban::DictionaryKind kind) {
  const Result<std::vector<kanban::DictionaryEntry>> entries = settings.dictionary(portal, kind);
  if (!entries) return entries.error();
  std::vector<std::string> titles;
  for (const kanban::DictionaryEntry& entry : *entries) titles.push_back(entry.title);
  return kanban::Dictionary(std::move(titles));
}

Result<std::string> snapshot(const config::Config& config, const SnapshotOptions& options, TimePoint at) {
  const Result<Opened> opened = open_databases(config, true);
  if (!opened) return opened.error();
  const Result<PortalRow> portal = chosen_portal(*opened->database, options.portal);
  if (!portal) return portal.error();
  kanban::sql::SociSettingsStore settings(*opened->database);
  kanban::GroupRules rules;
  Result<kanban::Dictionary> types = dictionary(settings, portal->id, kanban::DictionaryKind::kType);
  if (!types) return types.error();
  Result<kanban::Dictionary> stoppers = dictionary(settings, portal->id, kanban::DictionaryKind::kStopper);
  if (!stoppers) return stoppers.error();
  rules.types = std::move(types).value();
  rules.stoppers = std::move(stoppers).value();
  kanban::sql::SociCardStore cards(*opened->database);
  return reports::snapshot_json(cards, portal->id, GroupId{options.group}, at, options.at, rules);
}

}  // namespace

int report_snapshot(const config::Config& config, const SnapshotOptions& options, Streams streams) {
  const Result<TimePoint> at = parse_iso_time(options.at);
  if (!at) {
    streams.err << "sdctl: --at: " << at.error().detail << ". Write it like 2012-05-01T00:00:00+02:00.\n";
    return kCannotRun;
  }
  const Result<std::string> text = snapshot(config, options, *at);
  if (!text) {
    streams.err << "sdctl: " << in_words(text.error()) << "\n";
    return kFailed;
  }
  streams.out << *text;
  if (text->empty() || text->back() != '\n') streams.out << "\n";
  return kOk;
}

}  // namespace sd::sdctl
