// The way out to the portals: one transport, one caller, and the two ports the use cases see.
#pragma once

#include "extension/app/stores.h"
#include "extension/config/config.h"
#include "extension/core/clock.h"
#include "extension/portal/calendar.h"
#include "extension/portal/caller.h"
#include "extension/portal/card_portal_rest.h"
#include "extension/portal/file_portal_rest.h"
#include "extension/portal/labour.h"
#include "extension/portal/oauth.h"
#include "extension/portal/offline_queue_rest.h"
#include "extension/portal/portal_admin_rest.h"
#include "extension/portal/portal_rest.h"
#include "extension/portal/transport.h"
#include "manifests/manifest.h"

namespace sd::app {

class PortalSide {
 public:
  PortalSide(std::unique_ptr<portal::Transport> way_out, const config::Config& config,
             const manifests::Manifests& manifests, Stores& stores, const Clock& clock,
             portal::Conditions::Heard heard);

  // How the portals are doing; every change is told to `heard`.
  portal::Conditions& conditions() { return caller_.conditions(); }

  // A notice to one person inside the portal.
  Status notify(PortalId portal, UserId to, const std::string& message, const std::string& tag);

  // portal::list_contacts() in the background.
  Result<std::vector<std::pair<ContactId, std::string>>> contacts(PortalId portal, CompanyId company);

  Millis utc_offset(PortalId portal) { return caller_.utc_offset(portal); }

  // Calls that wait for a limit give up from now on.
  void stop() { sleeper_.stop(); }

  std::optional<portal::RequestUsage> usage(PortalId portal) { return caller_.usage(portal); }

 private:
  const std::unique_ptr<portal::Transport> transport_;
  portal::ThreadSleeper sleeper_;
  portal::SeededRandom random_;
  portal::OAuth oauth_;
  portal::Caller caller_;

 public:
  portal::PortalRest rest;
  portal::CardPortalRest cards;
  portal::PortalAdminRest admin;
  portal::OfflineQueueRest queue;
  portal::LabourRest labour;
  portal::CalendarRest calendar;
  portal::FilePortalRest files;
};

}  // namespace sd::app
