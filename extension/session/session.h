// The page's session: a short-lived signed token, kept in the page's memory and sent as a header, because
// third-party cookies are blocked in frames (architecture.md 4). The token says who; what he may do is asked
// again at each request.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "extension/core/ids.h"
#include "extension/core/result.h"
#include "extension/core/time.h"

namespace sd::session {

struct Session {
  PortalId portal;
  UserId user;
  bool administrator = false;  // of the portal, or appointed in the settings, when the session began
  bool external = false;       // an extranet user: a client
  std::string lang = "en";     // "ru" or "en"
  TimePoint expires_at;
  std::int64_t link = 0;  // the personal link that has opened it; 0: the portal has

  friend bool operator==(const Session&, const Session&) = default;
};

// How long a page may live without asking the portal again who its user is.
inline constexpr std::chrono::minutes kSessionLife{30};

// Signs and checks tokens with HMAC-SHA-512/256 (libsodium). Thread-safe.
class SessionSigner {
 public:
  using Key = std::array<unsigned char, 32>;
  explicit SessionSigner(const Key& key) : key_(key) {}

  // URL-safe text, under 200 characters.
  std::string sign(const Session& session) const;

  // Errors (answered as 401): "session.missing", "session.malformed", "session.forged", "session.expired".
  Result<Session> check(std::string_view token, TimePoint now) const;

 private:
  Key key_;
};

}  // namespace sd::session
