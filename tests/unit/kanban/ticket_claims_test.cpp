#include "kanban/ticket_claims.h"

#include <gtest/gtest.h>

#include <chrono>
#include <future>

namespace sd::kanban {
namespace {

constexpr Millis kAtOnce{0};
const PortalId kOne{1}, kOther{2};
const std::vector<TicketId> kTwo{TicketId{1}, TicketId{2}};
const std::vector<TicketId> kOverlapping{TicketId{2}, TicketId{3}};

TEST(TicketClaimsTest, AllOrNoneAreTaken) {
  TicketClaims claims;
  const auto held = claims.wait_for(kOne, kTwo, kAtOnce);
  ASSERT_TRUE(held);
  EXPECT_FALSE(claims.wait_for(kOne, kOverlapping, kAtOnce));
  EXPECT_TRUE(claims.wait_for(kOne, std::vector{TicketId{3}}, kAtOnce)) << "it was not taken with the other";
  EXPECT_TRUE(claims.wait_for(kOther, kTwo, kAtOnce)) << "another portal's";
}

TEST(TicketClaimsTest, TheyAreGivenBackOnceAndByTheLastHolder) {
  TicketClaims claims;
  {
    auto held = claims.wait_for(kOne, std::vector{TicketId{1}, TicketId{1}}, kAtOnce);
    ASSERT_TRUE(held);
    const TicketClaims::Claim moved = std::move(*held);
    held.reset();
    EXPECT_FALSE(claims.wait_for(kOne, kTwo, kAtOnce));
  }
  EXPECT_TRUE(claims.wait_for(kOne, kTwo, kAtOnce));
}

TEST(TicketClaimsTest, WhoWaitsHasThemWhenTheyAreGivenBack) {
  TicketClaims claims;
  auto held = claims.wait_for(kOne, kTwo, kAtOnce);
  std::promise<void> about_to_wait;
  auto waiting = std::async(std::launch::async, [&] {
    about_to_wait.set_value();
    return claims.wait(kOne, kOverlapping);
  });
  about_to_wait.get_future().wait();
  EXPECT_EQ(waiting.wait_for(std::chrono::milliseconds{1}), std::future_status::timeout);
  held.reset();
  ASSERT_EQ(waiting.wait_for(std::chrono::seconds{30}), std::future_status::ready);
  EXPECT_FALSE(claims.wait_for(kOne, kOverlapping, kAtOnce));
  EXPECT_TRUE(claims.wait_for(kOne, std::vector{TicketId{1}}, kAtOnce));
}

TEST(TicketClaimsTest, PatienceLastsUntilTheyAreGivenBack) {
  TicketClaims claims;
  auto held = claims.wait_for(kOne, kTwo, kAtOnce);
  std::promise<void> about_to_wait;
  auto waiting = std::async(std::launch::async, [&] {
    about_to_wait.set_value();
    return claims.wait_for(kOne, kOverlapping, std::chrono::seconds{30});
  });
  about_to_wait.get_future().wait();
  held.reset();
  EXPECT_TRUE(waiting.get());
}

}  // namespace
}  // namespace sd::kanban
