// Port: who wants to know that a board changed. Implemented by the feed that wakes waiting boards.
#pragma once

#include <cstdint>

#include "extension/core/ids.h"

namespace sd::kanban {

class BoardRevisions {
 public:
  virtual ~BoardRevisions() = default;

  // Called after the change is stored, from the thread that stored it; must return at once.
  virtual void changed(PortalId portal, GroupId group, std::int64_t revision) = 0;
};

}  // namespace sd::kanban
