#include "extension/app/report_side.h"

namespace sd::app {
namespace {

Result<Zone> zone_of(kanban::Calendars& calendars, PortalId portal) {
  const auto portals = calendars.of_group(portal, GroupId{0});
  if (!portals) return Error{portals.error().kind, "report.zone", portals.error().code};
  return portals->calendar.zone();
}

std::vector<reports::ReportKind> with(std::vector<reports::ReportKind> kinds,
                                      const std::vector<reports::ReportKind>& more) {
  kinds.insert(kinds.end(), more.begin(), more.end());
  return kinds;
}

}  // namespace

ReportSide::ReportSide(const Ports& ports)
    : calendars_(ports.calendars),
      time_(calendars_, ports.stores.absences),
      plan_employees_({ports.stores.labour_facts, ports.stores.plans, ports.stores.people, time_}),
      plan_clients_({ports.stores.labour_facts, ports.stores.plans, time_}),
      load_(ports.stores.labour_facts, ports.stores.plans),
      estimates_(ports.stores.labour_facts, ports.stores.plans),
      flow_({ports.stores.flows, ports.stores.cards, ports.stores.settings, ports.stores.plans}),
      registry_(with({{"plan-employees", {"group", "user", "company", "step"}, true, &plan_employees_},
                      {"plan-clients", {"group", "company"}, false, &plan_clients_},
                      {"load", {"group", "user", "company"}, true, &load_, true},
                      {"estimates", {"group", "user", "company"}, true, &estimates_}},
                     flow_.kinds())),
      names_({ports.stores.cards, ports.stores.people, ports.stores.labour_facts}),
      handler_({ports.guard, registry_, names_, ports.stores.cards, ports.stores.people,
                [this](PortalId portal) { return zone_of(calendars_, portal); }, ports.now}) {}

void ReportSide::add_routes(http::Router& router) {
  using http::Request;
  router.add("GET", "/api/reports", [this](const Request& request) { return handler_.list(request); });
  router.add("GET", "/api/reports/:name",
             [this](const Request& request) { return handler_.report(request); });
  router.add("GET", "/api/reports/:name/behind",
             [this](const Request& request) { return handler_.behind(request); });
}

}  // namespace sd::app
