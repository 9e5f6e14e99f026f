// Change requests that were done: estimate against fact. Source: domain.md 8, 3.
#pragma once

#include <vector>

#include "reports/rules/question.h"
#include "reports/rules/ticket_line.h"

namespace sd::reports {

// Tables "estimates" by assignee (behind: "user:7") and "requests", the change requests themselves, unless
// there are more than `most` ("tasks_cut"). Time and estimates are those of requests with an estimate; fact
// is all time spent on them, deviation fact minus estimate. Notes: "no_requests", "some_without_estimate".
Report estimates(const std::vector<TicketLine>& done, const ReportQuestion& question, std::size_t most);

// Table "requests" of one assignee; the values are those of estimates(), where he has them.
Table requests_of(const std::vector<TicketLine>& done, UserId assignee, std::size_t most);

}  // namespace sd::reports
