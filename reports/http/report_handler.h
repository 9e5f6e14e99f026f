// GET /api/reports, /api/reports/:name, /behind and /file.
#pragma once

#include <functional>

#include "extension/visitors/http/guard.h"
#include "kanban/card_store.h"
#include "kanban/people.h"
#include "kanban/settings.h"
#include "reports/http/report_json.h"
#include "reports/http/report_request.h"
#include "reports/monthly_readers.h"
#include "reports/report_names.h"

namespace sd::reports {

class ReportHandler {
 public:
  struct Parts {
    const visitors::Guard& guard;
    const ReportRegistry& reports;
    ReportNames& names;
    kanban::CardStore& cards;
    kanban::PeopleStore& people;
    kanban::SettingsStore& settings;
    MonthlyReaders& monthly;
    LabourFacts& facts;
    std::function<std::string(const std::string& lang, const std::string& key)> word;  // of the dictionary
    std::function<Result<Zone>(PortalId portal)> zone;  // errors: "report.zone"
    std::function<TimePoint(PortalId portal)> now;      // the portal's clock
  };
  explicit ReportHandler(Parts parts) : parts_(std::move(parts)) {}

  // Errors of all: session.* (401); "report.denied"; the stores'. Details are told: they name parameters.

  // The reports the visitor may ask, and the groups he may ask about.
  http::Response list(const http::Request& request);
  // {"wanted": true}: he is told each month when the report of the past one is ready (TellOfMonth). Errors:
  // "report.denied" for who manages no group; "request.json".
  http::Response monthly(const http::Request& request);
  // One report. Errors: those of read_request(), narrowed() and the report; "report.unknown", "report.zone".
  http::Response report(const http::Request& request);
  // The report as a file: `format` "xlsx" or "csv", `lang` "ru" or "en" (else the visitor's). Errors: those
  // of report() and "report.format", "file.write".
  http::Response file(const http::Request& request);
  // What a row of it stands for. Errors: the same and "report.row".
  http::Response behind(const http::Request& request);

 private:
  struct Asked {
    session::Session session;
    ReportKind kind;
    ReportRequest request;
  };
  Result<Asked> asked(const http::Request& request);
  Result<ReportChoices> choices_of(const session::Session& session, const Viewer& viewer);
  Result<Viewer> viewer_of(const session::Session& session);

  Parts parts_;
};

}  // namespace sd::reports
