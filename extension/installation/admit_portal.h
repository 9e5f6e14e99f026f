// Decides whether a first contact is who it says, and only then remembers the portal and its tokens.
#pragma once

#include <string>
#include <vector>

#include "extension/core/clock.h"
#include "extension/installation/contact.h"
#include "extension/installation/installation_store.h"
#include "extension/portal/portal_admin.h"
#include "extension/portal/token_store.h"

namespace sd::installation {

// A portal the operator has listed in the configuration, with what its form gave him.
struct ListedPortal {
  WebAddress address;
  std::string client_id;
  Secret client_secret;
};

struct Admission {
  PortalId portal;
  portal::Profile profile;  // an administrator of that portal
  bool first = false;       // the portal was not known, or had uninstalled us
};

class AdmitPortal {
 public:
  // All references must outlive this object. `servers`: the allow-list of authorisation servers, the first of
  // them for portals that name none.
  AdmitPortal(std::vector<ListedPortal> listed, std::vector<WebAddress> servers, portal::PortalAdmin& admin,
              portal::TokenStore& tokens, InstallationStore& store, const Clock& clock);

  // Order of the checks: the portal's address is listed; the authorisation server is on the allow-list; that
  // server knows the access token as one of this very application; the refresh token introduces the same
  // portal, by member_id and by address; the portal at the listed address says that the holder is an
  // administrator. Nothing the contact says is used before the check that proves it. Stored are the portal,
  // its application token, and the administrator's tokens, which background work uses from now on.
  //
  // Errors (kPermissionDenied): "install.portal_unlisted", "install.auth_server", "install.foreign_app",
  // "install.foreign_portal", "install.no_refresh_token", "install.not_admin"; and the portal's own
  // (portal.*).
  Result<Admission> run(const Contact& contact);

 private:
  Result<std::string> trusted_server(const Contact& contact) const;
  const ListedPortal* listed(const WebAddress& address) const;
  Status keep_tokens(PortalId portal, UserId user, const portal::Tokens& tokens);

  std::vector<ListedPortal> listed_;
  std::vector<WebAddress> servers_;
  portal::PortalAdmin& admin_;
  portal::TokenStore& tokens_;
  InstallationStore& store_;
  const Clock& clock_;
};

// "task,user" -> {"task", "user"}; blanks and empty parts are dropped.
std::vector<std::string> split_scopes(const std::string& text);

}  // namespace sd::installation
