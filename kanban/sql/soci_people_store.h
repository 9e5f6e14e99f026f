// PeopleStore on SOCI. Thread-safe: each call leases a session.
#pragma once

#include "extension/storage/database.h"
#include "kanban/people.h"

namespace sd::kanban::sql {

class SociPeopleStore final : public PeopleStore {
 public:
  explicit SociPeopleStore(storage::Database& database) : database_(database) {}

  Result<std::vector<PortalUser>> users(PortalId portal, std::span<const UserId> ids) override;
  Result<std::vector<PortalUser>> all_users(PortalId portal) override;
  Status put_users(PortalId portal, std::span<const PortalUser> users, TimePoint now) override;
  Result<std::vector<std::pair<CompanyId, std::string>>> companies(PortalId portal,
                                                                   std::span<const CompanyId> ids) override;
  Result<std::vector<CompanyId>> all_companies(PortalId portal) override;
  Status put_companies(PortalId portal, std::span<const std::pair<CompanyId, std::string>> companies,
                       TimePoint now) override;
  Result<std::vector<GroupMember>> members(PortalId portal, GroupId group) override;
  Result<bool> appointed(PortalId portal, UserId user) override;
  Status put_members(PortalId portal, GroupId group, std::span<const GroupMember> members) override;

 private:
  storage::Database& database_;
};

}  // namespace sd::kanban::sql
