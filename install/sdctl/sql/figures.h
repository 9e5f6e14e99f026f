// What `sdctl sync status` counts, straight from the databases and without the key: figures only, no secrets.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "extension/core/ids.h"
#include "extension/core/result.h"
#include "extension/core/time.h"
#include "extension/storage/database.h"

namespace sd::sdctl {

struct PortalRow {
  PortalId id;
  std::string member;
  std::string client_endpoint;
  std::string client_id;
  std::string state;  // "installing", "installed", "uninstalled"
};

struct GroupFigures {
  GroupId group;
  std::string name;
  bool synced = false;
  std::int64_t open_cards = 0;
  std::int64_t cards = 0;
  std::int64_t revision = 0;
};

struct InboxFigures {
  std::int64_t pending = 0;                 // accepted, not worked in yet
  std::int64_t set_aside = 0;               // given up after many attempts
  std::optional<TimePoint> oldest_pending;  // accepted then
  std::optional<TimePoint> last_processed;
};

// Errors of all: "db.*".
Result<std::vector<PortalRow>> portal_rows(storage::Database& database);
Result<std::vector<GroupFigures>> group_figures(storage::Database& database, PortalId portal);
// Of one portal, or of all (first contacts included) when `portal` is absent.
Result<InboxFigures> inbox_figures(storage::Database& inbox, std::optional<PortalId> portal);

}  // namespace sd::sdctl
