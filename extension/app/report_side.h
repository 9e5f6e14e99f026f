// The reports of portals, wired: who makes each, and the addresses they are asked at.
#pragma once

#include "extension/app/stores.h"
#include "extension/http/router.h"
#include "extension/visitors/http/guard.h"
#include "kanban/calendars.h"
#include "manifests/manifest.h"
#include "reports/calendar_time.h"
#include "reports/flow_reports.h"
#include "reports/http/report_handler.h"
#include "reports/plan_reports.h"
#include "reports/tell_of_month.h"

namespace sd::app {

class ReportSide {
 public:
  struct Ports {
    Stores& stores;
    const manifests::Manifests& manifests;
    kanban::Calendars& calendars;
    const visitors::Guard& guard;
    std::function<TimePoint(PortalId portal)> now;
    // A notification inside the portal (PortalSide::notify).
    std::function<Status(PortalId portal, UserId to, const std::string& message, const std::string& tag)>
        notify;
  };

  // All references must outlive this object.
  explicit ReportSide(const Ports& ports);

  void add_routes(http::Router& router);

  // Every now and then: TellOfMonth::run().
  Status tell_of_month(PortalId portal) { return tell_of_month_.run(portal); }

 private:
  kanban::Calendars& calendars_;
  reports::CalendarTime time_;
  reports::PlanReports plan_;
  reports::FlowReports flow_;
  reports::ReportRegistry registry_;
  reports::ReportNames names_;
  reports::TellOfMonth tell_of_month_;
  reports::ReportHandler handler_;
};

}  // namespace sd::app
