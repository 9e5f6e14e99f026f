// What the portal tells about the application itself: installed (API-only), updated, uninstalled. Source:
// portal-api.md 2.4. Runs in the drain, after the event's 200.
#pragma once

#include <functional>
#include <string_view>

#include "extension/installation/admit_portal.h"
#include "extension/installation/contact.h"
#include "extension/installation/installation_store.h"
#include "extension/portal/portal_admin.h"
#include "extension/portal/token_store.h"

namespace sd::installation {

class ApplicationEvents {
 public:
  // Starts an installation without groups in the background, in the portal's language.
  using StartInstallation = std::function<Status(PortalId portal, const std::string& lang)>;

  // All references must outlive this object.
  ApplicationEvents(AdmitPortal& admit, portal::PortalAdmin& admin, portal::TokenStore& tokens,
                    InstallationStore& store, StartInstallation start)
      : admit_(admit), admin_(admin), tokens_(tokens), store_(store), start_(std::move(start)) {}

  // ONAPPINSTALL: admits the portal, then installs fields, placements and events; groups are bound later.
  // ONAPPUPDATE: takes the new application token once the portal has confirmed that an administrator sent it,
  // and binds everything again. ONAPPUNINSTALL: CLEAN=1 removes the portal's rows; else they stay, the portal
  // is marked and its tokens are forgotten. Unknown names are done at once. Errors: contact_of_event's,
  // AdmitPortal's; "install.wrong_token" (kPermissionDenied) for an update or uninstallation that does not
  // come from the portal. An unknown portal's uninstallation is done at once.
  Status handle(std::string_view event, const Form& fields);

 private:
  Status install(const Form& fields);
  Status update(const Form& fields);
  Status uninstall(const Form& fields);

  AdmitPortal& admit_;
  portal::PortalAdmin& admin_;
  portal::TokenStore& tokens_;
  InstallationStore& store_;
  StartInstallation start_;
};

// Removes a portal, with or without its data. Also used by `sdctl uninstall`.
Status uninstall_portal(const InstalledPortal& portal, bool wipe, portal::TokenStore& tokens,
                        InstallationStore& store);

}  // namespace sd::installation
