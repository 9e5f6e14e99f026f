// Port: what clients were asked about work that was done, and what they said. Kept by SociRatingFacts.
#pragma once

#include <vector>

#include "extension/core/result.h"
#include "reports/rules/ratings.h"

namespace sd::reports {

class RatingFacts {
 public:
  virtual ~RatingFacts() = default;

  // Questions asked in [from, to) about requests of these groups that are done still: what was opened again
  // since counts no more (domain.md 2). In the order they were asked.
  virtual Result<std::vector<RatingFact>> ratings(PortalId portal, const std::vector<GroupId>& groups,
                                                  TimePoint from, TimePoint to) = 0;
};

}  // namespace sd::reports
