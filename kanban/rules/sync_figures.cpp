#include "kanban/rules/sync_figures.h"

namespace sd::kanban {

std::string_view to_string(Figure figure) {
  switch (figure) {
    case Figure::kQueuePolledAt: return "queue.polled_at";
    case Figure::kQueueRowsTaken: return "queue.rows_taken";
    case Figure::kQueueMode: return "queue.mode";
    case Figure::kQueueOldestWaiting: return "queue.oldest_waiting";
    case Figure::kOfflineRowAt: return "queue.row_at";
    case Figure::kEventAt: return "event.at";
    case Figure::kReconciledAt: return "reconcile.at";
    case Figure::kReconcileRepaired: return "reconcile.repaired";
    case Figure::kSweptAt: return "sweep.at";
    case Figure::kSweepGone: return "sweep.gone";
    case Figure::kSweepMissed: return "sweep.missed";
    case Figure::kSweepMoved: return "sweep.moved";
    case Figure::kPeopleRefreshedAt: return "people.refreshed_at";
    case Figure::kStagesRefreshedAt: return "stages.refreshed_at";
    case Figure::kLabourPolledAt: return "labour.polled_at";
    case Figure::kLabourRepaired: return "labour.repaired";
    case Figure::kBackfillPhase: return "backfill.phase";
    case Figure::kBackfillStartedAt: return "backfill.started_at";
    case Figure::kBackfillFinishedAt: return "backfill.finished_at";
    case Figure::kBackfillRequests: return "backfill.requests";
    case Figure::kBackfillDirectoryPlanned: return "backfill.directory.planned";
    case Figure::kBackfillDirectoryDone: return "backfill.directory.done";
    case Figure::kBackfillOpenPlanned: return "backfill.open.planned";
    case Figure::kBackfillOpenDone: return "backfill.open.done";
    case Figure::kBackfillOpenHistoryPlanned: return "backfill.open_history.planned";
    case Figure::kBackfillOpenHistoryDone: return "backfill.open_history.done";
    case Figure::kBackfillClosedPlanned: return "backfill.closed.planned";
    case Figure::kBackfillClosedDone: return "backfill.closed.done";
    case Figure::kBackfillLabourPlanned: return "backfill.labour.planned";
    case Figure::kBackfillLabourDone: return "backfill.labour.done";
    case Figure::kBackfillClosedHistoryPlanned: return "backfill.closed_history.planned";
    case Figure::kBackfillClosedHistoryDone: return "backfill.closed_history.done";
    case Figure::kAnsweredAt: return "portal.answered_at";
    case Figure::kOutageSince: return "portal.outage_since";
    case Figure::kOutageReason: return "portal.outage_reason";
    case Figure::kSpareInUse: return "portal.spare_in_use";
    case Figure::kInstallerRevoked: return "portal.installer_revoked";
    case Figure::kRenamedAt: return "portal.renamed_at";
    case Figure::kRequestsMinute: return "limit.requests_minute";
    case Figure::kLimitMinute: return "limit.minute";
    case Figure::kServiceAt: return "service.at";
    case Figure::kServiceStartedAt: return "service.started_at";
    case Figure::kEnd: break;
  }
  return "";
}

std::optional<Figure> figure_from(std::string_view name) {
  for (std::size_t at = 0; at < kFigureCount; ++at) {
    const Figure figure = static_cast<Figure>(at);
    if (to_string(figure) == name) return figure;
  }
  return std::nullopt;
}

bool is_instant(Figure figure) {
  const std::string_view name = to_string(figure);
  const std::string_view last = name.substr(name.find_last_of("._") + 1);
  return last == "at" || last == "since" || figure == Figure::kQueueOldestWaiting;
}

}  // namespace sd::kanban
