// The service's own health: keeps the figures, and gathers them for pages and metrics.
#pragma once

#include "extension/app/metrics.h"
#include "extension/app/portal_side.h"
#include "extension/app/stores.h"
#include "extension/core/clock.h"
#include "extension/health/look.h"
#include "webhooks/sql/soci_set_aside.h"

namespace sd::app {

class HealthSide {
 public:
  HealthSide(const config::Config& config, Stores& stores, PortalSide& portals, const Clock& clock);

  // About once a second: writes what was recorded, and now and then the service's own sign of life.
  Status keep();

  // Puts every portal's figures into the metrics. Errors: "db.*".
  Status tell(Metrics& metrics);

  // Whether the portal's installation is finished. Errors: "db.*".
  Result<bool> installed(PortalId portal);

 private:
  Status measure(TimePoint now);

  Stores& stores_;
  PortalSide& portals_;
  const Clock& clock_;
  const TimePoint started_at_;
  std::optional<TimePoint> measured_at_;

 public:
  webhooks::SociSetAside inbox;
  health::Look look;
};

}  // namespace sd::app
