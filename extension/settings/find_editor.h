// What a visitor of the settings page is there: asked of the groups' members as they are known.
#pragma once

#include "extension/settings/rules/editor.h"
#include "kanban/card_store.h"
#include "kanban/people.h"

namespace sd::settings {

struct Visitor {
  PortalId portal;
  UserId user;
  bool administrator = false;
  bool external = false;
};

// Owners, moderators and appointed managers of a bound group manage it; external people manage nothing.
// Errors: those of the stores.
Result<Editor> find_editor(const Visitor& visitor, kanban::CardStore& cards, kanban::PeopleStore& people);

}  // namespace sd::settings
