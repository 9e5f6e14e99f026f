// The application tokens of the portals we serve, in memory: an event is checked without touching the
// database. Thread-safe.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <shared_mutex>
#include <string>
#include <vector>

#include "extension/core/clock.h"
#include "extension/core/ids.h"
#include "extension/core/result.h"

namespace sd::webhooks {

struct KnownPortal {
  std::string member_id;
  PortalId portal;
  std::string application_token;  // secret
};

class KnownPortals {
 public:
  using Load = std::function<Result<std::vector<KnownPortal>>()>;

  // Loads at first use.
  KnownPortals(Load load, const Clock& clock) : load_(std::move(load)), clock_(clock) {}

  // To be called after a portal was installed, changed or removed.
  Status refresh();

  // The portal, when `token` is its application token. Looks into the database at most once a second, and
  // only when the token is not the known one. Constant time in the token.
  std::optional<PortalId> admit(const std::string& member_id, const std::string& token);

 private:
  std::optional<PortalId> look_up(const std::string& member_id, const std::string& token) const;
  bool may_refresh();

  const Load load_;
  const Clock& clock_;
  mutable std::shared_mutex mutex_;
  std::map<std::string, KnownPortal> portals_;
  std::optional<TimePoint> refreshed_at_;
};

}  // namespace sd::webhooks
