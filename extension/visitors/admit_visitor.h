// Who opened a page: asked of the portal, never taken from the form (portal-api.md 2.6).
#pragma once

#include <functional>
#include <string>
#include <vector>

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

// Whose tokens serve background work now. kSpare: the first administrator's are refused. kNone: everybody's.
enum class BackgroundAccess { kFirst, kSpare, kNone };

class AdmitVisitor {
 public:
  using AccessOf = std::function<BackgroundAccess(PortalId portal)>;

  // All references must outlive this object.
  AdmitVisitor(installation::InstallationStore& portals, portal::PortalAdmin& admin,
               portal::TokenStore& tokens, kanban::PeopleStore& people, const Clock& clock, AccessOf access);

  // Asks the portal we know under the contact's member_id who holds the access token, at no other address
  // than the one known or, when the contact names another and nothing of ours is served at the known one, the
  // one that the portal's authorisation server names for this person's refresh token, and keeps the person's
  // tokens: what he does on our pages is done with them. An administrator's serve background work too where
  // there is no spare, or where somebody's are refused. Errors (kPermissionDenied): "visit.unknown_portal",
  // "visit.uninstalled", "visit.forged" (another application token), "portal.auth" (the portal does not know
  // the access token); and the portal's own (portal.*).
  Result<Visitor> run(const installation::Contact& contact);

 private:
  Result<portal::Profile> verify(const installation::InstalledPortal& portal,
                                 const installation::Contact& contact, portal::Tokens& tokens);

  installation::InstallationStore& portals_;
  portal::PortalAdmin& admin_;
  portal::TokenStore& tokens_;
  kanban::PeopleStore& people_;
  const Clock& clock_;
  AccessOf access_;
};

// Whose tokens background work uses after `administrator` has come, at most two people.
std::vector<UserId> background_with(const std::vector<UserId>& before, UserId administrator,
                                    BackgroundAccess access);

}  // namespace sd::visitors
