#include "install/sdctl/report_makers.h"

#include "extension/zones/zones.h"

namespace sd::sdctl {
namespace {

std::vector<kanban::CountryDays> days_of(const manifests::Manifests& manifests) {
  std::vector<kanban::CountryDays> days;
  for (const manifests::CountryCalendar& country : manifests.countries) days.push_back(country.days);
  return days;
}

std::vector<reports::ReportKind> all_kinds(reports::PlanReports& plan, reports::FlowReports& flow) {
  std::vector<reports::ReportKind> kinds = plan.kinds();
  for (const reports::ReportKind& kind : flow.kinds()) kinds.push_back(kind);
  return kinds;
}

}  // namespace

ReportMakers::ReportMakers(storage::Database& database, const manifests::Manifests& manifests)
    : cards(database),
      people(database),
      settings(database),
      flows(database),
      tables(database),
      absences(database),
      facts(database),
      plans(database),
      ratings(database),
      // Where no zone is set the service takes the portal's clock, which only an answer of the portal tells.
      calendars({tables, days_of(manifests), zones::find_zone, [](PortalId) { return Millis{0}; }}),
      time(calendars, absences),
      plan({facts, plans, people, time, ratings}),
      flow({flows, cards, settings, plans}),
      registry(all_kinds(plan, flow)),
      names({cards, people, facts}) {}

}  // namespace sd::sdctl
