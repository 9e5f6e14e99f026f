#include "extension/app/labour_work.h"

namespace sd::app {
namespace {

reports::ReconcileLabour::GoOn until(const std::stop_token& stop) {
  return [stop] { return !stop.stop_requested(); };
}

Status unless_stopped(const std::stop_token& stop, const Status& done) {
  return !done && stop.stop_requested() ? Status(Done{}) : done;
}

}  // namespace

Status LabourWork::fill(PortalId portal, const std::stop_token& stop) {
  return unless_stopped(stop, parts_.labour.fill(portal, until(stop)));
}

// A card whose time spent is not the portal's is read again: labour records raise no event.
Status LabourWork::take(PortalId portal, const Result<reports::LabourRepairs>& repairs) {
  if (!repairs) return repairs.error();
  if (repairs->repaired > 0) {
    parts_.health.add(portal, kanban::Figure::kLabourRepaired, repairs->repaired);
  }
  const auto synced = parts_.tickets.run(portal, repairs->respent);
  return synced ? Status(Done{}) : Status(synced.error());
}

Status LabourWork::poll(PortalId portal, const std::stop_token& stop) {
  const auto found = parts_.labour.poll(portal, until(stop));
  if (!found) return unless_stopped(stop, found.error());
  const Status taken = take(portal, parts_.labour.changed(portal, kanban::TicketShare::kOpen, until(stop)));
  if (!taken) return unless_stopped(stop, taken);
  parts_.health.set(portal, kanban::Figure::kLabourPolledAt, parts_.clock.now());
  return Done{};
}

Status LabourWork::compare(PortalId portal, const std::stop_token& stop) {
  const Status spent = take(portal, parts_.labour.changed(portal, kanban::TicketShare::kAll, until(stop)));
  if (!spent) return unless_stopped(stop, spent);
  return unless_stopped(stop, take(portal, parts_.labour.compare(portal, until(stop))));
}

}  // namespace sd::app
