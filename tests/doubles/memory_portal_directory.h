// A PortalDirectory in memory.
#pragma once

#include <map>
#include <mutex>

#include "extension/portal/portal_directory.h"

namespace sd::test {

class MemoryPortalDirectory final : public portal::PortalDirectory {
 public:
  void put(const portal::PortalRecord& record) {
    const std::lock_guard lock(mutex_);
    records_[record.id] = record;
  }
  Result<portal::PortalRecord> find(PortalId portal) override {
    const std::lock_guard lock(mutex_);
    const auto found = records_.find(portal);
    if (found == records_.end()) return Error{ErrorKind::kNotFound, "portal.unknown", ""};
    return found->second;
  }
  Status moved(PortalId portal, const std::string& client_endpoint) override {
    const std::lock_guard lock(mutex_);
    records_[portal].client_endpoint = client_endpoint;
    return Done{};
  }

 private:
  std::mutex mutex_;
  std::map<PortalId, portal::PortalRecord> records_;
};

}  // namespace sd::test
