// What a portal's dictionaries, its calendar and the manifests' thresholds mean for its boards.
#pragma once

#include "extension/core/clock.h"
#include "kanban/calendars.h"
#include "kanban/http/board_json.h"
#include "kanban/settings.h"
#include "manifests/manifest.h"

namespace sd::app {

struct BoardSettingsPorts {
  const manifests::Settings& manifest;
  kanban::SettingsStore& store;
  kanban::Calendars& calendars;
  const Clock& clock;
};
// Where timers run in working time, the manifests' days of thresholds are working days of the group's
// calendar. Errors: those of store and calendars.
Result<kanban::BoardSettings> board_settings(const BoardSettingsPorts& ports, PortalId portal, GroupId group);

}  // namespace sd::app
