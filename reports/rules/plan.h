// Plans: hours of an employee's working day and of a client's calendar month, each from a date on. Source:
// domain.md 8.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>

#include "extension/core/ids.h"
#include "extension/core/time.h"

namespace sd::reports {

struct EmployeePlan {
  UserId user;
  std::chrono::sys_days valid_from;
  std::int64_t minutes = 0;  // of a working day

  friend bool operator==(const EmployeePlan&, const EmployeePlan&) = default;
};

struct ClientPlan {
  CompanyId company;
  std::chrono::sys_days valid_from;
  std::int64_t minutes = 0;  // of a calendar month

  friend bool operator==(const ClientPlan&, const ClientPlan&) = default;
};

// The plan that is valid on `day`: the latest that began by then. None: nobody has planned anything.
std::optional<std::int64_t> plan_on(std::span<const EmployeePlan> plans, UserId user,
                                    std::chrono::sys_days day);
// Of a month: the one valid on its first day; one that begins within the month counts from the next, unless
// there was none before.
std::optional<std::int64_t> plan_of_month(std::span<const ClientPlan> plans, CompanyId company,
                                          std::chrono::year_month month);

// [from, to) of the calendar month of `at`, for clocks `offset` ahead of UTC.
struct Month {
  std::chrono::year_month name;
  TimePoint from;
  TimePoint to;

  friend bool operator==(const Month&, const Month&) = default;
};
Month month_of(TimePoint at, Millis offset);

}  // namespace sd::reports
