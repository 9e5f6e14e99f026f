// What the portal says about working time as lines of the calendar: what holds until somebody edits it here.
#pragma once

#include <span>
#include <vector>

#include "extension/core/time.h"
#include "extension/settings/rules/section.h"
#include "kanban/calendar_portal.h"
#include "kanban/rules/country_days.h"

namespace sd::settings {

// Rows of Section::kCalendar, by name. A day of nine hours or more has an hour for lunch at 13:00: the portal
// knows no breaks. The country's calendar is on where the portal keeps most of its holidays. The zone is the
// one whole hours from UTC, or the country's capital's where that shows the same; none for other distances.
std::vector<Row> portal_lines(const kanban::PortalHours& hours,
                              std::span<const kanban::CountryDays> countries, Millis utc_offset);

// Does somebody who keeps these holidays live by that calendar? Of the holidays that come on the same days
// every year, neighbouring days counting as one, three of four are kept on some day.
bool keeps_holidays_of(const kanban::CountryDays& country, std::span<const std::chrono::month_day> holidays);

}  // namespace sd::settings
