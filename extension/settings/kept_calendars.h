// kanban::Calendars from the lines people have set. Thread-safe.
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <vector>

#include "extension/settings/rules/calendar_sheet.h"
#include "extension/settings/settings_tables.h"

namespace sd::settings {

class KeptCalendars final : public kanban::Calendars {
 public:
  struct Ports {
    SettingsTables& tables;
    std::vector<kanban::CountryDays> countries;
    std::function<Result<Zone>(const std::string& name)> find_zone;
    std::function<Millis(PortalId portal)> utc_offset;  // of the portal's clock
  };
  explicit KeptCalendars(Ports ports) : ports_(std::move(ports)) {}

  // Computes a calendar once for the same lines. Lines of a group that no longer make a calendar give way to
  // the portal's, and those to the office week.
  Result<kanban::GroupCalendar> of_group(PortalId portal, GroupId group) override;

  // What is wrong with lines somebody wants to keep for a group (check_calendar); nothing for other sections.
  Result<std::vector<Wrong>> check(PortalId portal, Section section, GroupId group,
                                   std::span<const Row> rows);

 private:
  CalendarFrame frame(PortalId portal) const;

  struct Made {
    CalendarLines lines;
    Millis offset{0};
    kanban::GroupCalendar calendar;
  };
  const Ports ports_;
  std::mutex mutex_;
  std::map<std::pair<PortalId, GroupId>, Made> made_;
};

}  // namespace sd::settings
