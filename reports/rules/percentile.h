// The one percentile of all reports, by nearest rank: of n values in ascending order the p-th percentile is
// the one at place ceil(p * n / 100), counted from 1. So it is always one of the values, and at least p in a
// hundred are not above it. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "reports/rules/report.h"

namespace sd::reports {

// `p` from 1 to 100. None of no values. `ascending` is sorted.
inline std::optional<std::int64_t> percentile(const std::vector<std::int64_t>& ascending, int p) {
  if (ascending.empty()) return std::nullopt;
  const std::size_t rank = (ascending.size() * static_cast<std::size_t>(p) + 99) / 100;
  return ascending[rank - 1];
}

// part / whole in thousandths, rounded half up; no value without a whole. Neither is negative, nor above
// 10^15.
inline Cell share_of(std::int64_t part, std::int64_t whole) {
  if (whole <= 0) return {};
  return (part * 1'000 + whole / 2) / whole;
}

}  // namespace sd::reports
