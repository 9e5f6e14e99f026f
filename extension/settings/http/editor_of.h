// Who asks for settings: the first line of every handler under /api/settings.
#pragma once

#include "extension/http/message.h"
#include "extension/settings/find_editor.h"
#include "extension/visitors/http/guard.h"

namespace sd::settings {

// Errors: session.* (401); "settings.denied" (kPermissionDenied) for who manages nothing; those of the
// stores.
Result<Editor> editor_of(const http::Request& request, const visitors::Guard& guard, kanban::CardStore& cards,
                         kanban::PeopleStore& people);

}  // namespace sd::settings
