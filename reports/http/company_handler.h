// The tab of a company's card: GET /api/company?company=.
#pragma once

#include <functional>

#include "kanban/http/line_json.h"
#include "kanban/portal.h"
#include "reports/company_summary.h"

namespace sd::reports {

class CompanyHandler {
 public:
  struct Parts {
    const visitors::Guard& guard;
    CompanySummaryOf& summary;
    kanban::CardStore& cards;
    kanban::PeopleStore& people;
    kanban::Portal& portal;
    std::function<Millis(PortalId portal)> utc_offset;  // of the portal's clocks
  };
  explicit CompanyHandler(Parts parts) : parts_(std::move(parts)) {}

  // {"now_ms", "name", "month": "2026-03", "plan_min" or null, "used_min", "estimated_min", "cards"}: of the
  // boards the visitor may see. Errors: session.* (401), "request.company"; "board.denied" for somebody who
  // sees no board at all.
  http::Response company(const http::Request& request);

 private:
  Parts parts_;
};

}  // namespace sd::reports
