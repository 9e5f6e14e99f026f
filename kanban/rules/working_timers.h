// LU and WIA counted in the working time of a group's calendar. The page's twin is kanban/ui/work_clock.ts.
// Source: domain.md 5.
#pragma once

#include "kanban/rules/calendar.h"
#include "kanban/rules/timers.h"

namespace sd::kanban {

// As read_timers() without a calendar, in working time; `stopped` stays calendar time, for of intervals that
// are over only their sum is kept.
TimerReading read_timers(const Card& card, const TimerThresholds& thresholds, TimePoint now,
                         const Calendar& working);

}  // namespace sd::kanban
