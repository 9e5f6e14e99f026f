// What a person does in the panel beside the board: reads a card whole, comments, books labour, begins a new
// request, and changes deadline and title.
#include "kanban/answer_client.h"
#include "kanban/create_ticket.h"
#include "kanban/read_card.h"
#include "kanban/remind_of_stopper.h"
#include "tests/doubles/fake_card_portal.h"
#include "tests/doubles/memory_company_notes.h"
#include "tests/doubles/memory_inner_notes.h"
#include "tests/unit/kanban/desk.h"

namespace sd::kanban {
namespace {

using namespace test_rules;
using std::chrono::hours;
using std::chrono::minutes;

class PanelWrites : public Desk {
 protected:
  PanelWrites() {
    ticket = portal.create(kClient, 77);
    look({ticket});
    portal.advance(minutes{10});
  }
  CreateTicketCommand fresh(const std::string& title) {
    CreateTicketCommand command;
    command.actor = agent();
    command.group = GroupId{77};
    command.title = title;
    return command;
  }
  WriteFieldsCommand fields() { return {agent(), GroupId{77}, ticket, {}, {}, {}, {}, {}}; }

  TicketId ticket;
  test::FakeCardPortal talk{portal};
  MoveCard move_card{portal, cards, settings, sync, revisions};
  WriteFields write_fields{portal, cards, settings, sync};
  AnswerClient answer_client{talk, cards, sync};
  CreateTicket create{talk, cards, settings, sync};
  test::MemoryInnerNotes notes;
  test::MemoryCompanyNotes companies;
  ReadCard read_card{talk, portal, cards, settings, notes, companies};
  WriteNote write_note{notes, cards};
  RemindOfStopper remind{portal, cards, sync};
};

TEST_F(PanelWrites, ACommentIsSaidAndCounted) {
  const Result<Card> card = answer_client.comment({agent(), GroupId{77}, ticket, "  Здравствуйте! "});
  ASSERT_TRUE(card) << card.error().code;
  EXPECT_EQ(talk.said, std::vector<std::string>{"Здравствуйте!"});
  EXPECT_EQ(card->comments, 1);
  EXPECT_EQ(card->last_speaker, Speaker::kStaff);
  EXPECT_EQ(card->last_update_at, portal.clock);
}

TEST_F(PanelWrites, WordsThatAreNoneAreRefusedBeforeThePortalIsAsked) {
  EXPECT_EQ(answer_client.comment({agent(), GroupId{77}, ticket, " \n "}).error().code, "comment.empty");
  EXPECT_EQ(answer_client.comment({agent(), GroupId{77}, ticket, std::string(10'001, 'x')}).error().code,
            "comment.too_long");
  EXPECT_EQ(answer_client.comment({agent(), GroupId{78}, ticket, "x"}).error().code, "card.not_found");
  EXPECT_EQ(talk.calls, 0);
}

TEST_F(PanelWrites, LabourIsBookedInWholeMinutes) {
  const Result<Card> card = answer_client.book({agent(), GroupId{77}, ticket, "1:30", " на месте ", {}});
  ASSERT_TRUE(card) << card.error().code;
  EXPECT_EQ(card->spent_minutes, 90);
  EXPECT_EQ(talk.said, std::vector<std::string>{"на месте"});
  EXPECT_EQ(answer_client.book({agent(), GroupId{77}, ticket, "30 мин", "", {}})->spent_minutes, 120);
}

TEST_F(PanelWrites, LabourThatIsNoneIsRefused) {
  for (const char* nothing : {"", " ", "0", "0:00"}) {
    EXPECT_EQ(answer_client.book({agent(), GroupId{77}, ticket, nothing, "", {}}).error().code,
              "labour.empty")
        << nothing;
  }
  EXPECT_EQ(answer_client.book({agent(), GroupId{77}, ticket, "24:01", "", {}}).error().code,
            "labour.too_long");
  EXPECT_EQ(answer_client.book({agent(), GroupId{77}, ticket, "-1", "", {}}).error().code,
            "estimate.negative");
  EXPECT_EQ(talk.calls, 0);
}

TEST_F(PanelWrites, ANewRequestStandsWhereItWasBegun) {
  CreateTicketCommand command = fresh(" Принтер не печатает ");
  command.stage = StageId{kQueue};
  command.type = "первая ЛИНИЯ";
  command.estimate = "1,5";
  const Result<Card> card = create.run(command);
  ASSERT_TRUE(card) << card.error().code;
  EXPECT_EQ(card->title, "Принтер не печатает");
  EXPECT_EQ(card->stage, StageId{kQueue});
  EXPECT_EQ(card->type, "Первая линия");
  EXPECT_EQ(card->estimate_minutes, 90);
  EXPECT_EQ(card->assignee, UserId{kAgent});  // nobody was named: the person himself
  EXPECT_EQ(this->card(card->ticket), *card);
}

TEST_F(PanelWrites, ANewRequestNeedsATitleAndAStageOfTheGroup) {
  EXPECT_EQ(create.run(fresh("  ")).error().code, "create.no_title");
  CreateTicketCommand elsewhere = fresh("x");
  elsewhere.stage = StageId{4711};
  EXPECT_EQ(create.run(elsewhere).error().code, "card.stage_unknown");
  CreateTicketCommand wrong = fresh("x");
  wrong.estimate = "много";
  EXPECT_EQ(create.run(wrong).error().code, "estimate.not_a_number");
  EXPECT_EQ(create.run(fresh(std::string(CreateTicket::kMaxTitle + 1, 'x'))).error().code, "fields.too_long");
  EXPECT_EQ(talk.calls, 0);
}

TEST_F(PanelWrites, DeadlineAndTitleAreWrittenAndCleared) {
  WriteFieldsCommand command = fields();
  command.deadline = std::optional<TimePoint>(portal.clock + hours{5} + Millis{250});
  command.title = " Новое имя ";
  const Result<Card> written = write_fields.run(command);
  ASSERT_TRUE(written) << written.error().code;
  EXPECT_EQ(written->deadline, portal.clock + hours{5});  // the portal keeps whole seconds
  EXPECT_EQ(written->title, "Новое имя");
  command = fields();
  command.deadline = std::optional<TimePoint>{};
  EXPECT_EQ(write_fields.run(command)->deadline, std::nullopt);
  command = fields();
  command.title = " ";
  EXPECT_EQ(write_fields.run(command).error().code, "create.no_title");
}

TEST_F(PanelWrites, ADayToComeBackStandsInTheJournalOfAStoppedCard) {
  const RemindOfStopperCommand command{agent(), GroupId{77}, ticket, from_ms(1'800'000'000'000)};
  EXPECT_EQ(remind.run(command).error().code, "stopper.none");
  WriteFieldsCommand stop = fields();
  stop.stopper = "Ждём клиента";
  ASSERT_TRUE(write_fields.run(stop));
  portal.advance(minutes{1});
  const Result<Card> card = remind.run(command);
  ASSERT_TRUE(card) << card.error().code;
  EXPECT_EQ(*card, this->card(ticket));
  const JournalRow row = cards.journal(id, ticket)->back();
  EXPECT_EQ(row.fact, Fact::kFollowUp);
  EXPECT_EQ(row.to, "1800000000000");
  EXPECT_EQ(row.actor, UserId{kAgent});
  portal.advance(minutes{1});
  ASSERT_TRUE(remind.run({agent(), GroupId{77}, ticket, std::nullopt}));
  EXPECT_EQ(cards.journal(id, ticket)->back().to, "");
  EXPECT_EQ(remind.run({agent(), GroupId{78}, ticket, std::nullopt}).error().code, "card.not_found");
}

TEST_F(PanelWrites, ACardIsReadWhole) {
  const TimePoint created = card(ticket).created_at;
  static_cast<void>(move_card.run({agent(), GroupId{77}, ticket, StageId{kQueue}, card(ticket).revision}));
  talk.words.comments = {{7, UserId{kClient}, "Клиент", portal.clock, "Ну как?"}};
  portal.advance(hours{2});
  const Result<CardDetails> details = read_card.run(agent(), GroupId{77}, ticket);
  ASSERT_TRUE(details) << details.error().code;
  EXPECT_EQ(details->card, card(ticket));
  ASSERT_EQ(details->stages.size(), 2u);
  EXPECT_EQ(details->stages.front().from, created);
  EXPECT_EQ(details->stages.front().to, created + minutes{10});
  EXPECT_EQ(details->stages.back().stage, StageId{kQueue});
  EXPECT_EQ(details->stages.back().to, std::nullopt);
  EXPECT_EQ(details->stages.back().by, UserId{kAgent});
  EXPECT_EQ(details->journal.back().fact, Fact::kStage);
  EXPECT_FALSE(details->journal_cut);
  ASSERT_TRUE(details->talk);
  EXPECT_EQ(details->talk->comments.size(), 1u);
}

TEST_F(PanelWrites, WhatThePortalKeepsToItselfLeavesTheRest) {
  talk.failure = Error{ErrorKind::kPermissionDenied, "portal.denied", "no"};
  const Result<CardDetails> details = read_card.run(agent(), GroupId{77}, ticket);
  ASSERT_TRUE(details);
  EXPECT_FALSE(details->talk);
  EXPECT_EQ(details->talk_error->code, "portal.denied");
  EXPECT_FALSE(details->journal.empty());
  EXPECT_EQ(read_card.run(agent(), GroupId{78}, ticket).error().code, "card.not_found");
}

TEST_F(PanelWrites, ANoteIsForTheStaffAndThePortalDoesNotLearnOfIt) {
  const InnerNote said{portal.clock, UserId{kAgent}, "  Клиент путает принтеры  "};
  const int asked = talk.calls;
  const Result<Card> card = write_note.run(agent().portal, GroupId{77}, ticket, said);
  ASSERT_TRUE(card) << card.error().code;
  EXPECT_EQ(talk.calls, asked);
  EXPECT_EQ(card->comments, 0);
  const Result<CardDetails> details = read_card.run(agent(), GroupId{77}, ticket);
  ASSERT_EQ(details->notes.size(), 1u);
  EXPECT_EQ(details->notes.front(), (InnerNote{said.at, said.author, "Клиент путает принтеры"}));
  const auto refusal = [&](GroupId group, const std::string& text) {
    return write_note.run(agent().portal, group, ticket, {portal.clock, UserId{kAgent}, text}).error().code;
  };
  EXPECT_EQ(refusal(GroupId{77}, " \n"), "comment.empty");
  EXPECT_EQ(refusal(GroupId{77}, std::string(10'001, 'x')), "comment.too_long");
  EXPECT_EQ(refusal(GroupId{78}, "x"), "card.not_found");
}

TEST_F(PanelWrites, TheBackgroundWritesOnSomebodysBehalf) {
  CreateTicketCommand command;
  command.actor = background(agent().portal);
  command.group = GroupId{77};
  command.title = "Заявка клиента";
  command.creator = UserId{kClient};
  command.control = true;
  const Result<Card> made = create.run(command);
  ASSERT_TRUE(made) << made.error().code;
  EXPECT_EQ(made->creator, UserId{kClient});
  EXPECT_EQ(made->assignee, UserId{kClient});
  EXPECT_TRUE(made->task_control);
  CommentCommand words{background(agent().portal), GroupId{77}, made->ticket, "Ну как?"};
  words.author = UserId{kClient};
  EXPECT_EQ(answer_client.comment(words)->last_speaker, Speaker::kClient);
}

}  // namespace
}  // namespace sd::kanban
