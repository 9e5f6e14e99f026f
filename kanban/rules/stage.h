// Stages of a bound group and the roles that give them meaning. Source: domain.md 2.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "extension/core/ids.h"
#include "extension/core/time.h"

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

// A stage as the portal lists it: without a role, which only we keep.
struct PortalStage {
  StageId id;
  std::string title;
  std::string color;
  int sort = 0;

  friend bool operator==(const PortalStage&, const PortalStage&) = default;
};

// A title a stage had, for matching the portal's history, which holds titles (portal-api.md 4.10).
struct StageTitle {
  StageId stage;
  std::string title;
  TimePoint seen_at;
  Role role = Role::kIntake;  // what the stage means, or meant when it was deleted

  friend bool operator==(const StageTitle&, const StageTitle&) = default;
};

}  // namespace sd::kanban
