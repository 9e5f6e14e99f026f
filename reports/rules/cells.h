// Small steps all reports take when they fill tables.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "reports/rules/minutes.h"
#include "reports/rules/report.h"

namespace sd::reports {

inline Cell cell(const std::optional<std::int64_t>& value) { return value ? Cell{*value} : Cell{}; }
inline Cell cell(std::chrono::sys_days day) { return std::int64_t{day.time_since_epoch().count()}; }

// part / whole; none where there is no whole, or nothing in it (domain.md 8: never infinite, never 0).
inline Cell ratio(std::int64_t part, const std::optional<std::int64_t>& whole) {
  if (!whole || *whole <= 0) return {};
  return thousandths(part, *whole);
}

}  // namespace sd::reports
