#include "kanban/rules/first_cards.h"

#include <gtest/gtest.h>

namespace sd::kanban {
namespace {

Card card(std::int64_t ticket, std::int64_t stage, std::int64_t created_ms) {
  Card card;
  card.ticket = TicketId{ticket};
  card.stage = StageId{stage};
  card.created_at = from_ms(created_ms);
  return card;
}

std::vector<std::int64_t> tickets(const std::vector<Card>& cards) {
  std::vector<std::int64_t> out;
  for (const Card& card : cards) out.push_back(card.ticket.value());
  return out;
}

TEST(FirstCards, AreTheHeadOfEveryColumn) {
  std::vector<Card> cards{card(1, 501, 30), card(2, 501, 20), card(3, 501, 10), card(4, 502, 5)};
  EXPECT_EQ(tickets(first_cards(cards, 2)), (std::vector<std::int64_t>{4, 3, 2}));
  EXPECT_EQ(tickets(first_cards(cards, 9)), (std::vector<std::int64_t>{4, 3, 2, 1}));
  EXPECT_TRUE(first_cards({}, 2).empty());
}

TEST(FirstCards, BeginWithIncidentsThenWhatIsDueThenTheOldest) {
  std::vector<Card> cards{card(1, 501, 10), card(2, 501, 20), card(3, 501, 30), card(4, 501, 10)};
  cards[1].deadline = from_ms(500);
  cards[2].card_class = CardClass::kIncident;
  EXPECT_EQ(tickets(first_cards(cards, 4)), (std::vector<std::int64_t>{3, 2, 1, 4}));
}

TEST(StageTotals, AreOfAllCards) {
  std::vector<Card> cards{card(1, 501, 30), card(2, 501, 10), card(3, 501, 20), card(4, 501, 40),
                          card(5, 502, 7)};
  cards[0].estimate_minutes = 90;
  cards[1].estimate_minutes = 0;
  EXPECT_EQ(stage_totals(cards),
            (std::vector<StageTotals>{{StageId{501}, 4, 90, from_ms(20)}, {StageId{502}, 1, 0, from_ms(7)}}));
  EXPECT_TRUE(stage_totals({}).empty());
}

}  // namespace
}  // namespace sd::kanban
