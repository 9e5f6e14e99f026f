// A LabourScope as a condition. Only numbers go into the text.
#pragma once

#include <string>

#include "reports/labour_facts.h"

namespace sd::reports::sql {

// "portal = 1 AND group_id IN (7, 8) AND ...": true for no row when the scope has no groups. `person` is the
// column that names who: user_id of records, assignee of cards.
std::string scope_text(const LabourScope& scope, const std::string& person);

// " AND user_id NOT IN (...)", or "" when nobody is excluded.
std::string without_excluded(const LabourScope& scope, const std::string& person);

}  // namespace sd::reports::sql
