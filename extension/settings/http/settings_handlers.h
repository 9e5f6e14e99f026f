// How the settings page asks: /api/settings and below. Every handler asks first who the visitor is there;
// what he may is decided by the use cases.
#pragma once

#include <functional>

#include "extension/core/clock.h"
#include "extension/http/message.h"
#include "extension/settings/edit_group.h"
#include "extension/settings/edit_stages.h"
#include "extension/settings/find_editor.h"
#include "extension/settings/follow_portal_calendar.h"
#include "extension/settings/http/calendar_choices.h"
#include "extension/settings/http/directory_handlers.h"
#include "extension/settings/save_settings.h"
#include "extension/visitors/http/guard.h"

namespace sd::settings {

class SettingsHandlers {
 public:
  struct Parts {
    const visitors::Guard& guard;
    SaveSettings& save;
    EditStages& stages;
    EditGroup& group;
    SettingsTables& tables;
    kanban::CardStore& cards;
    kanban::PeopleStore& people;
    DirectoryHandlers& directory;
    kanban::SettingsStore& dictionaries;
    const Clock& clock;
    FollowPortalCalendar& portal_calendar;
    CalendarChoices calendar_choices;
    std::function<Millis(PortalId portal)> utc_offset;
  };
  explicit SettingsHandlers(Parts parts) : parts_(parts) {}

  // All: session.* (401), "settings.denied" (403), "request.*" (400); for saves "settings.wrong" (400) and
  // "settings.stale" (409).
  http::Response context(const http::Request& request);       // GET  /api/settings
  http::Response section(const http::Request& request);       // GET  /api/settings/section/:section
  http::Response save_section(const http::Request& request);  // POST /api/settings/section/:section
  // GET /api/settings/calendar: what a calendar can be made of (CalendarChoices), the portal's distance from
  // UTC, and whether its calendar is still as the portal has it.
  http::Response calendar(const http::Request& request);
  http::Response stages(const http::Request& request);       // GET  /api/settings/stages
  http::Response save_stages(const http::Request& request);  // POST /api/settings/stages
  http::Response group(const http::Request& request);        // GET  /api/settings/group
  http::Response save_group(const http::Request& request);   // POST /api/settings/group
  http::Response release(const http::Request& request);      // GET  /api/settings/release
  http::Response do_release(const http::Request& request);   // POST /api/settings/release
  http::Response journal(const http::Request& request);      // GET  /api/settings/journal?before=
  // GET /api/templates?group=: for everybody on that board.
  http::Response templates(const http::Request& request);

 private:
  using OfGroup = std::function<http::Response(const Editor& editor, GroupId group)>;
  Result<Editor> editor(const http::Request& request) const;
  // Who asks and the group of the query, handed to `use`.
  http::Response of_group(const http::Request& request, const OfGroup& use) const;

  Parts parts_;
};

}  // namespace sd::settings
