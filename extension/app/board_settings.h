// What a portal's dictionaries and the manifests' thresholds mean for its boards.
#pragma once

#include "kanban/http/board_json.h"
#include "kanban/settings.h"
#include "manifests/manifest.h"

namespace sd::app {

// Errors: those of the store.
Result<kanban::BoardSettings> board_settings(const manifests::Settings& manifest,
                                             kanban::SettingsStore& store, PortalId portal, GroupId group);

}  // namespace sd::app
