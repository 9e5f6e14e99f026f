// Ports that nobody stands behind.
#pragma once

#include "kanban/board_revisions.h"
#include "kanban/stage_notices.h"

namespace sd::test {

struct Unheard final : kanban::BoardRevisions {
  void changed(PortalId, GroupId, std::int64_t) override {}
};

struct Unnoticed final : kanban::StageNotices {
  void appeared(PortalId, GroupId, const kanban::Stage&) override {}
  void removed(PortalId, GroupId, const kanban::Stage&) override {}
  void problems(PortalId, GroupId, const std::vector<std::string>&) override {}
};

}  // namespace sd::test
