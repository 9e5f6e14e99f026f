#include "kanban/http/lookers.h"

#include <gtest/gtest.h>

namespace sd::kanban {
namespace {

const PortalId kPortal{1};

TEST(Lookers, TellsTheOthersWhoLookAtTheSameCard) {
  Lookers lookers;
  const TimePoint now = from_ms(1'000'000);
  EXPECT_TRUE(lookers.look(kPortal, TicketId{8}, UserId{17}, now).empty());
  EXPECT_EQ(lookers.look(kPortal, TicketId{8}, UserId{18}, now), std::vector<UserId>{UserId{17}});
  EXPECT_TRUE(lookers.look(kPortal, TicketId{9}, UserId{19}, now).empty());
  EXPECT_TRUE(lookers.look(PortalId{2}, TicketId{8}, UserId{17}, now).empty());
}

TEST(Lookers, ForgetsWhoSaysNothingForAWhile) {
  Lookers lookers;
  const TimePoint now = from_ms(1'000'000);
  lookers.look(kPortal, TicketId{8}, UserId{17}, now);
  EXPECT_EQ(lookers.look(kPortal, TicketId{8}, UserId{18}, now + Lookers::kGoneAfter),
            std::vector<UserId>{UserId{17}});
  EXPECT_TRUE(lookers.look(kPortal, TicketId{8}, UserId{18}, now + Lookers::kGoneAfter + Millis{1}).empty());
}

}  // namespace
}  // namespace sd::kanban
