// The turns of one portal's labour records: taken over once, polled, compared at night.
#pragma once

#include <functional>
#include <stop_token>

#include "extension/core/clock.h"
#include "kanban/sync_health.h"
#include "kanban/sync_tickets.h"
#include "reports/reconcile_labour.h"

namespace sd::app {

class LabourWork {
 public:
  struct Parts {
    reports::ReconcileLabour& labour;
    kanban::SyncTickets& tickets;
    kanban::SyncHealth& health;
    const Clock& clock;
  };
  explicit LabourWork(Parts parts) : parts_(parts) {}

  // Errors: those of reports::ReconcileLabour; a turn that is told to stop is done.
  Status fill(PortalId portal, const std::stop_token& stop);
  // New records, then edited and deleted ones of open tickets.
  Status poll(PortalId portal, const std::stop_token& stop);
  // All tickets and all records: one request per 2,500 of either.
  Status compare(PortalId portal, const std::stop_token& stop);

 private:
  Status take(PortalId portal, const Result<reports::LabourRepairs>& repairs);

  Parts parts_;
};

}  // namespace sd::app
