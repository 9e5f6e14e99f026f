// The stores and makers of all reports on one database, as a program without pages needs them.
#pragma once

#include "extension/settings/kept_calendars.h"
#include "extension/settings/sql/soci_settings_tables.h"
#include "kanban/sql/soci_card_store.h"
#include "kanban/sql/soci_people_store.h"
#include "kanban/sql/soci_settings_store.h"
#include "manifests/loader.h"
#include "reports/calendar_time.h"
#include "reports/flow_reports.h"
#include "reports/plan_reports.h"
#include "reports/report_names.h"
#include "reports/sql/soci_absence_store.h"
#include "reports/sql/soci_flow_store.h"
#include "reports/sql/soci_labour_facts.h"
#include "reports/sql/soci_plan_store.h"
#include "reports/sql/soci_rating_facts.h"

namespace sd::sdctl {

struct ReportMakers {
  // `database` must outlive this object.
  ReportMakers(storage::Database& database, const manifests::Manifests& manifests);

  kanban::sql::SociCardStore cards;
  kanban::sql::SociPeopleStore people;
  kanban::sql::SociSettingsStore settings;
  reports::sql::SociFlowStore flows;
  sd::settings::sql::SociSettingsTables tables;
  reports::sql::SociAbsenceStore absences;
  reports::sql::SociLabourFacts facts;
  reports::sql::SociPlanStore plans;
  reports::sql::SociRatingFacts ratings;
  sd::settings::KeptCalendars calendars;
  reports::CalendarTime time;
  reports::PlanReports plan;
  reports::FlowReports flow;
  reports::ReportRegistry registry;
  reports::ReportNames names;
};

}  // namespace sd::sdctl
