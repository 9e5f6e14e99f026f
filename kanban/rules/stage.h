// Stages of a bound group and the roles that give them meaning. Source: domain.md 2.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "extension/core/ids.h"

namespace sd::kanban {

enum class Role { kIntake, kTriage, kQueue, kWork, kVerify, kDone };

// "intake", "triage", "queue", "work", "verify", "done": as in the database, JSON and manifests.
std::string_view to_string(Role role);
std::optional<Role> role_from(std::string_view text);

struct Stage {
  StageId id;
  GroupId group;
  std::string title;
  std::string color;  // six hex digits without '#'
  int sort = 0;       // the portal's order, ascending
  Role role = Role::kIntake;

  friend bool operator==(const Stage&, const Stage&) = default;
};

}  // namespace sd::kanban
