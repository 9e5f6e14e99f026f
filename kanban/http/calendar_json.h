// A calendar as pages need it to count working time by themselves (kanban/ui/work_clock.ts): what it is made
// of, for the days around now.
#pragma once

#include <boost/json.hpp>

#include "kanban/rules/calendar.h"

namespace sd::kanban {

// {"day_ms", "from_day", "to_day", "offset_ms", "shifts": [[instant_ms, offset_ms]], "week": [[from, to, ...]
// x 7], "days": [[day, from, to, ...]]}: days are counted from 1970-01-01 and lie in [from_day, to_day), ten
// years back and one ahead; from and to are minutes of a local day; "offset_ms" holds before the first shift,
// shifts before from_day are left out.
boost::json::object calendar_json(const Calendar& calendar, TimePoint now);

}  // namespace sd::kanban
