#include "extension/app/health_side.h"

#include "extension/health/sql/token_ages.h"

namespace sd::app {
namespace {

using installation::InstalledPortal;
using installation::PortalState;
using kanban::Figure;

constexpr Millis kMeasureEvery{5'000};

}  // namespace

HealthSide::HealthSide(const config::Config& config, Stores& stores, PortalSide& portals, const Clock& clock)
    : stores_(stores),
      portals_(portals),
      clock_(clock),
      started_at_(clock.now()),
      inbox(stores.inbox_database()),
      look(stores.health, inbox,
           [this](PortalId portal) { return health::token_ages(stores_.database(), portal); },
           {std::chrono::seconds{config.queue_poll_seconds}, config.sync.reconcile_every}) {}

Status HealthSide::keep() {
  const TimePoint now = clock_.now();
  if (!measured_at_ || now - *measured_at_ >= kMeasureEvery || now < *measured_at_) {
    if (Status measured = measure(now); !measured) return measured;
    measured_at_ = now;
  }
  return stores_.health.flush(now);
}

Status HealthSide::measure(TimePoint now) {
  const auto portals = stores_.portals.portals();
  if (!portals) return portals.error();
  for (const InstalledPortal& portal : *portals) {
    if (portal.state == PortalState::kUninstalled) continue;
    stores_.health.set(portal.id, Figure::kServiceAt, now);
    stores_.health.set(portal.id, Figure::kServiceStartedAt, started_at_);
    const auto usage = portals_.usage(portal.id);
    if (!usage) continue;
    stores_.health.set(portal.id, Figure::kRequestsMinute, std::int64_t{usage->last_minute});
    stores_.health.set(portal.id, Figure::kLimitMinute, std::int64_t{usage->per_minute});
  }
  return Done{};
}

Status HealthSide::tell(Metrics& metrics) {
  const TimePoint now = clock_.now();
  const auto portals = stores_.portals.portals();
  if (!portals) return portals.error();
  for (const InstalledPortal& portal : *portals) {
    if (portal.state == PortalState::kUninstalled) continue;
    const auto picture = look.run(portal.id, portal.state == PortalState::kInstalled, now);
    if (!picture) return picture.error();
    metrics.portal(portal.member.value(), *picture, now);
  }
  return Done{};
}

Result<bool> HealthSide::installed(PortalId portal) {
  const auto found = stores_.portals.find(portal);
  if (!found) return found.error();
  return found->has_value() && (*found)->state == PortalState::kInstalled;
}

}  // namespace sd::app
