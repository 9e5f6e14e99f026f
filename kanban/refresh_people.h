// Use case: people and companies change without any event; once a day the portal's people are listed and the
// known companies asked for again.
// Source: portal-api.md 3.9, 5.2.
#pragma once

#include <stop_token>

#include "kanban/people.h"
#include "kanban/portal.h"

namespace sd::kanban {

class RefreshPeople {
 public:
  RefreshPeople(Portal& portal, PeopleStore& people) : portal_(portal), people_(people) {}

  // Names, photos, who has joined, who was dismissed, who became external. Whom the portal no longer shows
  // stays as he was. One request per 2,500 people and per 2,500 companies. An application without access to
  // companies
  // ("portal.scope", "portal.denied", "portal.no_method") refreshes people alone. Errors: "refresh.stopped"
  // (kUnavailable); those of portal and store.
  Status run(PortalId portal, const std::stop_token& stop);

 private:
  Status people(PortalId portal, const std::stop_token& stop);

  Portal& portal_;
  PeopleStore& people_;
};

}  // namespace sd::kanban
