// Background writes under way, so that whichever look sees their traces first knows they are ours.
#pragma once

#include <map>
#include <mutex>
#include <utility>
#include <vector>

#include "kanban/rules/merge.h"

namespace sd::kanban {

class OwnWrites {
 public:
  // The writes count as ours while this lives.
  class Expectation {
   public:
    Expectation(OwnWrites& writes, PortalId portal, TicketId ticket, std::vector<OwnWrite> expected)
        : writes_(writes), key_(portal, ticket) {
      const std::lock_guard lock(writes_.mutex_);
      writes_.under_way_[key_] = std::move(expected);
    }
    Expectation(const Expectation&) = delete;
    Expectation& operator=(const Expectation&) = delete;
    ~Expectation() {
      const std::lock_guard lock(writes_.mutex_);
      writes_.under_way_.erase(key_);
    }

   private:
    OwnWrites& writes_;
    std::pair<PortalId, TicketId> key_;
  };

  std::vector<OwnWrite> of(PortalId portal, TicketId ticket) const {
    const std::lock_guard lock(mutex_);
    const auto found = under_way_.find({portal, ticket});
    return found == under_way_.end() ? std::vector<OwnWrite>{} : found->second;
  }

 private:
  mutable std::mutex mutex_;
  std::map<std::pair<PortalId, TicketId>, std::vector<OwnWrite>> under_way_;
};

}  // namespace sd::kanban
