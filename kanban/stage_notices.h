// Port: what an administrator is to be told about a group's stages. Source: domain.md 2.
#pragma once

#include <string>
#include <vector>

#include "extension/core/ids.h"
#include "kanban/rules/stage.h"

namespace sd::kanban {

class StageNotices {
 public:
  virtual ~StageNotices() = default;

  virtual void appeared(PortalId portal, GroupId group, const Stage& stage) = 0;
  virtual void removed(PortalId portal, GroupId group, const Stage& stage) = 0;
  // Codes of role_problems() that the group has now and had not before.
  virtual void problems(PortalId portal, GroupId group, const std::vector<std::string>& codes) = 0;
};

}  // namespace sd::kanban
