// The cards a big board shows first: the head of every column, in the order in which a board is shown when
// nobody has chosen another. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "kanban/rules/card.h"

namespace sd::kanban {

// What a column says of all its cards, however few of them are there.
struct StageTotals {
  StageId stage;
  std::int64_t cards = 0;
  std::int64_t estimate_minutes = 0;
  std::optional<TimePoint> median_created_at;  // of the card in the middle by age

  friend bool operator==(const StageTotals&, const StageTotals&) = default;
};

// Incidents first, then what is due first, then the oldest; total.
bool shown_before(const Card& left, const Card& right);

// Of each stage that has cards, ascending by stage. O(n log n).
std::vector<StageTotals> stage_totals(std::span<const Card> cards);

// Leaves of every stage the first `per_stage` cards as shown_before() has them. O(n log n).
std::vector<Card> first_cards(std::vector<Card> cards, std::size_t per_stage);

}  // namespace sd::kanban
