#include "extension/lease/sql/soci_lease_store.h"

#include <atomic>
#include <thread>

#include "tests/contract/stores/migrated_database.h"

namespace sd::lease {
namespace {

const PortalId kPortal{1};

TEST(SociLeaseStoreTest, ReplacesWhatWasSeenAndNothingElse) {
  test::MigratedDatabase database;
  SociLeaseStore store(*database);
  EXPECT_EQ(*store.find(kPortal), std::nullopt);
  EXPECT_TRUE(*store.replace(kPortal, std::nullopt, {"one", 1}, from_ms(5)));
  EXPECT_EQ(*store.find(kPortal), (LeaseRow{"one", 1}));
  EXPECT_FALSE(*store.replace(kPortal, std::nullopt, {"other", 1}, from_ms(6)));
  EXPECT_FALSE(*store.replace(kPortal, LeaseRow{"one", 2}, {"other", 3}, from_ms(6)));
  EXPECT_TRUE(*store.replace(kPortal, LeaseRow{"one", 1}, {"other", 2}, from_ms(7)));
  EXPECT_TRUE(*store.replace(kPortal, LeaseRow{"one", 1}, {"other", 2}, from_ms(7))) << "an answer got lost";
  EXPECT_EQ(*store.find(kPortal), (LeaseRow{"other", 2}));
  EXPECT_EQ(*store.find(PortalId{2}), std::nullopt);
  EXPECT_EQ(database.number("SELECT renewed_ms FROM lease"), 7);
}

TEST(SociLeaseStoreTest, OfManyWhoClaimAtOnceOneGetsIt) {
  test::MigratedDatabase database;
  SociLeaseStore store(*database);
  for (std::int64_t round = 1; round <= 10; ++round) {
    const std::optional<LeaseRow> seen = *store.find(kPortal);
    std::atomic<int> got{0};
    std::vector<std::thread> claimants;
    for (int i = 0; i < 3; ++i) {
      claimants.emplace_back([&, me = std::to_string(i)] {
        const auto replaced = store.replace(kPortal, seen, {me, round}, from_ms(0));
        ASSERT_TRUE(replaced) << replaced.error().code;
        if (*replaced) ++got;
      });
    }
    for (std::thread& claimant : claimants) claimant.join();
    EXPECT_EQ(got, 1);
  }
}

}  // namespace
}  // namespace sd::lease
