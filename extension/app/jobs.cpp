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

// Work that every portal needs is added to `rounds`, everything else to `scheduler`.
void Service::Parts::start_jobs() {
  scheduler.every("feed", kFeedGrain, [this] { hub.expire(clock.now()); });
  scheduler.every("health", kHealthEvery, [this] { keep_health(); });
  rounds.add({"reconcile", kReconcileEvery,
              [this](PortalId portal, const std::stop_token&) { return reconcile_portal(portal); }});
  rounds.add({kQueueWork, std::chrono::seconds{config.queue_poll_seconds},
              [this](PortalId portal, const std::stop_token&) { return take_queue_of(portal); }});
  rounds.start();
}

// Runs while the later parts are being built, too: touches none but rounds and the drain.
void Service::Parts::heard(PortalId portal, const portal::Condition& now) {
  watch.heard(portal, now);
  if (now.ill()) return;
  rounds.recovered(portal);
  drain.recovered(portal);
  drain_loop.wake();
}

void Service::Parts::keep_health() {
  for (const auto& [portal, condition] : portals.conditions().all()) watch.keep(portal, condition);
  const Status kept = health.keep();
  if (!kept && !health_failing) log->warn("health figures cannot be kept: {}", kept.error().code);
  health_failing = !kept;
}

PortalRounds::Ports Service::Parts::round_ports() {
  PortalRounds::Ports ports;
  ports.portals = [this]() -> Result<std::vector<PortalId>> {
    const auto known = stores->portals.portals();
    if (!known) return known.error();
    std::vector<PortalId> installed;
    for (const installation::InstalledPortal& portal : *known) {
      if (portal.state == installation::PortalState::kInstalled) installed.push_back(portal.id);
    }
    return installed;
  };
  ports.ready_at = [this](PortalId portal) { return portals.conditions().ready_at(portal); };
  ports.jitter = [this] { return static_cast<double>(to_ms(clock.now()) % 1'000) / 1'000; };
  ports.ended = [this](const std::string& work, PortalId portal, const Status& outcome) {
    // That the portal is ill has been said.
    if (!outcome && outcome.error().code != "portal.paused")
      log->warn("portal {}: {}: {}", portal.value(), work, outcome.error().code);
  };
  return ports;
}

Status Service::Parts::reconcile_portal(PortalId portal) {
  const auto groups = stores->cards.groups(portal);
  if (!groups) return groups.error();
  Status worst = Done{};
  for (const kanban::BoundGroup& group : *groups) {
    if (!group.synced) continue;  // the full read is still on its way
    if (const Status stages = event_work.group(portal, group.group); !stages) {
      worst = stages;
      continue;
    }
    const auto outcome = reconcile.run(portal, group.group);
    if (!outcome) {
      worst = outcome.error();
    } else if (outcome->changed + outcome->forgotten > 0) {
      log->info("portal {} group {}: reconciliation repaired {} cards", portal.value(), group.group.value(),
                outcome->changed + outcome->forgotten);
    }
  }
  return worst;
}

Status Service::Parts::take_queue_of(PortalId portal) {
  const webhooks::TakeQueue::Outcome outcome = take_queue.run(portal, clock.now());
  if (outcome.kept > 0) drain_loop.wake();
  if (outcome.recovered > 0) {
    log->info("portal {}: {} rows of interrupted batches taken from the queue", portal.value(),
              outcome.recovered);
  }
  if (outcome.may_have_lost) {
    log->warn("portal {}: an answer of the queue got lost, and its rows with it; comparing with the portal",
              portal.value());
    rounds.wake("reconcile", portal);
  }
  if (outcome.error) return *outcome.error;
  return Done{};
}

}  // namespace sd::app
