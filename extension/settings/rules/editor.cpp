#include "extension/settings/rules/editor.h"

namespace sd::settings {

bool may_change(const Editor& editor, const Description& description, GroupId group) {
  if (editor.administrator) return true;
  if (!description.by_managers) return false;
  return description.of_group ? editor.manages.contains(group) : !editor.manages.empty();
}

bool may_touch(const Editor& editor, const Description& description, const Row& row) {
  if (editor.administrator || description.of_group) return true;
  if (description.section == Section::kEmployeePlans || description.section == Section::kAbsences)
    return editor.team.contains(UserId{number_of(row, 0)});
  if (description.section == Section::kTemplates) return editor.manages.contains(GroupId{number_of(row, 0)});
  return false;
}

}  // namespace sd::settings
