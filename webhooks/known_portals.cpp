#include "webhooks/known_portals.h"

#include <mutex>

#include "webhooks/rules/event.h"

namespace sd::webhooks {

Status KnownPortals::refresh() {
  Result<std::vector<KnownPortal>> loaded = load_();
  if (!loaded) return loaded.error();
  std::map<std::string, KnownPortal> portals;
  for (KnownPortal& portal : *loaded) {
    const std::string member_id = portal.member_id;
    portals.insert_or_assign(member_id, std::move(portal));
  }
  const std::unique_lock lock(mutex_);
  portals_ = std::move(portals);
  return Done{};
}

std::optional<PortalId> KnownPortals::admit(const std::string& member_id, const std::string& token) {
  std::optional<PortalId> portal = look_up(member_id, token);
  if (!portal && may_refresh() && refresh()) portal = look_up(member_id, token);
  return portal;
}

std::optional<PortalId> KnownPortals::look_up(const std::string& member_id, const std::string& token) const {
  const std::shared_lock lock(mutex_);
  const auto found = portals_.find(member_id);
  if (found == portals_.end() || !same_token(found->second.application_token, token)) return std::nullopt;
  return found->second.portal;
}

bool KnownPortals::may_refresh() {
  const std::unique_lock lock(mutex_);
  const TimePoint now = clock_.now();
  if (refreshed_at_ && now - *refreshed_at_ < Millis{1'000} && now >= *refreshed_at_) return false;
  refreshed_at_ = now;
  return true;
}

}  // namespace sd::webhooks
