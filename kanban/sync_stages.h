// Use case: a bound group's stages are the portal group's own, one to one. Source: domain.md 2.
#pragma once

#include <vector>

#include "kanban/board_revisions.h"
#include "kanban/card_store.h"
#include "kanban/portal.h"
#include "kanban/rules/stage_roles.h"
#include "kanban/stage_notices.h"

namespace sd::kanban {

struct StagesOutcome {
  StagesInStep step;
  std::vector<TicketId> displaced;  // cards that stood in a removed stage: to be looked at again
};

class SyncStages {
 public:
  SyncStages(Portal& portal, CardStore& cards, BoardRevisions& revisions, StageNotices& notices)
      : portal_(portal), cards_(cards), revisions_(revisions), notices_(notices) {}

  // Reads the group's stages in the background and keeps ours in step. Errors: those of portal and store.
  Result<StagesOutcome> run(PortalId portal, GroupId group);

 private:
  Result<std::vector<TicketId>> cards_in(PortalId portal, GroupId group, const std::vector<Stage>& removed);
  void tell(PortalId portal, GroupId group, const StagesInStep& step, const std::vector<Stage>& known);

  Portal& portal_;
  CardStore& cards_;
  BoardRevisions& revisions_;
  StageNotices& notices_;
};

}  // namespace sd::kanban
