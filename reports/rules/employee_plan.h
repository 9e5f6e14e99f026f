// Plan and fact of employees. Source: domain.md 8.
#pragma once

#include <map>
#include <set>
#include <span>
#include <vector>

#include "reports/rules/plan.h"
#include "reports/rules/question.h"

namespace sd::reports {

// How much of a normal working day each day of a period is, in thousandths; 0: nobody works.
struct WorkDays {
  std::chrono::sys_days first;
  std::vector<std::int32_t> shares;

  std::int32_t on(std::chrono::sys_days day) const;  // 0 outside
};

// Whole days [from, to) on which somebody does not work.
struct DaysOff {
  UserId user;
  std::chrono::sys_days from;
  std::chrono::sys_days to;
};

// Seconds of the labour records of one person on one day.
struct WorkedDay {
  UserId user;
  std::chrono::sys_days day;
  std::int64_t seconds = 0;

  friend bool operator==(const WorkedDay&, const WorkedDay&) = default;
};

struct EmployeeFacts {
  std::vector<UserId> team;         // who has a row where he has a plan
  std::set<UserId> dismissed;       // of those that have records: no longer employed
  std::vector<EmployeePlan> plans;  // without excluded people, as everything here
  std::vector<DaysOff> off;
  WorkDays calendar;              // of the period
  std::vector<WorkedDay> worked;  // of the period
};

// Plans in thousandths of minutes and facts in seconds, before anything is rounded.
struct EmployeeSums {
  struct Line {
    std::optional<std::int64_t> plan;  // none: he has no plan on any day of the period
    std::int64_t seconds = 0;
  };
  std::map<UserId, Line> employees;  // those with records, and those of the team with a plan
  std::vector<Line> steps;           // in the order of steps_of()
};

// A day's plan is the plan valid that day times the day's share; none on his days off. A dismissed employee's
// plan counts in the calendar months in which he has records, and nowhere else.
EmployeeSums employee_sums(const EmployeeFacts& facts, const Period& period, Step step);

// Tables "employees" (behind: "user:7") and, with a step, "periods" (behind: "days:2026-03-02/2026-03-09").
// Notes: "no_records", "no_plan" (nobody has one), "some_without_plan", "no_working_days".
Report plan_employees(const EmployeeFacts& facts, const ReportQuestion& question);

}  // namespace sd::reports
