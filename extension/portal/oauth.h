// Keeps access tokens fresh. The rotated refresh token is stored before the new access token is used, and for
// one person of one portal only one refresh is under way, however many threads ask.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "extension/core/clock.h"
#include "extension/core/web_address.h"
#include "extension/portal/portal_admin.h"
#include "extension/portal/portal_directory.h"
#include "extension/portal/token_store.h"
#include "extension/portal/transport.h"

namespace sd::portal {

class OAuth {
 public:
  // `servers`: the authorisation servers that may be spoken to; a portal cannot name another one.
  OAuth(Transport& transport, TokenStore& store, PortalDirectory& directory, const Clock& clock,
        std::vector<WebAddress> servers);

  // The person's access token, refreshed first when it is about to expire. Errors: "portal.auth"
  // (kPermissionDenied) when there is none, those of renew().
  Result<Secret> access(const PortalRecord& portal, UserId user);

  // The access token after `stale` was refused. Errors: "portal.auth" when the refresh token is dead,
  // "portal.auth_server" (kPermissionDenied) for a server that is not on the list, "portal.unreachable",
  // "portal.not_json", "portal.shape", errors of the store. When the answer names a new address of the
  // portal, the directory has been told.
  Result<Secret> renew(const PortalRecord& portal, UserId user, const Secret& stale);

  // See PortalAdmin::introduce.
  Result<Introduction> introduce(const Claim& claim);

  // See PortalAdmin::follow.
  Result<Tokens> follow(PortalId portal, const Secret& refresh);

  // The listed address of the server that `server_endpoint` names by its origin; whatever else stands in
  // `server_endpoint` is ignored. Errors: "portal.auth_server".
  Result<std::string> server_address(const std::string& server_endpoint) const;

 private:
  struct Flight {  // of one person
    std::mutex mutex;
    std::optional<Secret> dead;  // refresh token that the server has refused for good
  };
  std::shared_ptr<Flight> flight(PortalId portal, UserId user);
  Result<Secret> refresh(const PortalRecord& portal, UserId user, const Tokens& tokens, Flight& flight);
  Status take_address(const PortalRecord& portal, const Introduction& answer);

  Transport& transport_;
  TokenStore& store_;
  PortalDirectory& directory_;
  const Clock& clock_;
  std::vector<WebAddress> servers_;
  std::mutex mutex_;
  std::map<std::pair<PortalId, UserId>, std::shared_ptr<Flight>> flights_;
};

// "https://host[:port]" of an address with or without path and query, or "".
std::string origin_of(const std::string& address);

}  // namespace sd::portal
