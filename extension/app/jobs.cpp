// What runs again and again beside the requests.
#include "extension/app/parts.h"

namespace sd::app {
namespace {

using namespace std::chrono_literals;
// A board's poll may outlast its patience by this much.
constexpr auto kFeedGrain = 1s;
constexpr auto kHealthEvery = 1s;
// Online events carry the changes; this is the net under them (portal-api.md 3.9).
constexpr auto kReconcileEvery = 2min;

}  // namespace

void Service::Parts::start_jobs() {
  scheduler.every("feed", kFeedGrain, [this] { hub.expire(clock.now()); });
  scheduler.every("health", kHealthEvery, [this] { keep_health(); });
  scheduler.every("reconcile", kReconcileEvery, [this] { reconcile_all(); });
}

void Service::Parts::keep_health() {
  const Status kept = stores->health.flush(clock.now());
  if (!kept && !health_failing) log->warn("health figures cannot be kept: {}", kept.error().code);
  health_failing = !kept;
}

void Service::Parts::reconcile_all() {
  const auto installed = stores->portals.portals();
  if (!installed) {
    log->warn("reconciliation: {}", installed.error().code);
    return;
  }
  for (const installation::InstalledPortal& portal : *installed) {
    if (portal.state != installation::PortalState::kInstalled) continue;
    const auto groups = stores->cards.groups(portal.id);
    if (!groups) continue;
    for (const kanban::BoundGroup& group : *groups) {
      if (!group.synced) continue;  // the full read is still on its way
      if (const Status stages = event_work.group(portal.id, group.group); !stages) {
        log->warn("portal {} group {}: stages: {}", portal.id.value(), group.group.value(),
                  stages.error().code);
        continue;
      }
      const auto outcome = reconcile.run(portal.id, group.group);
      if (!outcome) {
        log->warn("portal {} group {}: reconciliation: {}", portal.id.value(), group.group.value(),
                  outcome.error().code);
      } else if (outcome->changed + outcome->forgotten > 0) {
        log->info("portal {} group {}: reconciliation repaired {} cards", portal.id.value(),
                  group.group.value(), outcome->changed + outcome->forgotten);
      }
    }
  }
}

}  // namespace sd::app
