// The numbers that say how well the service keeps up with a portal. Source: portal-api.md 3.9.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string_view>

namespace sd::kanban {

// One number of one portal. A new figure: an enumerator above kEnd and its name in sync_figures.cpp; no
// migration. Instants (…At, …Since) are UTC ms; flags are 0 or 1; 0 = never, none, not so.
enum class Figure {
  // The offline queue.
  kQueuePolledAt,       // last asked with an answer
  kQueueRowsTaken,      // rows taken from it, in all
  kQueueMode,           // QueueMode
  kQueueOldestWaiting,  // instant of the oldest row that was still in it at the last poll; 0: it was empty
  kOfflineRowAt,        // when it last gave a row
  // Online events.
  kEventAt,
  // The nets under both; "repaired" counts what no event had told.
  kReconciledAt,
  kReconcileRepaired,  // cards, in all
  kSweptAt,
  kSweepGone,    // cards of deleted tasks
  kSweepMissed,  // tasks that had no card
  kSweepMoved,   // cards that stood in another group
  kPeopleRefreshedAt,
  kStagesRefreshedAt,
  kLabourPolledAt,
  kLabourRepaired,  // labour records, in all
  // Back-fill. Planned grows while the lists are read; requests are those of the whole run.
  kBackfillPhase,  // BackfillPhase
  kBackfillStartedAt,
  kBackfillFinishedAt,  // 0 while it runs
  kBackfillRequests,
  kBackfillDirectoryPlanned,  // stages, custom fields, users, groups, companies: objects
  kBackfillDirectoryDone,
  kBackfillOpenPlanned,  // open tasks
  kBackfillOpenDone,
  kBackfillOpenHistoryPlanned,  // open tasks whose history is read
  kBackfillOpenHistoryDone,
  kBackfillClosedPlanned,  // closed tasks
  kBackfillClosedDone,
  kBackfillLabourPlanned,  // labour records
  kBackfillLabourDone,
  kBackfillClosedHistoryPlanned,  // closed tasks whose history is read
  kBackfillClosedHistoryDone,
  // The portal itself.
  kAnsweredAt,        // the last good answer
  kOutageSince,       // 0: it answers
  kOutageReason,      // OutageReason of the present outage, or of the last one
  kSpareInUse,        // flag: background work uses a spare administrator's token
  kInstallerRevoked,  // flag: the installing administrator's token is refused
  kRenamedAt,         // its address changed then
  kRequestsMinute,    // requests of the last minute
  kLimitMinute,       // requests a minute the portal grants for ever; 0: no limit
  kServiceAt,         // the service was alive then; renewed every few seconds
  kServiceStartedAt,
  kEnd  // stays last
};
inline constexpr std::size_t kFigureCount = static_cast<std::size_t>(Figure::kEnd);

// "queue.polled_at", ...: as in the database, in /metrics and in JSON; never changed once shipped.
std::string_view to_string(Figure figure);
std::optional<Figure> figure_from(std::string_view name);
// Whether the figure is an instant.
bool is_instant(Figure figure);

// kReserved: rows stay in the portal until they are durable here. kClearedAtOnce: the portal's licence
// allows only a poll that deletes what it returns; a crash between its answer and our disk loses rows, which
// reconciliation then finds.
enum class QueueMode { kUnknown = 0, kReserved = 1, kClearedAtOnce = 2 };

// In the order they run.
enum class BackfillPhase {
  kNone = 0,
  kDirectory = 1,
  kOpen = 2,
  kOpenHistory = 3,
  kClosed = 4,
  kLabour = 5,
  kClosedHistory = 6,
  kFinished = 7
};

enum class OutageReason {
  kNone = 0,
  kUnreachable = 1,   // no connection, time-outs, 5xx
  kNotJson = 2,       // HTML or a cut answer: a maintenance page
  kTokenRefused = 3,  // no administrator's token is accepted
  kLicence = 4,       // the portal's plan no longer allows REST
  kDeleted = 5,       // the portal, or the application in it, is gone
  kTooFast = 6,       // it refuses for the request rate
  kOther = 7
};

using Figures = std::map<Figure, std::int64_t>;  // absent: 0

inline std::int64_t figure(const Figures& figures, Figure which) {
  const auto found = figures.find(which);
  return found == figures.end() ? 0 : found->second;
}

}  // namespace sd::kanban
