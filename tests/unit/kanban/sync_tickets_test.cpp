#include "kanban/sync_tickets.h"

#include "tests/unit/kanban/desk.h"

namespace sd::kanban {
namespace {

using namespace test_rules;
using std::chrono::minutes;

class SyncTicketsTest : public Desk {};

TEST_F(SyncTicketsTest, ANewTicketBecomesACardAndTheBoardHears) {
  const TicketId ticket = portal.create(kClient, 77, [](Ticket& fresh) {
    fresh.title = "Не печатает";
    fresh.type = "первая ЛИНИЯ";
    fresh.estimate = "4";
    fresh.companies = {CompanyId{591}};
    fresh.spent_seconds = 89;
  });
  const SyncOutcome outcome = look({ticket});
  EXPECT_EQ(outcome.changed, 1U);
  const Card made = card(ticket);
  EXPECT_EQ(made.stage, StageId{kIntake});
  EXPECT_EQ(made.type, "Первая линия");
  EXPECT_TRUE(made.type_known);
  EXPECT_EQ(made.estimate_minutes, 240);
  EXPECT_EQ(made.card_class, CardClass::kChange);
  EXPECT_EQ(made.company, CompanyId{591});
  EXPECT_EQ(made.spent_minutes, 1);
  EXPECT_EQ(made.last_speaker, Speaker::kClient);
  ASSERT_EQ(revisions.heard.size(), 1U);
  EXPECT_EQ(revisions.heard[0], (std::pair{GroupId{77}, made.revision}));
}

TEST_F(SyncTicketsTest, LookingAgainStoresAndTellsNothing) {
  const TicketId ticket = portal.create(kAgent, 77);
  look({ticket});
  portal.advance(minutes{9});
  look({ticket});  // sees that nothing followed within the second of the first look
  const std::size_t stores = cards.stores();
  EXPECT_EQ(look({ticket, ticket}).changed, 0U);
  EXPECT_EQ(cards.stores(), stores);
  EXPECT_EQ(revisions.heard.size(), 1U);
}

TEST_F(SyncTicketsTest, PortalFieldsTheRulesRefuseAreFlagged) {
  const TicketId ticket = portal.create(kAgent, 77, [](Ticket& fresh) {
    fresh.estimate = "-5";
    fresh.type = "Бухгалтерия";
    fresh.stopper = "Сами не знаем";
  });
  look({ticket});
  const Card made = card(ticket);
  EXPECT_EQ(made.estimate_invalid, "-5");
  EXPECT_FALSE(made.estimate_minutes);
  EXPECT_EQ(made.card_class, CardClass::kService);
  EXPECT_EQ(made.type, "Бухгалтерия");
  EXPECT_FALSE(made.type_known);
  EXPECT_FALSE(made.stopper_known);
  EXPECT_EQ(made.stopper_since, made.created_at);
}

TEST_F(SyncTicketsTest, ABusyDatabaseStoresNothingAndTellsNobody) {
  const TicketId ticket = portal.create(kAgent, 77);
  cards.fail_store(1);
  const TicketId ids[] = {ticket};
  EXPECT_EQ(sync.run(id, ids).error().code, "db.busy");
  EXPECT_TRUE(revisions.heard.empty());
  EXPECT_EQ(look({ticket}).changed, 1U);
}

TEST_F(SyncTicketsTest, GoneAndRegroupedTicketsAreForgotten) {
  const TicketId deleted = portal.create(kAgent, 77), left = portal.create(kAgent, 77);
  const TicketId never = portal.create(kAgent, 99);
  look({deleted, left, never});
  portal.remove(deleted);
  portal.regroup(kAgent, left, 99);
  const SyncOutcome outcome = look({deleted, left, never});
  EXPECT_EQ(outcome.forgotten, 2U);
  EXPECT_FALSE(cards.find(id, deleted)->has_value());
  EXPECT_FALSE(cards.find(id, left)->has_value());
}

TEST_F(SyncTicketsTest, UnknownPeopleAndCompaniesAreAskedOnce) {
  portal.add_company(591, "Ромашка");
  portal.hide_user(kAgent);
  const auto fill = [](Ticket& fresh) { fresh.companies = {CompanyId{591}}; };
  const TicketId first = portal.create(kAgent, 77, fill), second = portal.create(kAgent, 77, fill);
  look({first});
  look({second});
  EXPECT_EQ(portal.calls["users"], 1);
  EXPECT_EQ(portal.calls["companies"], 1);
  const UserId asked[] = {UserId{kAgent}};
  EXPECT_EQ(people.users(id, asked)->front().name, "name 12");  // hidden: by the name the ticket carries
}

TEST_F(SyncTicketsTest, APortalThatHidesItsPeopleStillHasABoard) {
  portal.fail("users", {ErrorKind::kPermissionDenied, "portal.scope", {}}, 9);
  portal.fail("companies", {ErrorKind::kPermissionDenied, "portal.scope", {}}, 9);
  const TicketId ticket =
      portal.create(kAgent, 77, [](Ticket& fresh) { fresh.companies = {CompanyId{591}}; });
  EXPECT_EQ(look({ticket}).changed, 1U);
}

TEST_F(SyncTicketsTest, AnOvertakenReadChangesNothing) {
  const TicketId ticket = portal.create(kAgent, 77);
  look({ticket});
  // While one look is on its way back, the card moves and another look has seen it.
  portal.before_answer = [&] {
    portal.advance(minutes{1});
    static_cast<void>(portal.move_as(kAgent, ticket, kTriage));
    look({ticket});
  };
  look({ticket});
  EXPECT_EQ(card(ticket).stage, StageId{kTriage});
}

TEST_F(SyncTicketsTest, ManyTicketsComeRequestByRequest) {
  std::vector<TicketId> tickets;
  for (std::size_t i = 0; i < SyncTickets::kChunk * 2 + 1; ++i) tickets.push_back(portal.create(kAgent, 77));
  EXPECT_EQ(look(tickets).read, tickets.size());
  EXPECT_EQ(portal.calls["read"], 9);
  EXPECT_EQ(cards.stores(), 9U);
}

TEST_F(SyncTicketsTest, ATicketThatCannotBeReadIsNamedAndKeptAndHoldsNobodyBack) {
  const TicketId first = portal.create(kAgent, 77), second = portal.create(kAgent, 77);
  look({first, second});
  const Card before = card(first);
  ASSERT_TRUE(portal.move_as(kAgent, first, kTriage));
  ASSERT_TRUE(portal.move_as(kAgent, second, kTriage));
  portal.spoil(first, Error{ErrorKind::kUnavailable, "portal.shape", {}});
  const SyncOutcome outcome = look({first, second});
  ASSERT_EQ(outcome.failed.size(), 1U);
  EXPECT_EQ(outcome.failed[0].first, first);
  EXPECT_EQ(outcome.failed[0].second.code, "portal.shape");
  EXPECT_EQ(outcome.forgotten, 0U);
  EXPECT_EQ(card(first), before);
  EXPECT_EQ(card(second).stage, StageId{kTriage});
  portal.spoil(first, std::nullopt);
  EXPECT_TRUE(look({first}).failed.empty());
  EXPECT_EQ(card(first).stage, StageId{kTriage});
}

}  // namespace
}  // namespace sd::kanban
