// Who changes settings, and what of them he may. Source: domain.md 1.
#pragma once

#include <set>
#include <span>

#include "extension/core/error.h"
#include "extension/core/ids.h"
#include "extension/settings/rules/difference.h"
#include "extension/settings/rules/section.h"

namespace sd::settings {

struct Editor {
  PortalId portal;
  UserId user;
  bool administrator = false;
  std::set<GroupId> manages;  // bound groups he is manager of
  std::set<UserId> team;      // members of those
};

// May he open the settings at all?
inline bool may_enter(const Editor& editor) { return editor.administrator || !editor.manages.empty(); }

// May he see and change this section (of this group, where it is one of a group)? Administrators everything;
// managers the sections that are theirs, of their groups.
bool may_change(const Editor& editor, const Description& description, GroupId group);

// What he may not do is answered with.
inline Error denied() { return {ErrorKind::kPermissionDenied, "settings.denied", {}}; }

// May he keep a row like this? For sections of the whole portal that managers share: plans of members of
// their groups, templates of their groups.
bool may_touch(const Editor& editor, const Description& description, const Row& row);

}  // namespace sd::settings
