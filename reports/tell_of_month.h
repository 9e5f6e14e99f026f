// Use case: on the first working day of a month, from 9:00 by the portal's clock on, managers and
// administrators who want it are told that the report of the past month is ready.
#pragma once

#include <functional>

#include "kanban/calendars.h"
#include "kanban/card_store.h"
#include "kanban/people.h"
#include "reports/monthly_readers.h"
#include "reports/rules/report.h"

namespace sd::reports {

class TellOfMonth {
 public:
  struct Ports {
    MonthlyReaders& readers;
    kanban::Calendars& calendars;
    kanban::CardStore& cards;
    kanban::PeopleStore& people;
    std::function<TimePoint(PortalId portal)> now;
    // Tells one person of a month; again with the same `tag`: in place of the first time.
    std::function<Status(PortalId portal, const MonthlyReader& reader, const Period& month,
                         const std::string& tag)>
        tell;
  };
  explicit TellOfMonth(Ports ports) : ports_(std::move(ports)) {}

  // To be called every now and then; each is told of a month once, whatever is restarted: what is noted after
  // the telling, and a telling that was not noted any more is repeated under its tag. Who asked for it after
  // the hour waits for the next month; who manages no group any more is not told. Errors: those of the
  // stores; the first of `tell`'s, after the others were told.
  Status run(PortalId portal);

 private:
  Result<bool> may_read(PortalId portal, const MonthlyReader& reader);

  Ports ports_;
};

}  // namespace sd::reports
