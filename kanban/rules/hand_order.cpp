#include "kanban/rules/hand_order.h"

#include <algorithm>

namespace sd::kanban {

std::vector<Place> placed_at(std::span<const Place> column, TicketId moved, std::size_t index) {
  index = std::min(index, column.size());
  if (column.empty()) return {{moved, natural_place(moved)}};
  // [first, last) gives way: widened on both sides until so many cards fit between those outside.
  std::size_t first = index, last = index;
  for (;;) {
    const std::int64_t need = static_cast<std::int64_t>(last - first) + 2;
    const std::int64_t low = first > 0 ? column[first - 1].at : column.front().at - need * kPlaceStep;
    const std::int64_t high = last < column.size() ? column[last].at : column.back().at + need * kPlaceStep;
    if (high - low >= need) {
      const std::int64_t step = (high - low) / need;
      std::vector<Place> places;
      std::int64_t at = low;
      for (std::size_t i = first; i <= last; ++i) {
        if (i == index) places.push_back({moved, at += step});
        if (i < last) places.push_back({column[i].ticket, at += step});
      }
      return places;
    }
    if (first > 0) --first;
    if (last < column.size()) ++last;
  }
}

}  // namespace sd::kanban
