// What our records say of each portal, and what an installed one says itself with the administrator's token.
#pragma once

#include <string>
#include <vector>

#include "extension/config/config.h"
#include "extension/core/time.h"
#include "extension/installation/installation_store.h"
#include "extension/installation/preview_installation.h"
#include "extension/portal/portal_admin.h"
#include "install/sdctl/doctor/finding.h"

namespace sd::sdctl {

// For every listed portal: "portal.not_installed" (note), "portal.uninstalled" (note), "portal.unfinished"
// with the step that failed. And "portal.unlisted" for one that is installed but no longer in the
// configuration.
Findings record_findings(const config::Config& config, installation::InstallationStore& store);

// Asks the portal; `groups`: those bound. "scope.missing", "event.unbound", "portal.incomplete" (a field,
// place or stage is missing), "portal.reading" (note), "portal.not_finished" (installFinish was never
// called), "clock.off", "portal.token" (the administrator's token is refused), or the error with which the
// portal cannot be looked at.
Findings installed_findings(const installation::InstalledPortal& portal, const std::vector<GroupId>& groups,
                            installation::PreviewInstallation& preview, portal::PortalAdmin& admin,
                            TimePoint now);

}  // namespace sd::sdctl
