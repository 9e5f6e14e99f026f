// Port: the people and companies cards name by id, and who belongs to which group. A copy of what the portal
// said last; kept by SociPeopleStore.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "extension/core/result.h"
#include "kanban/portal.h"

namespace sd::kanban {

class PeopleStore {
 public:
  virtual ~PeopleStore() = default;

  // The known ones of `ids`, in no particular order. Ids below 0 are people whom the portal does not know
  // (on_behalf.h): external, by their names.
  virtual Result<std::vector<PortalUser>> users(PortalId portal, std::span<const UserId> ids) = 0;
  // Every known user, by id.
  virtual Result<std::vector<PortalUser>> all_users(PortalId portal) = 0;
  // Inserts or replaces. An empty name does not replace a known one.
  virtual Status put_users(PortalId portal, std::span<const PortalUser> users, TimePoint now) = 0;

  virtual Result<std::vector<std::pair<CompanyId, std::string>>> companies(
      PortalId portal, std::span<const CompanyId> ids) = 0;
  // Every known company, by id.
  virtual Result<std::vector<CompanyId>> all_companies(PortalId portal) = 0;
  virtual Status put_companies(PortalId portal, std::span<const std::pair<CompanyId, std::string>> companies,
                               TimePoint now) = 0;

  // Members as the portal says; those appointed as managers in the settings count as moderators (E).
  virtual Result<std::vector<GroupMember>> members(PortalId portal, GroupId group) = 0;
  // Whether the settings appoint him an administrator, beside the portal's own (domain.md 1).
  virtual Result<bool> appointed(PortalId portal, UserId user) = 0;
  // Replaces the group's members.
  virtual Status put_members(PortalId portal, GroupId group, std::span<const GroupMember> members) = 0;
};

}  // namespace sd::kanban
