// A TokenStore that remembers how often and in which order it was written.
#pragma once

#include <map>
#include <mutex>
#include <utility>

#include "extension/portal/token_store.h"

namespace sd::test {

class MemoryTokenStore final : public portal::TokenStore {
 public:
  Result<std::optional<portal::Tokens>> load(PortalId portal, UserId user) override {
    const std::lock_guard lock(mutex_);
    const auto found = tokens_.find({portal, user});
    if (found == tokens_.end()) return std::optional<portal::Tokens>{};
    return std::optional<portal::Tokens>{found->second};
  }
  Status save(PortalId portal, UserId user, const portal::Tokens& tokens) override {
    const std::lock_guard lock(mutex_);
    if (broken) return Error{ErrorKind::kUnavailable, "db.busy", ""};
    tokens_[{portal, user}] = tokens;
    ++saves;
    return Done{};
  }
  Status forget(PortalId portal, UserId user) override {
    const std::lock_guard lock(mutex_);
    tokens_.erase({portal, user});
    return Done{};
  }
  Result<std::vector<UserId>> background(PortalId portal) override {
    const std::lock_guard lock(mutex_);
    return background_[portal];
  }
  Status set_background(PortalId portal, std::span<const UserId> users) override {
    const std::lock_guard lock(mutex_);
    background_[portal] = {users.begin(), users.end()};
    return Done{};
  }

  int saves = 0;
  bool broken = false;  // save() fails

 private:
  std::mutex mutex_;
  std::map<std::pair<PortalId, UserId>, portal::Tokens> tokens_;
  std::map<PortalId, std::vector<UserId>> background_;
};

}  // namespace sd::test
