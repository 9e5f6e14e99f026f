// How far the back-fill has come in each group: the tasks of a group, and the pasts of its open ones.
#pragma once

#include <map>
#include <span>

#include "kanban/fill_store.h"

namespace sd::health {

struct GroupProgress {
  std::int64_t planned = 0;  // objects, as far as they are counted yet
  std::int64_t done = 0;

  friend bool operator==(const GroupProgress&, const GroupProgress&) = default;
};

// Phases of the whole portal are nobody's. Groups that nothing was begun for are missing.
std::map<GroupId, GroupProgress> group_progress(std::span<const kanban::FillPoint> points);

}  // namespace sd::health
