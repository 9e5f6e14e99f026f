// What a group's administrators have decided, as the rules need it, and the view of a group against which its
// journals are read.
#pragma once

#include <span>
#include <unordered_set>

#include "extension/core/ids.h"
#include "extension/core/time.h"
#include "kanban/rules/dictionary.h"
#include "kanban/rules/stage.h"

namespace sd::kanban {

// External people: their words are the client's, everybody else's are the staff's (domain.md 1).
using Clients = std::unordered_set<UserId>;

struct GroupRules {
  TimePoint bound_at{};              // facts before it never cause write-backs
  bool status_follows_stage = true;  // domain.md 2
  bool stage_follows_status = true;  // domain.md 2
  bool estimate_first = false;       // domain.md 4
  bool robots_count = false;         // a robot's change is a meaningful update (domain.md 5)
  Dictionary types;                  // domain.md 3
  Dictionary stoppers;
};

// Refers to what its maker owns; lives no longer than one computation.
struct GroupView {
  std::span<const Stage> stages;  // ascending by sort
  const Clients& clients;
  const GroupRules& rules;
  // Stages a ticket may have stood in: of the portal's other bound groups, and deleted ones.
  std::span<const Stage> elsewhere = {};
};

}  // namespace sd::kanban
