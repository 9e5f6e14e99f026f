// Who opened a page: asked of the portal, never taken from the form (portal-api.md 2.6).
#pragma once

#include <string>

#include "extension/core/clock.h"
#include "extension/installation/contact.h"
#include "extension/installation/installation_store.h"
#include "extension/portal/portal_admin.h"
#include "extension/portal/token_store.h"
#include "extension/session/session.h"
#include "kanban/people.h"

namespace sd::visitors {

struct Visitor {
  session::Session session;
  std::string name;
  installation::InstalledPortal portal;
};

class AdmitVisitor {
 public:
  // All references must outlive this object.
  AdmitVisitor(installation::InstallationStore& portals, portal::PortalAdmin& admin,
               portal::TokenStore& tokens, kanban::PeopleStore& people, const Clock& clock);

  // Asks the portal we know under the contact's member_id (and no other address) who holds the access token,
  // and keeps the person's tokens: what he does on our pages is done with them. Errors (kPermissionDenied):
  // "visit.unknown_portal", "visit.uninstalled", "visit.forged" (another application token), "portal.auth"
  // (the portal does not know the access token); and the portal's own (portal.*).
  Result<Visitor> run(const installation::Contact& contact);

 private:
  installation::InstallationStore& portals_;
  portal::PortalAdmin& admin_;
  portal::TokenStore& tokens_;
  kanban::PeopleStore& people_;
  const Clock& clock_;
};

}  // namespace sd::visitors
