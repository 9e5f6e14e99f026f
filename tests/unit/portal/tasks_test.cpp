#include "extension/portal/tasks.h"

#include <boost/json/parse.hpp>

#include "extension/portal/json_reading.h"
#include "tests/unit/portal/portal_world.h"

namespace sd::portal {
namespace {

const FieldNames kNames{"UF_SD_TYPE", "UF_SD_STOPPER", "UF_SD_ESTIMATE"};

constexpr const char* kRow =
    R"({"id":"8017","title":"Принтер","xmlId":"77-1","status":"3","priority":"2","taskControl":"Y",
  "createdBy":"900","responsibleId":"547","groupId":"77","stageId":"502","createdDate":"2026-01-02T10:00:00+03:00",
  "changedDate":"2026-01-02T11:00:00+03:00","closedDate":null,"deadline":"2026-01-05T18:00:00+05:30",
  "timeSpentInLogs":"3600","commentsCount":"4","ufCrmTask":["L_1","CO_591","C_7","CO_12","CO_x"],
  "ufSdType":"Первая линия","ufSdStopper":"","ufSdEstimate":1.5,"group":[],
  "creator":{"id":"900","name":"Клиент"},"responsible":{"id":"547","name":"Maria"},"subStatus":"-1"})";

TEST(DecodeTicket, TranslatesARow) {
  const auto ticket = decode_ticket(json::parse(kRow), kNames);
  ASSERT_TRUE(ticket) << ticket.error().detail;
  EXPECT_EQ(ticket->id, TicketId{8017});
  EXPECT_EQ(ticket->group, GroupId{77});
  EXPECT_EQ(ticket->stage, StageId{502});
  EXPECT_EQ(ticket->title, "Принтер");
  EXPECT_EQ(ticket->xml_id, "77-1");
  EXPECT_EQ(ticket->status, kanban::TaskStatus::kInProgress);
  EXPECT_TRUE(ticket->important);
  EXPECT_TRUE(ticket->task_control);
  EXPECT_EQ(ticket->creator, UserId{900});
  EXPECT_EQ(ticket->creator_name, "Клиент");
  EXPECT_EQ(ticket->assignee, UserId{547});
  EXPECT_EQ(ticket->assignee_name, "Maria");
  EXPECT_EQ(ticket->created_at, from_ms(1767337200000));
  EXPECT_EQ(ticket->changed_at, from_ms(1767340800000));
  EXPECT_FALSE(ticket->closed_at);
  EXPECT_EQ(ticket->deadline, from_ms(1767616200000));
  EXPECT_EQ(ticket->spent_seconds, 3600);
  EXPECT_EQ(ticket->companies, (std::vector<CompanyId>{CompanyId{591}, CompanyId{12}}));
  EXPECT_EQ(ticket->type, "Первая линия");
  EXPECT_EQ(ticket->stopper, "");
  EXPECT_EQ(ticket->estimate, "1.5");
  EXPECT_EQ(ticket->comments, 4);
}

TEST(DecodeTicket, TakesEveryFormOfEmpty) {
  for (const char* nothing : {"null", "false", "\"\"", "[]", "{}"}) {
    auto row = json::parse(kRow).as_object();
    for (const char* key :
         {"xmlId", "closedDate", "deadline", "timeSpentInLogs", "commentsCount", "ufCrmTask", "ufSdType",
          "ufSdStopper", "ufSdEstimate", "creator", "responsible", "stageId"}) {
      row[key] = json::parse(nothing);
    }
    const auto ticket = decode_ticket(row, kNames);
    ASSERT_TRUE(ticket) << nothing << ": " << ticket.error().detail;
    EXPECT_EQ(ticket->stage, StageId{0});
    EXPECT_FALSE(ticket->deadline);
    EXPECT_EQ(ticket->estimate, "");
    EXPECT_TRUE(ticket->companies.empty());
    EXPECT_EQ(ticket->creator_name, "");
  }
}

TEST(DecodeTicket, NamesTheFieldThatIsWrong) {
  const std::pair<const char*, const char*> wrongs[] = {{"id", "\"abc\""},
                                                        {"createdDate", "\"02.01.2026\""},
                                                        {"deadline", "\"2026-01-05T18:00:00\""},
                                                        {"stageId", "[1]"},
                                                        {"status", "\"-1\""},
                                                        {"timeSpentInLogs", "1.5"}};
  for (const auto& [key, value] : wrongs) {
    auto row = json::parse(kRow).as_object();
    row[key] = json::parse(value);
    const auto ticket = decode_ticket(row, kNames);
    ASSERT_FALSE(ticket) << key;
    EXPECT_EQ(ticket.error().code, "portal.shape");
    EXPECT_NE(ticket.error().detail.find(std::string("task.") + key), std::string::npos)
        << ticket.error().detail;
  }
  for (const char* row : {"[]", "null", "7", "\"x\""})
    EXPECT_FALSE(decode_ticket(json::parse(row), kNames)) << row;
}

TEST(DecodeTicket, TakesLegacyStatusesAsPending) {
  for (const char* status : {"1", "7"}) {
    auto row = json::parse(kRow).as_object();
    row["status"] = status;
    EXPECT_EQ(decode_ticket(row, kNames)->status, kanban::TaskStatus::kPending) << status;
  }
}

TEST(CamelCase, FollowsThePortalsRule) {
  EXPECT_EQ(camel_case("UF_SD_TYPE"), "ufSdType");
  EXPECT_EQ(camel_case("RESPONSIBLE_ID"), "responsibleId");
  EXPECT_EQ(camel_case("UF_AUTO_280393729397"), "ufAuto280393729397");
}

class ListTicketIdsTest : public PortalWorld {
 protected:
  static std::string page(int from, int count) {
    std::string rows;
    for (int i = 0; i < count; ++i)
      rows += (i ? "," : "") + (R"({"id":")" + std::to_string(from + i) + "\"}");
    return R"({"tasks":[)" + rows + "]}";
  }
  // A batch answer of full pages from `from`, with `tail` rows on the last one.
  static std::string chain(int from, int full, int tail) {
    std::string results;
    for (int i = 0; i < 49; ++i) {
      const int rows = i < full ? 50 : (i == full ? tail : 7);  // garbage behind the short page
      results +=
          (i ? "," : "") + ("\"c" + std::to_string(i) + "\":") + page(i <= full ? from + 50 * i : 1, rows);
    }
    return R"({"result":{"result":{)" + results + R"(},"result_error":[]}})";
  }
  static std::string plain(const std::string& result) { return R"({"result":)" + result + "}"; }
};

TEST_F(ListTicketIdsTest, NeedsOneRequestForASmallGroup) {
  wire_.then(test::wire(200, plain(page(10, 3))));
  const auto ids = rest_.list_ids(admin_, GroupId{77}, TicketId{9});
  ASSERT_TRUE(ids);
  EXPECT_EQ(ids->ids, (std::vector<TicketId>{TicketId{10}, TicketId{11}, TicketId{12}}));
  EXPECT_TRUE(ids->last);
  EXPECT_EQ(
      wire_.requests().at(0).body,
      R"({"order":{"ID":"ASC"},"filter":{"GROUP_ID":77,">ID":9},"select":["ID"],"start":-1,"auth":"access-1"})");
}

TEST_F(ListTicketIdsTest, ReadsAFullChainOfFiftyPages) {
  wire_.then(test::wire(200, plain(page(1, 50))));
  wire_.then(test::wire(200, chain(51, 49, 0)));
  const auto ids = rest_.list_ids(admin_, GroupId{77}, TicketId{0});
  ASSERT_TRUE(ids) << ids.error().detail;
  EXPECT_EQ(ids->ids.size(), 2500u);
  EXPECT_EQ(ids->ids.back(), TicketId{2500});
  EXPECT_FALSE(ids->last);
  const auto sent = json::parse(wire_.requests().at(1).body);
  const auto& commands = sent.at("cmd").as_object();
  EXPECT_EQ(commands.size(), 49u);
  EXPECT_EQ(commands.at("c1").as_string(),
            "tasks.task.list?order%5BID%5D=ASC&filter%5BGROUP_ID%5D=77&filter%5B%3EID%5D=%24result%5Bc0%5D%"
            "5Btasks%5D"
            "%5B49%5D%5Bid%5D&select%5B0%5D=ID&start=-1");
}

TEST_F(ListTicketIdsTest, TrustsNothingBehindAShortPage) {
  for (const int tail : {0, 20}) {
    wire_.then(test::wire(200, plain(page(1, 50))));
    wire_.then(test::wire(200, chain(51, 2, tail)));
    const auto ids = rest_.list_ids(admin_, GroupId{77}, TicketId{0});
    ASSERT_TRUE(ids) << ids.error().detail;
    EXPECT_EQ(ids->ids.size(), 150u + static_cast<std::size_t>(tail));
    EXPECT_TRUE(ids->last);
  }
}

TEST_F(ListTicketIdsTest, RefusesAListThatDoesNotAscend) {
  wire_.then(test::wire(200, plain(R"({"tasks":[{"id":"5"},{"id":"5"}]})")));
  EXPECT_EQ(rest_.list_ids(admin_, GroupId{77}, TicketId{0}).error().code, "portal.shape");
  wire_.then(test::wire(200, plain(R"({"tasks":false})")));
  EXPECT_EQ(rest_.list_ids(admin_, GroupId{77}, TicketId{0}).error().code, "portal.shape");
}

TEST_F(ListTicketIdsTest, AStampThatCannotBeReadFailsNoneOfTheOthers) {
  const std::string good = R"("groupId":"77","stageId":"0","changedDate":"2026-01-02T10:00:00+03:00"})";
  wire_.then(test::wire(200, plain(R"({"tasks":[{"id":"5",)" + good +
                                   R"(,{"id":"6","changedDate":"soon"},{"id":"7",)" + good + "]}")));
  const GroupId groups[] = {GroupId{77}};
  const auto stamps = rest_.stamps(admin_, groups, std::nullopt, TicketId{0});
  ASSERT_TRUE(stamps);
  ASSERT_EQ(stamps->rows.size(), 3U);
  EXPECT_EQ(stamps->rows[1], (kanban::TicketStamp{TicketId{6}, {}, {}, {}, false}));
  EXPECT_TRUE(stamps->rows[2].readable);
  wire_.then(test::wire(200, plain(R"({"tasks":[{"changedDate":"soon"}]})")));
  EXPECT_EQ(rest_.stamps(admin_, groups, std::nullopt, TicketId{0}).error().code, "portal.shape");
}

TEST_F(ListTicketIdsTest, AsksForChangesByThePortalsClock) {
  wire_.then(test::wire(200, plain(page(1, 0))));
  const GroupId groups[] = {GroupId{77}, GroupId{78}};
  const auto stamps = rest_.stamps(admin_, groups, from_ms(1767337200000), TicketId{0});
  ASSERT_TRUE(stamps);
  EXPECT_TRUE(stamps->last);
  EXPECT_NE(wire_.requests().at(0).body.find(R"("GROUP_ID":[77,78])"), std::string::npos);
  EXPECT_NE(wire_.requests().at(0).body.find(R"(">=CHANGED_DATE":"2026-01-02T07:00:00+00:00")"),
            std::string::npos);
}

}  // namespace
}  // namespace sd::portal
