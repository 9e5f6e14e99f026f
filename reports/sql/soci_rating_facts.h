// RatingFacts over SOCI: reads what extension/clients keeps.
#pragma once

#include "extension/storage/database.h"
#include "reports/rating_facts.h"

namespace sd::reports::sql {

class SociRatingFacts final : public RatingFacts {
 public:
  // `database` must outlive this object.
  explicit SociRatingFacts(storage::Database& database) : database_(database) {}

  Result<std::vector<RatingFact>> ratings(PortalId portal, const std::vector<GroupId>& groups, TimePoint from,
                                          TimePoint to) override;

 private:
  storage::Database& database_;
};

}  // namespace sd::reports::sql
