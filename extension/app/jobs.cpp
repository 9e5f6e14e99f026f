// What runs again and again beside the requests.
#include <algorithm>

#include "extension/app/client_side.h"
#include "extension/app/parts.h"

namespace sd::app {
namespace {

using namespace std::chrono_literals;
// A board's poll may outlast its patience by this much.
constexpr auto kFeedGrain = 1s;
constexpr auto kHealthEvery = 1s;
// How soon after its hour, or after it was asked for, the nightly work begins at the latest.
constexpr Millis kNightlyLook = 1min;
// A back-fill that is finished asks for nothing but a few rows of our own.
constexpr auto kBackFillEvery = 20s;
// Nothing to be made anew costs a few small reads.
constexpr auto kFlowEvery = 30s;
// A save wakes it; this is for what the portal refused, or a stop interrupted.
constexpr auto kTitlesEvery = 5min;
// The portal's own calendar changes once a year, if at all.
constexpr auto kCalendarEvery = 24h;
// Where other processes change boards, too: how often their revisions are looked at, and how long a page may
// show names and settings of before.
constexpr auto kBoardsEvery = 1s;
constexpr auto kForgetEvery = 1min;
// How late a client is reminded or asked.
constexpr auto kClientsEvery = 5min;
// How late those who want the past month's report may hear of it.
constexpr auto kMonthEvery = 10min;

}  // namespace

// Work that every portal needs is added to `rounds`, everything else to `scheduler`.
void Service::Parts::start_jobs() {
  scheduler.every("feed", kFeedGrain, [this] { hub.expire(clock.now()); });
  scheduler.every("health", kHealthEvery, [this] { keep_health(); });
  if (shared) {
    scheduler.every("leases", lease::kRenewEvery, [this] { leases.keep(); });
    scheduler.every("boards", kBoardsEvery, [this] { look_at_boards(); });
    scheduler.every("names", kForgetEvery, [this] {
      for (const auto& [portal, group] : hub.watched()) board_reader.forget(portal);
    });
  }
  rounds.add({"reconcile", config.sync.reconcile_every,
              [this](PortalId portal, const std::stop_token&) { return nets.reconcile(portal); }});
  // A tenth less: the rounds add up to a tenth at random, and the interval is a promise.
  rounds.add({kQueueWork, std::chrono::milliseconds{config.queue_poll_seconds * 900},
              [this](PortalId portal, const std::stop_token&) { return take_queue_of(portal); }});
  rounds.add({"stages", config.sync.stages_every,
              [this](PortalId portal, const std::stop_token&) { return nets.stages(portal); }});
  rounds.add({"nightly", std::min(kNightlyLook, config.sync.reconcile_every),
              [this](PortalId portal, const std::stop_token& stop) { return nets.nightly(portal, stop); }});
  rounds.add({"labour", config.sync.labour_every,
              [this](PortalId portal, const std::stop_token& stop) { return labour.poll(portal, stop); }});
  rounds.add({kBackFillWork, kBackFillEvery, [this](PortalId portal, const std::stop_token& stop) {
                return back_fill_portal(portal, stop);
              }});
  rounds.add({kFlowWork, kFlowEvery, [this](PortalId portal, const std::stop_token& stop) {
                return rebuild_flow_of(portal, stop);
              }});
  rounds.add({kTitlesWork, kTitlesEvery, [this](PortalId portal, const std::stop_token& stop) -> Status {
                const auto written = settings.titles.run(portal, [&stop] { return !stop.stop_requested(); });
                return written ? Status(Done{}) : Status(written.error());
              }});
  rounds.add({"calendar", kCalendarEvery,
              [this](PortalId portal, const std::stop_token&) { return settings.calendar.run(portal); }});
  rounds.add({kClientsWork, kClientsEvery, [this](PortalId portal, const std::stop_token& stop) {
                return client_side->care(portal, stop);
              }});
  rounds.add({"month", kMonthEvery,
              [this](PortalId portal, const std::stop_token&) { return report_side.tell_of_month(portal); }});
  started_at = clock.now();
  rounds.start();
}

// Whoever waits here hears of what another process has stored.
void Service::Parts::look_at_boards() {
  for (const auto& [portal, group] : hub.watched()) {
    const auto revision = stores->cards.revision(portal, group);
    if (revision) hub.changed(portal, group, *revision);
  }
}

webhooks::DrainLoop::Options Service::Parts::drain_options() {
  webhooks::DrainLoop::Options options;
  if (shared) options.mine = [this](PortalId portal) { return leases.mine(portal); };
  return options;
}

// Runs while the later parts are being built, too: touches none but rounds and the drain.
void Service::Parts::heard(PortalId portal, const portal::Condition& now) {
  watch.heard(portal, now);
  if (now.ill()) return;
  rounds.recovered(portal);
  drain.recovered(portal);
  drain_loop.wake();
}

// On another thread: this is told in the middle of a call.
void Service::Parts::tell_spare(PortalId portal, UserId spare) {
  const bool posted = background.try_post([this, portal, spare] {
    const auto known = stores->portals.find(portal);
    const std::string lang = known && *known && (*known)->lang == "ru" ? "ru" : "en";
    const Status told = portals.notify(portal, spare, manifests.translations.at(lang).at("notice.spare"),
                                       "SERVICEDESK|ACCESS");
    // Without the permission the health page and the log tell all the same.
    if (!told && told.error().code != "portal.scope") {
      log->warn("portal {}: user {} is not told that his access serves: {}", portal.value(), spare.value(),
                told.error().code);
    }
  });
  if (!posted)
    log->warn("portal {}: user {} is not told that his access serves", portal.value(), spare.value());
}

// Nobody waits for it, and what it tells stands on the pages all the same.
void Service::Parts::tell_soon(PortalId portal, UserId to, const std::string& text, const std::string& tag) {
  const bool posted = background.try_post([this, portal, to, text, tag] {
    const Status told = portals.notify(portal, to, text, tag);
    if (!told && told.error().code != "portal.scope") {
      log->warn("portal {}: user {} is not told {}: {}", portal.value(), to.value(), tag, told.error().code);
    }
  });
  if (!posted) log->warn("portal {}: user {} is not told {}", portal.value(), to.value(), tag);
}

void Service::Parts::keep_health() {
  for (const auto& [portal, condition] : portals.conditions().all()) watch.keep(portal, condition);
  const Status kept = health.keep();
  if (!kept && !health_failing) log->warn("health figures cannot be kept: {}", kept.error().code);
  health_failing = !kept;
}

Status Service::Parts::read_again(PortalId portal, GroupId group) {
  rounds.wake(kFlowWork, portal);
  const bool posted = background.try_post([this, portal, group] {
    const Status read = back_fill.read_again(
        portal, group, [this](const kanban::FillPoint&) { return !stopping.stop_requested(); });
    if (!read) {
      log->warn("portal {} group {}: reading again: {}", portal.value(), group.value(), read.error().code);
    }
  });
  if (!posted) return Error{ErrorKind::kUnavailable, "server.busy", {}};
  return Done{};
}

// At the end of an installation; of one that failed the rows stay for people to see.
void Service::Parts::forget_void_events(PortalId portal) {
  const Result<bool> installed = health.installed(portal);
  if (!installed || !*installed) return;
  const Result<std::int64_t> rows = webhooks::discard_void(health.inbox, portal);
  if (!rows)
    return log->warn("portal {}: events from before the installation: {}", portal.value(), rows.error().code);
  if (*rows > 0)
    log->info("portal {}: {} events from before the installation discarded", portal.value(), *rows);
}

PortalRounds::Ports Service::Parts::round_ports() {
  PortalRounds::Ports ports;
  ports.portals = [this]() -> Result<std::vector<PortalId>> {
    const auto known = stores->portals.portals();
    if (!known) return known.error();
    std::vector<PortalId> installed;
    for (const installation::InstalledPortal& portal : *known) {
      if (portal.state == installation::PortalState::kInstalled && works_for(portal.id))
        installed.push_back(portal.id);
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
