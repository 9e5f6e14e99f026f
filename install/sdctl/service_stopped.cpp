#include "install/sdctl/service_stopped.h"

#include "install/sdctl/sql/figures.h"
#include "kanban/sql/soci_sync_health.h"

namespace sd::sdctl {
namespace {

constexpr std::chrono::seconds kAlive{30};

}  // namespace

Status service_stopped(storage::Database& database, PortalId portal, TimePoint now) {
  kanban::sql::SociSyncHealth health(database);
  const auto figures = health.all(portal);
  if (!figures) return figures.error();
  const auto alive = figures->find(kanban::Figure::kServiceAt);
  if (alive != figures->end() && now - from_ms(alive->second) < kAlive) {
    return Error{ErrorKind::kConflict, "sdctl.running", {}};
  }
  return Done{};
}

Status service_stopped(storage::Database& database, TimePoint now) {
  const auto portals = portal_rows(database);
  if (!portals) return portals.error();
  for (const PortalRow& portal : *portals) {
    if (const Status stopped = service_stopped(database, portal.id, now); !stopped) return stopped;
  }
  return Done{};
}

}  // namespace sd::sdctl
