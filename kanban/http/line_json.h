// A card as one line of a list outside the board: on the home page and in a company's card.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "extension/visitors/http/guard.h"
#include "kanban/card_store.h"
#include "kanban/people.h"

namespace sd::kanban {

// The lines as a JSON list: [{"ticket", "group", "title", "class", "stage", "color", "company", "assignee",
// "stopper", "estimate_min", "spent_min", "deadline_ms", "lu_ms", "done_ms"}]; stage, company and assignee by
// their names, "" for none. Errors: those of the stores.
Result<std::string> lines_json(PortalId portal, std::span<const Card> cards, CardStore& store,
                               PeopleStore& people);

// The bound groups whose boards the visitor may see. Errors: those of the stores.
Result<std::vector<BoundGroup>> groups_seen(const session::Session& session, CardStore& cards,
                                            PeopleStore& people);

}  // namespace sd::kanban
