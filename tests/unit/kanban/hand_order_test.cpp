#include "kanban/rules/hand_order.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <map>

#include "kanban/rules/tags.h"

namespace sd::kanban {
namespace {

std::vector<Place> natural(std::initializer_list<std::int64_t> tickets) {
  std::vector<Place> column;
  for (const std::int64_t ticket : tickets)
    column.push_back({TicketId{ticket}, natural_place(TicketId{ticket})});
  return column;
}

TEST(HandOrder, PutsACardBetweenItsNeighbours) {
  const std::vector<Place> column = natural({1, 2, 3});
  EXPECT_EQ(placed_at(column, TicketId{9}, 1), (std::vector<Place>{{TicketId{9}, 3 * kPlaceStep / 2}}));
  EXPECT_LT(placed_at(column, TicketId{9}, 0).front().at, column.front().at);
  EXPECT_GT(placed_at(column, TicketId{9}, 3).front().at, column.back().at);
  EXPECT_EQ(placed_at({}, TicketId{9}, 0), (std::vector<Place>{{TicketId{9}, 9 * kPlaceStep}}));
}

TEST(HandOrder, NeighboursGiveWayWhereThereIsNoRoom) {
  const std::vector<Place> column{
      {TicketId{1}, 10}, {TicketId{2}, 11}, {TicketId{3}, 12}, {TicketId{4}, 900}};
  const std::vector<Place> places = placed_at(column, TicketId{9}, 1);
  std::map<TicketId, std::int64_t> at;
  for (const Place& place : column) at[place.ticket] = place.at;
  for (const Place& place : places) at[place.ticket] = place.at;
  EXPECT_LT(at[TicketId{1}], at[TicketId{9}]);
  EXPECT_LT(at[TicketId{9}], at[TicketId{2}]);
  EXPECT_LT(at[TicketId{2}], at[TicketId{3}]);
  EXPECT_LT(at[TicketId{3}], at[TicketId{4}]);
}

// However often cards are put at one spot: the order is the one people made.
void make_an_order() {
  std::vector<TicketId> order;
  std::map<TicketId, std::int64_t> at;
  for (std::int64_t ticket = 1; ticket <= 8; ++ticket) {
    order.emplace_back(ticket);
    at[TicketId{ticket}] = ticket;  // as tight as can be
  }
  const auto moves = *rc::gen::container<std::vector<std::pair<std::size_t, std::size_t>>>(
      rc::gen::pair(rc::gen::inRange<std::size_t>(0, 8), rc::gen::inRange<std::size_t>(0, 8)));
  for (const auto& [from, to] : moves) {
    const TicketId moved = order[from];
    order.erase(order.begin() + static_cast<std::ptrdiff_t>(from));
    std::vector<Place> column;
    for (const TicketId ticket : order) column.push_back({ticket, at[ticket]});
    for (const Place& place : placed_at(column, moved, to)) at[place.ticket] = place.at;
    order.insert(order.begin() + static_cast<std::ptrdiff_t>(to), moved);
    for (std::size_t i = 1; i < order.size(); ++i) RC_ASSERT(at[order[i - 1]] < at[order[i]]);
  }
}

TEST(HandOrder, IsAlwaysTheOneThatWasMade) { EXPECT_TRUE(rc::check("order", make_an_order)); }

TEST(Tags, AreOneTextEachOnceAndInOrder) {
  const std::vector<std::string> given{" vip", "касса", "vip ", "", "a,b", "Касса"};
  EXPECT_EQ(tags_text(given), "vip,Касса,касса");
  EXPECT_EQ(tags_text({}), "");
}

TEST(Tags, ThatDoNotFitAreLeftOut) {
  const std::vector<std::string> given{std::string(990, 'a'), "bbbbbbbbbbbb", "c"};
  EXPECT_EQ(tags_text(given), std::string(990, 'a') + ",c");
}

}  // namespace
}  // namespace sd::kanban
