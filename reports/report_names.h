// What the ids in a report's tables are called.
#pragma once

#include <map>
#include <span>
#include <string>

#include "kanban/card_store.h"
#include "kanban/people.h"
#include "reports/labour_facts.h"
#include "reports/rules/report.h"

namespace sd::reports {

// Only ids that occur and are known; by id.
struct Names {
  std::map<std::int64_t, std::string> users, companies, groups, stages, tickets;
};

class ReportNames {
 public:
  struct Parts {
    kanban::CardStore& cards;
    kanban::PeopleStore& people;
    LabourFacts& facts;
  };
  explicit ReportNames(Parts parts) : parts_(parts) {}

  // Errors: those of the stores.
  Result<Names> of(PortalId portal, std::span<const Table> tables);

 private:
  Parts parts_;
};

}  // namespace sd::reports
