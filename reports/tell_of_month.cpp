#include "reports/tell_of_month.h"

#include <algorithm>

#include "reports/rules/question.h"

namespace sd::reports {
namespace {

using std::chrono::sys_days;

constexpr std::chrono::hours kFrom{9};

// The instant from which a month's readers are told; none in a month without working days.
std::optional<TimePoint> due(const kanban::Calendar& calendar, sys_days month) {
  for (sys_days day = month; day < next_month(month); day += std::chrono::days{1}) {
    if (calendar.share(day) > 0) return calendar.zone().instant(day, kFrom);
  }
  return std::nullopt;
}

}  // namespace

Result<bool> TellOfMonth::may_read(PortalId portal, const MonthlyReader& reader) {
  const auto users = ports_.people.users(portal, std::vector{reader.user});
  if (!users) return users.error();
  if (users->empty() || !users->front().active || users->front().external) return false;
  if (reader.administrator) return true;
  const auto appointed = ports_.people.appointed(portal, reader.user);
  if (!appointed || *appointed) return appointed;
  const auto groups = ports_.cards.groups(portal);
  if (!groups) return groups.error();
  for (const kanban::BoundGroup& group : *groups) {
    const auto members = ports_.people.members(portal, group.group);
    if (!members) return members.error();
    if (std::any_of(members->begin(), members->end(), [&](const kanban::GroupMember& member) {
          return member.user == reader.user && (member.role == 'A' || member.role == 'E');
        }))
      return true;
  }
  return false;
}

Status TellOfMonth::run(PortalId portal) {
  const auto readers = ports_.readers.readers(portal);
  if (!readers) return readers.error();
  if (readers->empty()) return Done{};
  const auto calendar = ports_.calendars.of_group(portal, GroupId{0});
  if (!calendar) return calendar.error();
  const TimePoint now = ports_.now(portal);
  const sys_days month = month_of(calendar->calendar.zone().day_of(now));
  const auto from = due(calendar->calendar, month);
  if (!from || now < *from) return Done{};
  const Period past = previous({month, next_month(month)});
  const std::string name = to_text(past.from).substr(0, 7);
  Status outcome = Done{};
  for (MonthlyReader reader : *readers) {
    if (reader.since >= *from || reader.told_month == name) continue;
    const auto may = may_read(portal, reader);
    if (!may) return may.error();
    if (!*may) continue;
    const Status told = ports_.tell(portal, reader, past, "SERVICEDESK|MONTH|" + name);
    if (!told) {
      if (outcome) outcome = told;
      continue;
    }
    reader.told_month = name;
    if (const Status noted = ports_.readers.put(portal, reader); !noted) return noted;
  }
  return outcome;
}

}  // namespace sd::reports
