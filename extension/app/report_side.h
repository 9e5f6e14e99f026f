// The reports of portals, wired: who makes each, and the addresses they are asked at.
#pragma once

#include "extension/app/stores.h"
#include "extension/http/router.h"
#include "extension/visitors/http/guard.h"
#include "kanban/calendars.h"
#include "reports/calendar_time.h"
#include "reports/estimates_report.h"
#include "reports/flow_reports.h"
#include "reports/http/report_handler.h"
#include "reports/load_report.h"
#include "reports/plan_clients_report.h"
#include "reports/plan_employees_report.h"

namespace sd::app {

class ReportSide {
 public:
  struct Ports {
    Stores& stores;
    kanban::Calendars& calendars;
    const visitors::Guard& guard;
    std::function<TimePoint(PortalId portal)> now;
  };

  // All references must outlive this object.
  explicit ReportSide(const Ports& ports);

  void add_routes(http::Router& router);

 private:
  kanban::Calendars& calendars_;
  reports::CalendarTime time_;
  reports::PlanEmployeesReport plan_employees_;
  reports::PlanClientsReport plan_clients_;
  reports::LoadReport load_;
  reports::EstimatesReport estimates_;
  reports::FlowReports flow_;
  reports::ReportRegistry registry_;
  reports::ReportNames names_;
  reports::ReportHandler handler_;
};

}  // namespace sd::app
