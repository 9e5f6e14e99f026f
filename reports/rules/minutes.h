// Whole minutes that add up. Labour records are seconds and plans of shortened days fractions of minutes;
// each shown on its own and rounded would not make the total shown below them. So the total is rounded once,
// half up, and handed out to the rows: each gets its whole minutes, the minutes left over go to those with
// the largest fractions, the upper one of two equal ones first (largest remainder). No row is off by a minute
// or more. Source: domain.md 8.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace sd::reports {

// `of` small units make a minute: 60 seconds, 1000 thousandths.
std::int64_t in_minutes(std::int64_t amount, std::int64_t of);  // half up, also below zero

// The rows' minutes; they add up to in_minutes(sum of `amounts`, of).
std::vector<std::int64_t> shared_out(std::span<const std::int64_t> amounts, std::int64_t of);
// They add up to `total`, which is a row of shared_out() that these amounts stand behind.
std::vector<std::int64_t> shared_out_to(std::span<const std::int64_t> amounts, std::int64_t of,
                                        std::int64_t total);

// numerator / denominator in thousandths, half up; the caller has seen that the denominator is above zero.
std::int64_t thousandths(std::int64_t numerator, std::int64_t denominator);

}  // namespace sd::reports
