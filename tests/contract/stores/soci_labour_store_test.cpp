#include "reports/sql/soci_labour_store.h"

#include <gtest/gtest.h>

#include "tests/contract/stores/migrated_database.h"
#include "tests/doubles/memory_labour_store.h"

namespace sd::reports {
namespace {

const PortalId kPortal{1};

LabourRecord record(std::int64_t id, std::int64_t ticket, std::int64_t seconds) {
  LabourRecord one;
  one.id = LabourId{id};
  one.ticket = TicketId{ticket};
  one.user = UserId{12};
  one.seconds = seconds;
  one.work_at = from_ms(1'760'000'000'000 - id);
  one.created_at = from_ms(1'760'000'000'000 + id);
  return one;
}

void check(LabourStore& store) {
  const std::vector<LabourRecord> records{record(1, 5, 60), record(2, 6, 90), record(3, 5, 30)};
  EXPECT_EQ(*store.newest(kPortal), LabourId{0});
  ASSERT_TRUE(store.put(kPortal, records, {}, from_ms(1'760'000'001'000)));
  EXPECT_EQ(*store.newest(kPortal), LabourId{3});
  EXPECT_EQ(*store.range(kPortal, LabourId{1}, LabourId{3}), (std::vector{records[1], records[2]}));
  EXPECT_EQ(*store.of_tickets(kPortal, std::vector{TicketId{6}, TicketId{5}}),
            (std::vector{records[1], records[0], records[2]}));
  EXPECT_EQ(*store.seconds_of(kPortal, std::vector{TicketId{7}, TicketId{5}}),
            (std::vector<std::int64_t>{0, 90}));
  EXPECT_EQ(*store.worked(kPortal, records[2].work_at, records[0].work_at),
            (std::vector{records[2], records[1]}));

  const LabourRecord edited = record(2, 6, 100);
  ASSERT_TRUE(store.put(kPortal, std::vector{edited}, std::vector{LabourId{3}}, from_ms(1'760'000'002'000)));
  EXPECT_EQ(*store.range(kPortal, LabourId{0}, LabourId{9}), (std::vector{records[0], edited}));
  EXPECT_TRUE(store.range(PortalId{2}, LabourId{0}, LabourId{9})->empty());
}

TEST(LabourStore, MemoryKeepsRecords) {
  test::MemoryLabourStore store;
  check(store);
}

TEST(LabourStore, SqliteKeepsRecords) {
  test::MigratedDatabase database;
  sql::SociLabourStore store(*database);
  check(store);
}

}  // namespace
}  // namespace sd::reports
