// The nets under the events, as each portal's periodic work: reconciliation every few minutes, stages and
// members now and then, the sweep and the people once a night. Counts what they repair for the health page.
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <stop_token>
#include <string>

#include "extension/app/event_work.h"
#include "kanban/reconcile.h"
#include "kanban/refresh_people.h"
#include "kanban/settings.h"
#include "kanban/sweep.h"
#include "kanban/sync_health.h"

namespace sd::app {

// The latest instant at or before `now` when a clock `utc_offset` ahead of UTC showed `time_of_day`.
TimePoint last_night(TimePoint now, Millis utc_offset, Millis time_of_day);

class Nets {
 public:
  struct Parts {
    kanban::Reconcile& reconcile;
    kanban::Sweep& sweep;
    kanban::RefreshPeople& people;
    EventWork& events;
    kanban::CardStore& cards;
    kanban::SettingsStore& settings;
    kanban::SyncHealth& health;
    const Clock& clock;
    std::function<Millis(PortalId portal)> utc_offset;
    std::function<bool(PortalId portal)> is_ill;
    std::function<void(PortalId portal)> wake_queue;  // has the portal's queue polled soon
    std::function<void(PortalId portal)> people_changed;
    std::function<Status(PortalId portal, const std::stop_token& stop)> compare_labour;
    std::function<void(const std::string& line)> log;
    Millis sweep_at;  // time of day by the portal's clock
  };
  explicit Nets(Parts parts) : parts_(std::move(parts)) {}

  // Each is one turn for one portal; errors are those of portal and stores, and what was repaired stays.
  // After an outage the queue goes first, for it brings what has changed meanwhile; a queue that cannot be
  // polled although the portal answers is waited for kQueuePatience.
  Status reconcile(PortalId portal);
  // Stages and members of every group: their changes raise no event.
  Status stages(PortalId portal);
  // Sweeps when the night's hour has passed since the last sweep or somebody has asked for it
  // (kanban::kSweepAsked), and then asks for all people and companies again. Not while a back-fill runs: what
  // that has not brought yet is not missed.
  Status nightly(PortalId portal, const std::stop_token& stop);

  static constexpr Millis kQueueBehind{300'000};
  static constexpr Millis kQueuePatience{900'000};

 private:
  Result<bool> queue_goes_first(PortalId portal);
  Result<bool> is_due(PortalId portal);
  void note(PortalId portal, const char* net, const kanban::Repairs& repairs);

  Parts parts_;
  std::mutex mutex_;
  std::map<PortalId, TimePoint> queue_awaited_;  // since when
};

}  // namespace sd::app
