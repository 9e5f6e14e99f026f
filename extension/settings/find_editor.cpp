#include "extension/settings/find_editor.h"

#include <algorithm>

namespace sd::settings {

Result<Editor> find_editor(const Visitor& visitor, kanban::CardStore& cards, kanban::PeopleStore& people) {
  Editor editor{visitor.portal, visitor.user, visitor.administrator, {}, {}};
  if (visitor.external) return editor;
  const auto groups = cards.groups(visitor.portal);
  if (!groups) return groups.error();
  for (const kanban::BoundGroup& group : *groups) {
    const auto members = people.members(visitor.portal, group.group);
    if (!members) return members.error();
    const bool manages =
        std::any_of(members->begin(), members->end(), [&](const kanban::GroupMember& member) {
          return member.user == visitor.user && (member.role == 'A' || member.role == 'E');
        });
    if (!manages) continue;
    editor.manages.insert(group.group);
    for (const kanban::GroupMember& member : *members) editor.team.insert(member.user);
  }
  return editor;
}

}  // namespace sd::settings
