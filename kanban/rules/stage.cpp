#include "kanban/rules/stage.h"

namespace sd::kanban {

std::string_view to_string(Role role) {
  switch (role) {
    case Role::kIntake: return "intake";
    case Role::kTriage: return "triage";
    case Role::kQueue: return "queue";
    case Role::kWork: return "work";
    case Role::kVerify: return "verify";
    case Role::kDone: return "done";
  }
  return "intake";
}

std::optional<Role> role_from(std::string_view text) {
  for (const Role role :
       {Role::kIntake, Role::kTriage, Role::kQueue, Role::kWork, Role::kVerify, Role::kDone}) {
    if (to_string(role) == text) return role;
  }
  return std::nullopt;
}

}  // namespace sd::kanban
