// A request for a report, decoded: what it says, before anybody has looked at who asks.
#pragma once

#include <map>
#include <string>

#include "reports/report_registry.h"

namespace sd::reports {

struct ReportRequest {
  ReportQuestion question;  // period, groups, filters and step; portal, zone and now are the caller's
  bool compare = false;
  std::string behind;
  std::string format;  // of a file: "xlsx" or "csv"; ""
  std::string lang;    // "ru", "en" or ""
};

// `kind`: filters it does not know are refused, so that nobody takes a whole for a part. Errors
// (kInvalidArgument): "report.period"; "report.group" for what is no list of numbers; "report.filter" with
// the parameter in the detail.
Result<ReportRequest> read_request(const ReportKind& kind, const std::map<std::string, std::string>& query);

}  // namespace sd::reports
