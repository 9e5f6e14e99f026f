// What a group says of work on change requests without agreement (rules/unagreed.h): a setting of the group,
// kept among the portal's settings because only this reads it.
#pragma once

#include "kanban/rules/unagreed.h"
#include "kanban/settings.h"

namespace sd::kanban {

// What people have chosen; kFlag where nobody has. Errors of all: the store's.
Result<Unagreed> chosen_unagreed(SettingsStore& settings, PortalId portal, GroupId group);
Status choose_unagreed(SettingsStore& settings, PortalId portal, GroupId group, Unagreed chosen);

// What holds: a group that has never asked a client for agreement flags nothing.
Result<Unagreed> unagreed_of(SettingsStore& settings, PortalId portal, GroupId group);

// A client of the group is asked for agreement; whether he is the first.
Result<bool> note_agreement_asked(SettingsStore& settings, PortalId portal, GroupId group);

}  // namespace sd::kanban
