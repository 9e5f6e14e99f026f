#include "kanban/rules/first_cards.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace sd::kanban {

bool shown_before(const Card& left, const Card& right) {
  const auto key = [](const Card& card) {
    return std::tuple(card.card_class == CardClass::kIncident ? 0 : 1,
                      card.deadline.value_or(TimePoint::max()), card.created_at, card.ticket);
  };
  return key(left) < key(right);
}

std::vector<StageTotals> stage_totals(std::span<const Card> cards) {
  struct Column {
    StageTotals totals;
    std::vector<TimePoint> created;
  };
  std::map<StageId, Column> columns;
  for (const Card& card : cards) {
    Column& column = columns[card.stage];
    column.totals.stage = card.stage;
    column.totals.cards += 1;
    column.totals.estimate_minutes += card.estimate_minutes.value_or(0);
    column.created.push_back(card.created_at);
  }
  std::vector<StageTotals> totals;
  for (auto& [stage, column] : columns) {
    const auto middle = column.created.begin() + static_cast<std::ptrdiff_t>((column.created.size() - 1) / 2);
    std::nth_element(column.created.begin(), middle, column.created.end());
    column.totals.median_created_at = *middle;
    totals.push_back(column.totals);
  }
  return totals;
}

std::vector<Card> first_cards(std::vector<Card> cards, std::size_t per_stage) {
  std::sort(cards.begin(), cards.end(), shown_before);
  std::map<StageId, std::size_t> taken;
  std::erase_if(cards, [&](const Card& card) { return ++taken[card.stage] > per_stage; });
  return cards;
}

}  // namespace sd::kanban
