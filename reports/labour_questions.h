// What the reports on labour records share.
#pragma once

#include <string_view>

#include "reports/labour_facts.h"
#include "reports/plan_store.h"
#include "reports/report_registry.h"

namespace sd::reports {

// Whose records a question is about. Errors: the store's.
Result<LabourScope> scope_of(const ReportQuestion& question, PlanStore& plans);

bool is_excluded(const LabourScope& scope, UserId user);

// Notes all of them may have: "closed_changed" (a record of a month that is over was made, edited or deleted
// after it), "some_groups" (hours on tasks of other bound groups do not count).
Result<std::vector<std::string>> common_notes(const ReportQuestion& question, const LabourScope& scope,
                                              LabourFacts& facts);

// Tables "tasks" and "records" of the period, at most kMostBehind rows each; `total` minutes is the row they
// stand behind. A table that is cut has no total row.
Result<Behind> tasks_and_records(const LabourScope& scope, const Period& period, const Zone& zone,
                                 std::int64_t total, LabourFacts& facts);

// The number behind "user:" and the like. Errors: "report.row" (kInvalidArgument).
Result<std::int64_t> number_after(std::string_view prefix, std::string_view row);
Error wrong_row();

}  // namespace sd::reports
