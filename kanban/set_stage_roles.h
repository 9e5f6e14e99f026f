// Use case: an administrator says what a group's stages mean. Source: domain.md 2.
#pragma once

#include <functional>
#include <map>

#include "kanban/board_revisions.h"
#include "kanban/card_store.h"
#include "kanban/portal.h"

namespace sd::kanban {

struct SetStageRolesCommand {
  PortalId portal;  // the caller has checked that an administrator of it asks
  GroupId group;
  std::map<StageId, Role> roles;  // stages that are not named keep theirs
};

class SetStageRoles {
 public:
  // `read_again` is to read every ticket of the group anew, in the background: class, timers and status of
  // each follow from the roles its stages have.
  using ReadAgain = std::function<Status(PortalId portal, GroupId group)>;
  SetStageRoles(Portal& portal, CardStore& cards, BoardRevisions& revisions, ReadAgain read_again)
      : portal_(portal), cards_(cards), revisions_(revisions), read_again_(std::move(read_again)) {}

  // The stages with their roles; boards hear of them at once. Tasks that stand in a stage that has become
  // work or done are started or completed in the portal as if they had just been moved there, unless that is
  // switched off. Errors: "group.not_bound"; "stages.unknown" (kNotFound) for a stage the group does not
  // have; role_problems() (kInvalidArgument) when an intake, a work or the one done stage would be missing;
  // those of the store and of `read_again`.
  Result<std::vector<Stage>> run(const SetStageRolesCommand& command);

 private:
  Portal& portal_;
  CardStore& cards_;
  BoardRevisions& revisions_;
  const ReadAgain read_again_;
};

}  // namespace sd::kanban
