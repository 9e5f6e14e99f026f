// What the panel beside the board asks of a portal: words, files, labour and new tickets.
#include <algorithm>
#include <boost/json.hpp>

#include "extension/portal/card_portal_rest.h"
#include "tests/contract/portal/portal_contract.h"

namespace sd::portal {
namespace {

namespace json = boost::json;

const FieldNames kNames{"UF_SD_TYPE", "UF_SD_STOPPER", "UF_SD_ESTIMATE"};

TEST_P(PortalContract, CommentsAndReadsWhatWasSaid) {
  const std::int64_t agent = someone("employee", true);
  visit(agent);
  const Actor actor{portal_, UserId{agent}};
  CardPortalRest cards(*caller_, kNames);
  const TicketId id = add_task("talk", agent);
  act(1, "tasks.task.update", {{"taskId", id.value()}, {"fields", {{"DESCRIPTION", "[b]x[/b]"}}}});
  for (const bool chat : {true, false}) {
    control("settings", {{"chat_card", chat}});
    const std::int64_t before = read_one(id).ticket->comments;
    const auto read = cards.comment(actor, id, "Здравствуйте & 100 % $result[x]", before, UserId{});
    ASSERT_TRUE(read) << read.error().code << " " << read.error().detail;
    EXPECT_EQ(read->ticket->comments, before + 1);
    const auto talk = cards.talk(actor, id);
    ASSERT_TRUE(talk) << talk.error().code << " " << talk.error().detail;
    EXPECT_EQ(talk->description, "[b]x[/b]");
    ASSERT_FALSE(talk->comments.empty());
    EXPECT_EQ(talk->comments.back().text, "Здравствуйте & 100 % $result[x]");
    EXPECT_EQ(talk->comments.back().author, UserId{agent});
    EXPECT_FALSE(talk->comments.back().author_name.empty());
  }
}

TEST_P(PortalContract, SaysThatATaskNobodyShowsHasNoWords) {
  CardPortalRest cards(*caller_, kNames);
  EXPECT_FALSE(cards.talk(admin_, TicketId{999'999'999}));
}

TEST_P(PortalContract, BooksLabourAsThePersonWhoDidIt) {
  const std::int64_t agent = someone("employee", true);
  visit(agent);
  CardPortalRest cards(*caller_, kNames);
  const TicketId id = add_task("labour", agent);
  auto read = cards.book({portal_, UserId{agent}}, id, 1'800, 0, "на месте", std::nullopt);
  ASSERT_TRUE(read) << read.error().code << " " << read.error().detail;
  EXPECT_EQ(read->ticket->spent_seconds, 1'800);
  read = cards.book({portal_, UserId{agent}}, id, 600, 1'800, "", from_ms(1'760'000'000'000));
  ASSERT_TRUE(read) << read.error().detail;
  EXPECT_EQ(read->ticket->spent_seconds, 2'400);
}

TEST_P(PortalContract, CreatesATicketInAStage) {
  add_fields();
  const std::int64_t agent = someone("employee", true);
  visit(agent);
  const auto stages = rest_->stages(admin_, group_);
  ASSERT_TRUE(stages);
  CardPortalRest cards(*caller_, kNames);
  kanban::NewTicket ticket;
  ticket.group = group_;
  ticket.stage = stages->at(1).id;
  ticket.title = "Новая & заявка";
  ticket.description = "сломалось";
  ticket.type = "Первая линия";
  ticket.estimate = "1.5";
  ticket.important = true;
  ticket.assignee = UserId{agent};
  const auto read = cards.create({portal_, UserId{agent}}, ticket);
  ASSERT_TRUE(read) << read.error().code << " " << read.error().detail;
  ASSERT_TRUE(read->ticket);
  EXPECT_EQ(read->ticket->title, "Новая & заявка");
  EXPECT_EQ(read->ticket->stage, ticket.stage);
  EXPECT_EQ(read->ticket->group, group_);
  EXPECT_EQ(read->ticket->type, "Первая линия");
  EXPECT_TRUE(read->ticket->important);
  EXPECT_EQ(read->ticket->creator, UserId{agent});
  EXPECT_EQ(read->ticket->assignee, UserId{agent});
}

TEST_P(PortalContract, FindsOpenTicketsByTheWordsOfTheirTexts) {
  const std::int64_t agent = someone("employee", true);
  visit(agent);
  CardPortalRest cards(*caller_, kNames);
  const TicketId titled = add_task("Ёжиковый принтер", agent), told = add_task("plain", agent);
  act(1, "tasks.task.update",
      {{"taskId", told.value()}, {"fields", {{"DESCRIPTION", "Стоит ёжиковый ПРИНТЕР & $result[x]"}}}});
  const TicketId closed = add_task("Ёжиковый принтер, старый", agent);
  act(1, "tasks.task.complete", {{"taskId", closed.value()}});
  const GroupId groups[] = {group_};
  const auto found = cards.search({portal_, UserId{agent}}, groups, "принтер ёжиковый");
  ASSERT_TRUE(found) << found.error().code << " " << found.error().detail;
  EXPECT_EQ(found->tickets, (std::vector<TicketId>{told, titled}));
  EXPECT_FALSE(found->more);
  EXPECT_TRUE(cards.search({portal_, UserId{agent}}, groups, "$result[x]")) << "no reference";
}

TEST_P(PortalContract, ReadsTagsAndKeepsWhereATicketIsPut) {
  const TicketId first = add_task("first"), second = add_task("second"), third = add_task("third");
  act(1, "tasks.task.update",
      {{"taskId", second.value()}, {"fields", {{"TAGS", json::array{"vip", "касса"}}}}});
  EXPECT_EQ(read_one(first).ticket->tags, std::vector<std::string>{});
  auto tags = read_one(second).ticket->tags;
  std::sort(tags.begin(), tags.end());
  EXPECT_EQ(tags, (std::vector<std::string>{"vip", "касса"}));
  const StageId stage = rest_->stages(admin_, group_)->at(1).id;
  for (const TicketId id : {first, second, third}) ASSERT_TRUE(rest_->move(admin_, id, stage));
  const auto read = rest_->move_beside(admin_, third, stage, {second, true});
  ASSERT_TRUE(read) << read.error().detail;
  EXPECT_EQ(read->ticket->stage, stage);
  const json::value listed =
      act(1, "tasks.task.list",
          {{"order", {{"SORTING", "asc"}}},
           {"filter",
            {{"STAGE_ID", stage.value()}, {"ID", json::array{first.value(), second.value(), third.value()}}}},
           {"select", {"ID"}}});
  std::vector<std::string> order;
  for (const json::value& task : listed.at("tasks").as_array()) {
    const std::string id(task.at("id").as_string());
    for (const TicketId one : {first, second, third}) {
      if (id == std::to_string(one.value())) order.push_back(id);
    }
  }
  EXPECT_EQ(order, (std::vector<std::string>{std::to_string(first.value()), std::to_string(third.value()),
                                             std::to_string(second.value())}));
}

TEST_P(PortalContract, WritesAndClearsDeadlineAndTitle) {
  const TicketId id = add_task("before");
  kanban::Portal::FieldWrite fields;
  fields.deadline = std::optional<TimePoint>(from_ms(1'900'000'000'000));
  fields.title = "after";
  auto read = rest_->write(admin_, id, fields);
  ASSERT_TRUE(read) << read.error().detail;
  EXPECT_EQ(read->ticket->deadline, from_ms(1'900'000'000'000));
  EXPECT_EQ(read->ticket->title, "after");
  fields = {};
  fields.deadline = std::optional<TimePoint>{};
  read = rest_->write(admin_, id, fields);
  ASSERT_TRUE(read) << read.error().detail;
  EXPECT_EQ(read->ticket->deadline, std::nullopt);
  EXPECT_EQ(read->ticket->title, "after");
}

}  // namespace
}  // namespace sd::portal
