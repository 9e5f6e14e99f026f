#include "kanban/fill_book.h"

#include <algorithm>

namespace sd::kanban {
namespace {

struct Progress {
  Figure planned;
  Figure done;
};

Progress figures_of(FillPhase phase) {
  switch (phase) {
    case FillPhase::kUsers:
    case FillPhase::kCompanies: return {Figure::kBackfillDirectoryPlanned, Figure::kBackfillDirectoryDone};
    case FillPhase::kOpen: return {Figure::kBackfillOpenPlanned, Figure::kBackfillOpenDone};
    case FillPhase::kOpenHistory:
      return {Figure::kBackfillOpenHistoryPlanned, Figure::kBackfillOpenHistoryDone};
    case FillPhase::kImport:
    case FillPhase::kClosed: return {Figure::kBackfillClosedPlanned, Figure::kBackfillClosedDone};
    case FillPhase::kLabour: return {Figure::kBackfillLabourPlanned, Figure::kBackfillLabourDone};
    case FillPhase::kAgain:
    case FillPhase::kClosedHistory: break;
  }
  return {Figure::kBackfillClosedHistoryPlanned, Figure::kBackfillClosedHistoryDone};
}

BackfillPhase shown(FillPhase phase) {
  switch (phase) {
    case FillPhase::kUsers: return BackfillPhase::kDirectory;
    case FillPhase::kOpen: return BackfillPhase::kOpen;
    case FillPhase::kOpenHistory: return BackfillPhase::kOpenHistory;
    case FillPhase::kImport:
    case FillPhase::kClosed:
    case FillPhase::kCompanies: return BackfillPhase::kClosed;
    case FillPhase::kLabour: return BackfillPhase::kLabour;
    case FillPhase::kAgain:
    case FillPhase::kClosedHistory: break;
  }
  return BackfillPhase::kClosedHistory;
}

}  // namespace

Result<FillPoint> FillBook::open(PortalId portal, GroupId group, FillPhase phase) {
  const auto points = store_.points(portal);
  if (!points) return points.error();
  {
    const std::lock_guard lock(mutex_);
    counted_[portal] = portal_.requests(portal);
  }
  for (const FillPoint& point : *points) {
    if (point.group == group && point.phase == phase) return point;
  }
  FillPoint fresh;
  fresh.phase = phase;
  fresh.group = group;
  fresh.started_at = clock_.now();
  return fresh;
}

Result<bool> FillBook::unfinished(PortalId portal, FillPhase phase) {
  const auto points = store_.points(portal);
  if (!points) return points.error();
  return std::any_of(points->begin(), points->end(),
                     [phase](const FillPoint& point) { return point.phase == phase && !point.finished_at; });
}

Status FillBook::keep(PortalId portal, FillPoint& point) {
  {
    const std::lock_guard lock(mutex_);
    const std::int64_t now = portal_.requests(portal);
    point.requests += now - counted_[portal];
    counted_[portal] = now;
  }
  if (const Status kept = store_.put(portal, point); !kept) return kept;
  const auto points = store_.points(portal);
  if (!points) return points.error();
  publish(portal, *points, point.phase);
  return Done{};
}

Status FillBook::finish(PortalId portal, FillPoint& point, std::int64_t left) {
  point.planned = point.done + left;
  point.finished_at = clock_.now();
  return keep(portal, point);
}

void FillBook::publish(PortalId portal, const std::vector<FillPoint>& points, FillPhase now) {
  std::map<Figure, std::int64_t> sums;
  std::int64_t requests = 0;
  std::optional<TimePoint> started, finished;
  bool running = false, last_phase = false;
  for (const FillPoint& point : points) {
    sums[figures_of(point.phase).planned] += point.planned;
    sums[figures_of(point.phase).done] += point.done;
    requests += point.requests;
    if (point.started_at) started = std::min(started.value_or(*point.started_at), *point.started_at);
    if (point.finished_at) finished = std::max(finished.value_or(*point.finished_at), *point.finished_at);
    // An import that was given up leaves its point; the back-fill over REST brings the rest all the same.
    running =
        running || (!point.finished_at && (point.phase != FillPhase::kImport || now == FillPhase::kImport));
    last_phase = last_phase || point.phase == FillPhase::kClosedHistory;
  }
  for (const auto& [figure, value] : sums) health_.set(portal, figure, value);
  health_.set(portal, Figure::kBackfillRequests, requests);
  if (started) health_.set(portal, Figure::kBackfillStartedAt, *started);
  const bool all = !running && last_phase;
  health_.set(portal, Figure::kBackfillPhase,
              static_cast<std::int64_t>(all ? BackfillPhase::kFinished : shown(now)));
  health_.set(portal, Figure::kBackfillFinishedAt, all && finished ? to_ms(*finished) : std::int64_t{0});
}

}  // namespace sd::kanban
