// Port: the OAuth tokens of people, keyed by (portal, user). The adapter keeps them sealed; nothing of
// them reaches a log.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "extension/core/ids.h"
#include "extension/core/result.h"
#include "extension/core/secret.h"
#include "extension/core/time.h"

namespace sd::portal {

struct Tokens {
  Secret access;
  Secret refresh;
  TimePoint expires_at;  // of the access token, by our own clock

  friend bool operator==(const Tokens&, const Tokens&) = default;
};

class TokenStore {
 public:
  virtual ~TokenStore() = default;

  // The person's tokens, or nullopt: the person has not opened one of our pages yet.
  virtual Result<std::optional<Tokens>> load(PortalId portal, UserId user) = 0;
  // Inserts or replaces. Returns after the tokens are durable: the old refresh token is dead by then.
  virtual Status save(PortalId portal, UserId user, const Tokens& tokens) = 0;
  virtual Status forget(PortalId portal, UserId user) = 0;

  // Whose tokens background work uses: the installing administrator first, then the spare. May be empty.
  virtual Result<std::vector<UserId>> background(PortalId portal) = 0;
  virtual Status set_background(PortalId portal, std::span<const UserId> users) = 0;
};

}  // namespace sd::portal
