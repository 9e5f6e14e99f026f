// Cards of a column in the order people gave them. A card nobody has placed stands where its number puts it;
// a placed one between the neighbours it was dropped between.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "extension/core/ids.h"

namespace sd::kanban {

struct Place {
  TicketId ticket;
  std::int64_t at = 0;  // less is higher up

  friend bool operator==(const Place&, const Place&) = default;
};

// What a page's numbers hold exactly, for the numbers of portals that will ever be.
inline constexpr std::int64_t kPlaceStep = std::int64_t{1} << 20;
inline std::int64_t natural_place(TicketId ticket) { return ticket.value() * kPlaceStep; }

// The places that put `moved` before column[index] (at the end: index == column.size()): its own, and where
// there is no room any more those of neighbours that give way. `column` ascending by place, without `moved`.
// Normally one; O(cards that give way).
std::vector<Place> placed_at(std::span<const Place> column, TicketId moved, std::size_t index);

}  // namespace sd::kanban
