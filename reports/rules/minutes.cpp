#include "reports/rules/minutes.h"

#include <algorithm>
#include <numeric>

namespace sd::reports {
namespace {

// Rounded down, also below zero.
std::int64_t whole(std::int64_t amount, std::int64_t of) {
  const std::int64_t cut = amount / of;
  return amount % of < 0 ? cut - 1 : cut;
}

}  // namespace

std::int64_t in_minutes(std::int64_t amount, std::int64_t of) { return whole(2 * amount + of, 2 * of); }

std::vector<std::int64_t> shared_out(std::span<const std::int64_t> amounts, std::int64_t of) {
  const std::int64_t sum = std::accumulate(amounts.begin(), amounts.end(), std::int64_t{0});
  return shared_out_to(amounts, of, in_minutes(sum, of));
}

std::vector<std::int64_t> shared_out_to(std::span<const std::int64_t> amounts, std::int64_t of,
                                        std::int64_t total) {
  std::vector<std::int64_t> minutes;
  minutes.reserve(amounts.size());
  for (const std::int64_t amount : amounts) minutes.push_back(whole(amount, of));
  const std::int64_t left = total - std::accumulate(minutes.begin(), minutes.end(), std::int64_t{0});
  std::vector<std::size_t> rows(amounts.size());
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  const auto fraction = [&](std::size_t row) { return amounts[row] - minutes[row] * of; };
  std::stable_sort(rows.begin(), rows.end(), [&](std::size_t left_row, std::size_t right_row) {
    return fraction(left_row) > fraction(right_row);
  });
  const std::size_t more = std::min(rows.size(), static_cast<std::size_t>(std::max<std::int64_t>(0, left)));
  for (std::size_t i = 0; i < more; ++i) ++minutes[rows[i]];
  return minutes;
}

std::int64_t thousandths(std::int64_t numerator, std::int64_t denominator) {
  return whole(2'000 * numerator + denominator, 2 * denominator);
}

}  // namespace sd::reports
