#include "extension/app/report_side.h"

#include "extension/core/web_address.h"

namespace sd::app {
namespace {

using reports::MonthlyReader;
using reports::Period;

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

// Without the permission to notify nobody is told, and there is nothing to try again.
Status tell(const ReportSide::Ports& ports, PortalId portal, const MonthlyReader& reader, const Period& month,
            const std::string& tag) {
  const auto known = ports.stores.portals.find(portal);
  if (!known) return known.error();
  if (!*known) return Done{};
  const auto address = parse_web_address((*known)->client_endpoint);
  if (!address) return address.error();
  const std::string link = reports::link_of(
      address->origin() + "/marketplace/app/" + (*known)->client_id + "/", "plan-employees", month);
  const std::string text = ports.manifests.text(
      reader.lang, "notice.month", {{"month", reports::to_text(month.from).substr(0, 7)}, {"link", link}});
  const Status told = ports.notify(portal, reader.user, text, tag);
  return !told && told.error().code == "portal.scope" ? Status(Done{}) : told;
}

}  // namespace

ReportSide::ReportSide(const Ports& ports)
    : calendars_(ports.calendars),
      time_(calendars_, ports.stores.absences),
      plan_(
          {ports.stores.labour_facts, ports.stores.plans, ports.stores.people, time_, ports.stores.ratings}),
      flow_({ports.stores.flows, ports.stores.cards, ports.stores.settings, ports.stores.plans}),
      registry_(with(plan_.kinds(), flow_.kinds())),
      names_({ports.stores.cards, ports.stores.people, ports.stores.labour_facts}),
      tell_of_month_({ports.stores.monthly_readers, calendars_, ports.stores.cards, ports.stores.people,
                      ports.now,
                      [ports](PortalId portal, const MonthlyReader& reader, const Period& month,
                              const std::string& tag) { return tell(ports, portal, reader, month, tag); }}),
      handler_({ports.guard, registry_, names_, ports.stores.cards, ports.stores.people,
                ports.stores.settings, ports.stores.monthly_readers, ports.stores.labour_facts,
                [&manifests = ports.manifests](const std::string& lang, const std::string& key) {
                  return manifests.text(lang, key);
                },
                [this](PortalId portal) { return zone_of(calendars_, portal); }, ports.now}) {}

void ReportSide::add_routes(http::Router& router) {
  using http::Request;
  router.add("GET", "/api/reports", [this](const Request& request) { return handler_.list(request); });
  router.add("POST", "/api/reports/monthly",
             [this](const Request& request) { return handler_.monthly(request); });
  router.add("GET", "/api/reports/:name",
             [this](const Request& request) { return handler_.report(request); });
  router.add("GET", "/api/reports/:name/file",
             [this](const Request& request) { return handler_.file(request); });
  router.add("GET", "/api/reports/:name/behind",
             [this](const Request& request) { return handler_.behind(request); });
}

}  // namespace sd::app
