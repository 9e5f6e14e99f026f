// Finding cards by the words of their texts: GET /api/search?groups=7,8&text=…
#pragma once

#include "extension/http/message.h"
#include "extension/visitors/http/guard.h"
#include "kanban/card_portal.h"

namespace sd::kanban {

// The pages find numbers, titles and companies by themselves. Descriptions are the portal's, and too many to
// be kept twice: its own index is asked, as the person, when he has stopped typing.
class SearchHandler {
 public:
  // Both must outlive this object.
  SearchHandler(const visitors::Guard& guard, CardPortal& portal) : guard_(guard), portal_(portal) {}

  // `{"tickets":[…],"more":false}`, the newest first. Errors: "search.too_short", "search.too_long";
  // "search.unsupported"; those of the guard and of the portal.
  http::Response search(const http::Request& request);

  static constexpr std::size_t kLeastBytes = 3, kMostBytes = 400;

 private:
  const visitors::Guard& guard_;
  CardPortal& portal_;
};

}  // namespace sd::kanban
