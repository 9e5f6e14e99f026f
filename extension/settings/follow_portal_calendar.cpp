#include "extension/settings/follow_portal_calendar.h"

#include <algorithm>

#include "extension/settings/rules/portal_lines.h"

namespace sd::settings {

Result<bool> FollowPortalCalendar::follows(PortalId portal) {
  const auto saves = ports_.tables.since(portal, Section::kCalendar, GroupId{}, 0);
  if (!saves) return saves.error();
  return std::all_of(saves->begin(), saves->end(), [](const Saved& save) { return save.by == UserId{0}; });
}

Status FollowPortalCalendar::run(PortalId portal) {
  const Result<bool> follows = this->follows(portal);
  if (!follows) return follows.error();
  if (!*follows) return Done{};
  const Result<kanban::PortalHours> hours = ports_.portal.hours(portal);
  if (!hours && hours.error().code == "portal.scope") return Done{};
  if (!hours) return hours.error();
  const Result<Stored> stored = ports_.tables.read(portal, Section::kCalendar, GroupId{});
  if (!stored) return stored.error();
  const std::vector<Row> rows = portal_lines(*hours, ports_.countries, ports_.utc_offset(portal));
  std::vector<Changed> changes = difference(describe(Section::kCalendar), stored->rows, rows);
  if (changes.empty()) return Done{};
  const Result<std::int64_t> kept =
      ports_.tables.write(portal, {Section::kCalendar, GroupId{}, stored->version, rows, std::move(changes),
                                   UserId{0}, ports_.clock.now()});
  // Somebody was faster: what he wants, holds.
  if (!kept && kept.error().code == "settings.stale") return Done{};
  if (!kept) return kept.error();
  ports_.saved(portal);
  return Done{};
}

}  // namespace sd::settings
