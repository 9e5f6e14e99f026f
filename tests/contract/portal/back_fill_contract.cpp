// Lists for the back-fill, asked of a whole portal. Instantiated with portal_contract.cpp's subjects.
#include <algorithm>

#include "extension/portal/json_reading.h"
#include "extension/portal/labour.h"
#include "tests/contract/portal/portal_contract.h"

namespace sd::portal {
namespace {

using kanban::TicketShare;

TEST_P(PortalContract, ListsWholeRowsInAsFewRequestsAsCanBe) {
  const std::vector<TicketId> ids = all_ids();
  const std::int64_t before = rest_->requests(portal_);
  const auto first = rest_->list_rows(admin_, group_, TicketShare::kAll, TicketId{0}, 0);
  ASSERT_TRUE(first) << first.error().detail;
  ASSERT_EQ(first->tickets.size(), 50U);
  EXPECT_EQ(first->total, static_cast<std::int64_t>(ids.size()));
  const auto rest =
      rest_->list_rows(admin_, group_, TicketShare::kAll, first->tickets.back().id, *first->total - 50);
  ASSERT_TRUE(rest) << rest.error().detail;
  EXPECT_EQ(rest_->requests(portal_) - before, 2);
  EXPECT_TRUE(rest->last);
  std::vector<TicketId> listed;
  for (const auto* page : {&*first, &*rest}) {
    for (const kanban::Ticket& ticket : page->tickets) listed.push_back(ticket.id);
  }
  EXPECT_EQ(listed, ids);

  const auto open = rest_->list_rows(admin_, group_, TicketShare::kOpen, TicketId{0}, 1'000);
  ASSERT_TRUE(open);
  ASSERT_FALSE(open->tickets.empty());
  EXPECT_LT(open->tickets.size(), ids.size());
  EXPECT_TRUE(std::none_of(open->tickets.begin(), open->tickets.end(), [](const kanban::Ticket& ticket) {
    return ticket.status == kanban::TaskStatus::kCompleted;
  }));
}

TEST_P(PortalContract, ListsAllPeopleInOneRequest) {
  const auto people = rest_->list_users(admin_, UserId{0}, 0);
  ASSERT_TRUE(people) << people.error().detail;
  EXPECT_TRUE(people->last);
  EXPECT_GE(people->users.size(), 40U);
  EXPECT_TRUE(rest_->list_users(admin_, people->users.back().id, 100)->users.empty());
}

TEST_P(PortalContract, ListsLabourRecordsOfAllTasksAndOfSome) {
  LabourRest labour(*caller_);
  const auto first = labour.list(portal_, reports::LabourId{0}, 0);
  ASSERT_TRUE(first) << first.error().detail;
  ASSERT_EQ(first->records.size(), 50U);
  ASSERT_TRUE(first->total);
  std::vector<reports::LabourRecord> all = first->records;
  const auto rest = labour.list(portal_, all.back().id, *first->total - 50);
  ASSERT_TRUE(rest) << rest.error().detail;
  EXPECT_TRUE(rest->last);
  all.insert(all.end(), rest->records.begin(), rest->records.end());
  EXPECT_EQ(static_cast<std::int64_t>(all.size()), *first->total);

  const TicketId ticket = all.front().ticket;
  std::int64_t sum = 0;
  for (const reports::LabourRecord& record : all) sum += record.ticket == ticket ? record.seconds : 0;
  const auto some = labour.of_tickets(portal_, std::vector{ticket, TicketId{99'999'999}});
  ASSERT_TRUE(some) << some.error().detail;
  std::int64_t told = 0;
  for (const reports::LabourRecord& record : *some) told += record.seconds;
  EXPECT_EQ(told, sum);
  const auto spent = labour.spent(portal_, read_one(ticket).ticket->group, TicketShare::kAll,
                                  TicketId{ticket.value() - 1}, 0);
  ASSERT_TRUE(spent);
  EXPECT_EQ(spent->tickets.front(), (reports::TicketSpent{ticket, sum}));
}

}  // namespace
}  // namespace sd::portal
