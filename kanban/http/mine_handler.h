// What the home page shows beside the boards: GET /api/mine.
#pragma once

#include "kanban/http/line_json.h"
#include "kanban/portal.h"

namespace sd::kanban {

class MineHandler {
 public:
  // All references must outlive this object.
  MineHandler(const visitors::Guard& guard, CardStore& cards, PeopleStore& people, Portal& portal)
      : guard_(guard), cards_(cards), people_(people), portal_(portal) {}

  // {"now_ms", "cards": lines_json()}: the visitor's open cards of all boards he may see, those nobody has
  // touched for longest first. Errors: session.* (401).
  http::Response mine(const http::Request& request);

 private:
  const visitors::Guard& guard_;
  CardStore& cards_;
  PeopleStore& people_;
  Portal& portal_;
};

}  // namespace sd::kanban
