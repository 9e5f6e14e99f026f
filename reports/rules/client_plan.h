// A client's month: plan, spent, left, forecast. Source: domain.md 8.
#pragma once

#include <optional>
#include <vector>

#include "reports/rules/question.h"

namespace sd::reports {

struct ClientMonth {
  CompanyId company;                         // 0: of no company
  std::chrono::sys_days month;               // its first day
  std::optional<std::int64_t> plan_minutes;  // none: nobody has planned it
  std::int64_t seconds = 0;                  // spent
  std::int64_t seconds_until_today = 0;      // of it before today's midnight

  friend bool operator==(const ClientMonth&, const ClientMonth&) = default;
};

// How much of a month's working time is over, in thousandths of working days: days before today, all days.
struct MonthPace {
  std::chrono::sys_days month;
  std::int64_t over = 0;
  std::int64_t all = 0;
};

// The period's calendar months, whole: a client's plan is one of months.
Period whole_months(const Period& period);

// What the month will come to when it goes on as it has gone until yesterday's end, per working day; a month
// that is over: what was spent. None for months to come and before the first working day is over. Never below
// what is spent.
std::optional<std::int64_t> forecast_minutes(const ClientMonth& month, std::int64_t spent_minutes,
                                             const MonthPace& pace, std::chrono::sys_days today);

// Table "clients" (behind: "company:3/2026-03-01"). `months` ascending by company and month; `paces` has the
// pace of each month that occurs. Notes: "no_records", "no_plan", "some_without_plan", "whole_months" (more
// days are shown than were asked for).
Report plan_clients(const std::vector<ClientMonth>& months, const std::vector<MonthPace>& paces,
                    const ReportQuestion& question);

}  // namespace sd::reports
