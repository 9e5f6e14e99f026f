// Estimates: hours in people's and the portal's writing, whole minutes inside. Source: domain.md 3.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "extension/core/result.h"

namespace sd::kanban {

inline constexpr std::int64_t kMaxEstimateMinutes = 10'000 * 60;

// Whole minutes, or none for an empty estimate, which is not 0.
using Minutes = std::optional<std::int64_t>;

// What a person typed: "1,5", "1.5", "1:30", "2 ч", "2 h", "90 мин", "1 ч 30 мин"; blank text is empty. A
// bare number is hours. Rounded half up to whole minutes, exactly (in decimals, not through a double). Errors
// (kInvalidArgument): "estimate.negative"; "estimate.too_large" above 10,000 h; "estimate.not_a_number" for
// anything else, "NaN" and "inf" among it.
Result<Minutes> parse_estimate(std::string_view text);

struct PortalEstimate {
  Minutes minutes;      // absent: empty or invalid
  std::string invalid;  // the raw text when it was refused, else ""

  friend bool operator==(const PortalEstimate&, const PortalEstimate&) = default;
};

// What the portal holds: the text of a double in hours, exponents allowed. A value a person could not have
// entered is kept raw and treated as empty.
PortalEstimate read_estimate(std::string_view raw);

// The portal's number text: hours with a point and at most four decimals ("1.5", "0.8333", "0"), "" for
// empty. read_estimate() of it gives the same minutes.
std::string portal_estimate(Minutes minutes);

}  // namespace sd::kanban
