// What a visitor is in a group and what our pages offer him there. The portal still decides each time he does
// something; this only narrows. Source: domain.md 1.
#pragma once

#include <span>
#include <string_view>

#include "extension/session/session.h"
#include "kanban/portal.h"

namespace sd::visitors {

enum class Standing { kNobody, kClient, kAgent, kManager, kAdministrator };

// "nobody", "client", "agent", "manager", "administrator".
std::string_view to_string(Standing standing);

// Administrator of the portal, or appointed in the settings: administrator. Extranet user: client. Owner (A)
// or moderator (E) of the group: manager. Any other member: agent. Else nobody.
Standing standing_in(const session::Session& session, std::span<const kanban::GroupMember> members);

inline bool may_see_board(Standing standing) { return standing >= Standing::kAgent; }
inline bool may_override_class(Standing standing) { return standing >= Standing::kManager; }
inline bool may_agree_for_client(Standing standing) { return standing >= Standing::kManager; }
// Whole reports of the group; agents see their own rows.
inline bool may_see_reports(Standing standing) { return standing >= Standing::kManager; }
inline bool may_configure(Standing standing) { return standing == Standing::kAdministrator; }

}  // namespace sd::visitors
