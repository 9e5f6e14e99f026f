#include "extension/settings/kept_calendars.h"

namespace sd::settings {

CalendarFrame KeptCalendars::frame(PortalId portal) const {
  return {ports_.utc_offset(portal), ports_.countries, ports_.find_zone};
}

Result<kanban::GroupCalendar> KeptCalendars::of_group(PortalId portal, GroupId group) {
  const Result<Stored> whole = ports_.tables.read(portal, Section::kCalendar, GroupId{});
  if (!whole) return whole.error();
  Stored own;
  if (group != GroupId{}) {
    Result<Stored> stored = ports_.tables.read(portal, Section::kCalendar, group);
    if (!stored) return stored.error();
    own = std::move(stored).value();
  }
  const CalendarLines lines = lines_of(whole->rows, own.rows);
  const CalendarFrame frame = this->frame(portal);
  const std::pair key{portal, group};
  {
    const std::lock_guard lock(mutex_);
    const auto found = made_.find(key);
    if (found != made_.end() && found->second.lines == lines && found->second.offset == frame.portal_offset) {
      return found->second.calendar;
    }
  }
  Result<kanban::GroupCalendar> calendar = calendar_of(lines, frame);
  if (!calendar && !own.rows.empty()) calendar = calendar_of(lines_of(whole->rows), frame);
  if (!calendar && calendar.error().kind == ErrorKind::kInvalidArgument) calendar = calendar_of({}, frame);
  if (!calendar) return calendar;
  const std::lock_guard lock(mutex_);
  made_.insert_or_assign(key, Made{lines, frame.portal_offset, *calendar});
  return calendar;
}

Result<std::vector<Wrong>> KeptCalendars::check(PortalId portal, Section section, GroupId group,
                                                std::span<const Row> rows) {
  if (section != Section::kCalendar) return std::vector<Wrong>{};
  Stored whole;
  if (group != GroupId{}) {
    Result<Stored> stored = ports_.tables.read(portal, Section::kCalendar, GroupId{});
    if (!stored) return stored.error();
    whole = std::move(stored).value();
  }
  return check_calendar(rows, whole.rows, frame(portal));
}

}  // namespace sd::settings
