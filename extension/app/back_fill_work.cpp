// The back-fill of one portal, from wherever it stands to its end.
#include <algorithm>

#include "extension/app/parts.h"

namespace sd::app {
namespace {

// The limits' bucket that a killed process has filled is empty again by then.
constexpr std::chrono::seconds kBucketDrain{20};
constexpr std::int64_t kTold = 20'000;  // cards between two lines of the log

}  // namespace

Status Service::Parts::back_fill_portal(PortalId portal, const std::stop_token& stop) {
  const auto points = stores->fills.points(portal);
  if (!points) return points.error();
  const bool interrupted = std::any_of(points->begin(), points->end(),
                                       [](const kanban::FillPoint& point) { return !point.finished_at; });
  if (interrupted && clock.now() - started_at < kBucketDrain) return Done{};

  const auto groups = stores->cards.groups(portal);
  if (!groups) return groups.error();
  const kanban::BackFill::Watch go_on = [&stop](const kanban::FillPoint&) { return !stop.stop_requested(); };
  Status done = back_fill.users(portal, go_on);
  for (const kanban::BoundGroup& group : *groups) {
    if (done) done = back_fill.open_tickets(portal, group.group, go_on);
  }
  if (done) done = back_fill.closed_tickets(portal, go_on);
  if (done) done = back_fill.look_again(portal, go_on);
  if (!done) return stop.stop_requested() ? Status(Done{}) : done;
  // Labour records and histories use different methods: where the limit of one is used up, the other goes on.
  const Status labour_done = labour.fill(portal, stop);
  done = back_fill.histories(portal, go_on);
  if (done) done = labour_done;
  return !done && stop.stop_requested() ? Status(Done{}) : done;
}

// What reports count is made anew after a change of settings, and for installations of before it was kept.
Status Service::Parts::rebuild_flow_of(PortalId portal, const std::stop_token& stop) {
  std::int64_t told = 0;
  return rebuild_flow.run(portal, clock.now(), [&](const kanban::FlowPoint& point) {
    if (point.finished_at ? point.done > 0 : point.done / kTold != told) {
      log->info("portal {} group {}: {} of {} cards counted for reports", portal.value(), point.group.value(),
                point.done, point.planned);
    }
    told = point.done / kTold;
    return !stop.stop_requested();
  });
}

}  // namespace sd::app
