#include "extension/visitors/rights.h"

namespace sd::visitors {

std::string_view to_string(Standing standing) {
  switch (standing) {
    case Standing::kNobody: return "nobody";
    case Standing::kClient: return "client";
    case Standing::kAgent: return "agent";
    case Standing::kManager: return "manager";
    case Standing::kAdministrator: return "administrator";
  }
  return "nobody";
}

Standing standing_in(const session::Session& session, std::span<const kanban::GroupMember> members) {
  if (session.administrator) return Standing::kAdministrator;
  if (session.external) return Standing::kClient;
  for (const kanban::GroupMember& member : members) {
    if (member.user != session.user) continue;
    return member.role == 'A' || member.role == 'E' ? Standing::kManager : Standing::kAgent;
  }
  return Standing::kNobody;
}

}  // namespace sd::visitors
