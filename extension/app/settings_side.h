// The settings of portals, and the pages beside the board that follow from them: what people change on the
// settings page wired to what it changes, the home page, the tab of a company.
#pragma once

#include "extension/app/stores.h"
#include "extension/core/clock.h"
#include "extension/http/router.h"
#include "extension/settings/edit_group.h"
#include "extension/settings/edit_stages.h"
#include "extension/settings/follow_portal_calendar.h"
#include "extension/settings/http/directory_handlers.h"
#include "extension/settings/http/settings_handlers.h"
#include "extension/settings/kept_calendars.h"
#include "extension/settings/save_settings.h"
#include "kanban/follow_titles.h"
#include "kanban/http/mine_handler.h"
#include "manifests/manifest.h"
#include "reports/http/company_handler.h"

namespace sd::app {

class SettingsSide {
 public:
  struct Ports {
    Stores& stores;
    kanban::Portal& portal;
    kanban::CalendarPortal& calendar_portal;
    settings::KeptCalendars& calendars;
    const manifests::Manifests& manifests;
    kanban::SyncStages& sync_stages;
    kanban::SyncTickets& sync_tickets;
    kanban::BoardRevisions& revisions;
    const visitors::Guard& guard;
    const Clock& clock;
    std::function<Status(PortalId portal, GroupId group)> read_again;
    std::function<Millis(PortalId portal)> utc_offset;
    // A section of the portal's settings was saved: what boards have kept of it is old.
    std::function<void(PortalId portal)> saved;
  };

  // All references must outlive this object.
  explicit SettingsSide(const Ports& ports);

  void add_routes(http::Router& router);
  // EditGroup::note_bound().
  Status note_bound(PortalId portal, UserId user, const kanban::BoundGroup& group) {
    return group_.note_bound(portal, user, group);
  }

  kanban::FollowTitles titles;
  settings::FollowPortalCalendar calendar;

 private:
  settings::SaveSettings save_;
  settings::EditStages stages_;
  settings::EditGroup group_;
  settings::DirectoryHandlers directory_;
  settings::SettingsHandlers handlers_;
  reports::CompanySummaryOf summary_;
  reports::CompanyHandler company_;
  kanban::MineHandler mine_;
};

}  // namespace sd::app
