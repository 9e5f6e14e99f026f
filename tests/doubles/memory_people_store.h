// PeopleStore in memory.
#pragma once

#include <map>
#include <mutex>
#include <set>
#include <utility>
#include <vector>

#include "kanban/people.h"

namespace sd::test {

class MemoryPeopleStore final : public kanban::PeopleStore {
 public:
  ~MemoryPeopleStore() override;  // elsewhere, so that the class is compiled once

  Result<std::vector<kanban::PortalUser>> users(PortalId portal, std::span<const UserId> ids) override {
    const std::lock_guard lock(mutex_);
    std::vector<kanban::PortalUser> known;
    for (const UserId id : ids) {
      const auto found = users_.find({portal, id});
      if (found != users_.end()) known.push_back(found->second);
    }
    return known;
  }

  Result<std::vector<kanban::PortalUser>> all_users(PortalId portal) override {
    const std::lock_guard lock(mutex_);
    std::vector<kanban::PortalUser> all;
    for (const auto& [key, user] : users_) {
      if (key.first == portal) all.push_back(user);
    }
    return all;
  }

  Status put_users(PortalId portal, std::span<const kanban::PortalUser> users, TimePoint) override {
    const std::lock_guard lock(mutex_);
    for (kanban::PortalUser user : users) {
      kanban::PortalUser& kept = users_[{portal, user.id}];
      if (user.name.empty()) user.name = kept.name;
      kept = std::move(user);
    }
    return Done{};
  }

  Result<std::vector<std::pair<CompanyId, std::string>>> companies(PortalId portal,
                                                                   std::span<const CompanyId> ids) override {
    const std::lock_guard lock(mutex_);
    std::vector<std::pair<CompanyId, std::string>> known;
    for (const CompanyId id : ids) {
      const auto found = companies_.find({portal, id});
      if (found != companies_.end()) known.emplace_back(id, found->second);
    }
    return known;
  }

  Result<std::vector<CompanyId>> all_companies(PortalId portal) override {
    const std::lock_guard lock(mutex_);
    std::vector<CompanyId> all;
    for (const auto& [key, title] : companies_) {
      if (key.first == portal) all.push_back(key.second);
    }
    return all;
  }

  Status put_companies(PortalId portal, std::span<const std::pair<CompanyId, std::string>> companies,
                       TimePoint) override {
    const std::lock_guard lock(mutex_);
    for (const auto& [id, name] : companies) companies_[{portal, id}] = name;
    return Done{};
  }

  Result<std::vector<kanban::GroupMember>> members(PortalId portal, GroupId group) override {
    const std::lock_guard lock(mutex_);
    return members_[{portal, group}];
  }

  Result<bool> appointed(PortalId, UserId user) override { return administrators.contains(user); }
  std::set<UserId> administrators;  // appointed in the settings

  Status put_members(PortalId portal, GroupId group, std::span<const kanban::GroupMember> members) override {
    const std::lock_guard lock(mutex_);
    members_[{portal, group}].assign(members.begin(), members.end());
    return Done{};
  }

 private:
  std::mutex mutex_;
  std::map<std::pair<PortalId, UserId>, kanban::PortalUser> users_;
  std::map<std::pair<PortalId, CompanyId>, std::string> companies_;
  std::map<std::pair<PortalId, GroupId>, std::vector<kanban::GroupMember>> members_;
};

}  // namespace sd::test
