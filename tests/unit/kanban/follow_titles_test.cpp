#include "kanban/follow_titles.h"

#include "tests/unit/kanban/desk.h"

namespace sd::kanban {
namespace {

using namespace test_rules;

class FollowingTitles : public Desk {
 protected:
  TicketId holding(const std::string& type, const std::string& stopper = "") {
    const TicketId ticket = portal.create(kClient, 77, [&](Ticket& made) { made.type = type; });
    look({ticket});
    portal.advance(std::chrono::hours{1});
    Portal::FieldWrite fields;
    if (!stopper.empty()) {
      fields.stopper = stopper;
      portal.write_as(kAgent, ticket, fields);
    }
    look({ticket});
    portal.advance(std::chrono::hours{5});
    return ticket;
  }
  void rename(DictionaryKind kind, const std::string& from, const std::string& to) {
    EXPECT_TRUE(settings.put_dictionary(id, kind, std::vector<DictionaryEntry>{{to, ""}}));
    settings.former[kind] = {{from, to, true}};
  }
  std::int64_t run() {
    const Result<std::int64_t> written = follow.run(id, [this] { return go_on; });
    EXPECT_TRUE(written) << written.error().code;
    return written ? *written : -1;
  }

  bool go_on = true;
  FollowTitles follow{portal, cards, settings, sync};
};

TEST_F(FollowingTitles, TasksGetTheNewTitleAndTheirClocksGoOn) {
  const TicketId ticket = holding("первая  линия");
  const TicketId other = holding("Отдел разработки");
  const TimePoint updated = card(ticket).last_update_at;
  rename(DictionaryKind::kType, "Первая линия", "Линия 1");
  EXPECT_EQ(run(), 1);
  EXPECT_EQ(portal.ticket(ticket).type, "Линия 1");
  EXPECT_EQ(portal.ticket(other).type, "Отдел разработки");
  EXPECT_EQ(card(ticket).type, "Линия 1");
  EXPECT_EQ(card(ticket).last_update_at, updated);
  EXPECT_FALSE(settings.former[DictionaryKind::kType][0].pending);
  EXPECT_EQ(run(), 0);
}

TEST_F(FollowingTitles, AStopperThatIsRenamedStopsSinceItWasSet) {
  const TicketId ticket = holding("Первая линия", "Ждём клиента");
  const std::optional<TimePoint> since = card(ticket).stopper_since;
  ASSERT_TRUE(since);
  rename(DictionaryKind::kStopper, "Ждём клиента", "Клиент думает");
  EXPECT_EQ(run(), 1);
  EXPECT_EQ(card(ticket).stopper, "Клиент думает");
  EXPECT_EQ(card(ticket).stopper_since, since);
  EXPECT_EQ(card(ticket).stopper_by, UserId{kAgent});
}

TEST_F(FollowingTitles, ACardThatShowsTheNewTitleAlreadyIsWrittenToo) {
  const TicketId ticket = holding("Первая линия");
  rename(DictionaryKind::kType, "Первая линия", "Линия 1");
  portal.comment(kClient, ticket);
  look({ticket});
  ASSERT_EQ(card(ticket).type, "Линия 1");
  EXPECT_EQ(run(), 1);
  EXPECT_EQ(portal.ticket(ticket).type, "Линия 1");
}

TEST_F(FollowingTitles, WhatWasInterruptedIsDoneByTheNextRun) {
  const TicketId ticket = holding("Первая линия");
  rename(DictionaryKind::kType, "Первая линия", "Линия 1");
  go_on = false;
  EXPECT_EQ(run(), 0);
  EXPECT_TRUE(settings.former[DictionaryKind::kType][0].pending);
  go_on = true;
  portal.fail("write", {ErrorKind::kPermissionDenied, "portal.denied", {}});
  EXPECT_EQ(run(), 0);
  EXPECT_TRUE(settings.former[DictionaryKind::kType][0].pending);
  EXPECT_EQ(run(), 1);
  EXPECT_EQ(portal.ticket(ticket).type, "Линия 1");
}

}  // namespace
}  // namespace sd::kanban
