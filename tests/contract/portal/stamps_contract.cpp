// The lists that the nets under the events are made of (portal-api.md 3.9).
#include <algorithm>

#include "tests/contract/portal/portal_contract.h"

namespace sd::portal {
namespace {

TEST_P(PortalContract, ListsWhatChangedSince) {
  const TicketId id = add_task("changes");
  const TimePoint changed = read_one(id).ticket->changed_at;
  const auto page = rest_->stamps(admin_, std::span(&group_, 1), changed, TicketId{0});
  ASSERT_TRUE(page);
  const auto listed =
      std::find_if(page->rows.begin(), page->rows.end(), [&](const auto& row) { return row.id == id; });
  ASSERT_NE(listed, page->rows.end());
  EXPECT_EQ(listed->group, group_);
  EXPECT_EQ(listed->changed_at, changed);
  const auto later =
      rest_->stamps(admin_, std::span(&group_, 1), changed + std::chrono::hours{24 * 365}, TicketId{0});
  ASSERT_TRUE(later);
  EXPECT_TRUE(later->rows.empty());
  EXPECT_TRUE(later->last);
}

TEST_P(PortalContract, ListsStampsOfSeveralGroupsAtOnce) {
  const std::vector<TicketId> ids = all_ids();
  const GroupId groups[] = {group_, GroupId{78}};
  std::vector<kanban::TicketStamp> rows;
  for (bool last = false; !last;) {
    const auto page =
        rest_->stamps(admin_, groups, std::nullopt, rows.empty() ? TicketId{0} : rows.back().id);
    ASSERT_TRUE(page) << page.error().code << " " << page.error().detail;
    rows.insert(rows.end(), page->rows.begin(), page->rows.end());
    last = page->last;
  }
  std::vector<TicketId> of_group;
  std::size_t of_other = 0;
  for (const kanban::TicketStamp& row : rows) {
    if (row.group == group_) of_group.push_back(row.id);
    if (row.group == GroupId{78}) ++of_other;
  }
  EXPECT_EQ(of_group, ids);
  EXPECT_GT(of_other, 0u);
  EXPECT_EQ(of_group.size() + of_other, rows.size());
  const kanban::TicketRead one = read_one(rows.front().id);
  EXPECT_EQ(rows.front(),
            (kanban::TicketStamp{one.id, one.ticket->group, one.ticket->stage, one.ticket->changed_at}));
}

}  // namespace
}  // namespace sd::portal
