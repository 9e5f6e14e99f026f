#include "extension/portal/portal_rest.h"

#include <boost/json/parse.hpp>

#include "tests/unit/portal/portal_world.h"

namespace sd::portal {
namespace {

using kanban::StatusStep;
using test::wire;

// One task as tasks.task.list gives it.
std::string task(int id, int stage, int status, const std::string& stopper = "") {
  return R"({"id":")" + std::to_string(id) + R"(","title":"t","status":")" + std::to_string(status) +
         R"(","stageId":")" + std::to_string(stage) +
         R"(","groupId":"77","createdDate":"2026-01-02T10:00:00+03:00",)" +
         R"("changedDate":"2026-01-02T10:00:00+03:00","ufSdStopper":")" + stopper + "\"}";
}

std::string list(const std::string& tasks) { return R"({"tasks":[)" + tasks + "]}"; }

constexpr const char* kHistory =
    R"({"list":[{"id":1,"createdDate":"2026-01-02T10:00:00+03:00","field":"NEW","value":{"from":null,"to":null},"user":{"id":1}}]})";

// The answer of a batch whose commands gave `results` (JSON members) and `errors`.
std::string batch(const std::string& results, const std::string& errors = "[]") {
  return R"({"result":{"result":{)" + results + R"(},"result_error":)" + errors + R"(,"result_time":[]}})";
}

std::string reads(const std::string& before, const std::string& behind, const std::string& more = "") {
  return "\"before\":" + list(before) + ",\"h8\":" + kHistory + ",\"behind\":" + list(behind) + more;
}

class PortalRestTest : public PortalWorld {
 protected:
  Result<kanban::TicketRead> read_8() {
    const TicketId id{8};
    auto read = rest_.read(admin_, std::span(&id, 1));
    if (!read) return read.error();
    return std::move(read->front());
  }
};

TEST_F(PortalRestTest, ReadsTaskAndHistoryInOneRequest) {
  wire_.then(wire(200, batch(reads(task(8, 502, 3), task(8, 502, 3)))));
  const auto read = read_8();
  ASSERT_TRUE(read) << read.error().detail;
  ASSERT_TRUE(read->ticket);
  EXPECT_EQ(read->ticket->stage, StageId{502});
  ASSERT_EQ(read->history.size(), 1u);
  EXPECT_EQ(wire_.requests().size(), 1u);
}

TEST_F(PortalRestTest, ReadsSixHundredTicketsInThirteenRequests) {
  wire_.always([](const WireRequest& request) -> Result<WireAnswer> {
    std::string results;
    const auto sent = boost::json::parse(request.body);
    EXPECT_LE(sent.at("cmd").as_object().size(), 50u);
    for (const auto& [key, command] : sent.at("cmd").as_object()) {
      if (!results.empty()) results += ',';
      results += "\"" + std::string(key) + "\":" + (key[0] == 'h' ? kHistory : list(""));
    }
    return wire(200, batch(results));
  });
  std::vector<TicketId> ids;
  for (int i = 600; i > 0; --i) ids.push_back(TicketId{i});
  const auto read = rest_.read(admin_, ids);
  ASSERT_TRUE(read);
  ASSERT_EQ(read->size(), 600u);
  EXPECT_EQ(read->front().id, TicketId{600});
  EXPECT_EQ(wire_.requests().size(), 13u);
}

TEST_F(PortalRestTest, SaysThatATaskIsGone) {
  wire_.then(wire(200, batch("\"before\":" + list("") + ",\"behind\":" + list(""),
                             R"({"h8":{"error":"0","error_description":"no access"}})")));
  const auto read = read_8();
  ASSERT_TRUE(read) << read.error().detail;
  EXPECT_EQ(read->id, TicketId{8});
  EXPECT_FALSE(read->ticket);
  EXPECT_TRUE(read->history.empty());
}

TEST_F(PortalRestTest, ReadsAgainATaskThatMovedBetweenItsStateAndItsHistory) {
  wire_.then(wire(200, batch(reads(task(8, 501, 2), task(8, 502, 2)))));
  wire_.then(wire(200, batch(reads(task(8, 502, 2), task(8, 502, 2)))));
  const auto read = read_8();
  ASSERT_TRUE(read);
  EXPECT_EQ(read->ticket->stage, StageId{502});
  EXPECT_EQ(wire_.requests().size(), 2u);
}

TEST_F(PortalRestTest, TakesTheLastStateOfATaskThatNeverStandsStill) {
  for (int i = 0; i < 3; ++i) wire_.then(wire(200, batch(reads(task(8, 501, 2), task(8, 502 + i, 2)))));
  const auto read = read_8();
  ASSERT_TRUE(read);
  EXPECT_EQ(read->ticket->stage, StageId{504});
}

TEST_F(PortalRestTest, MovesWithThePersonsTokenAndReadsTheTruthInTheSameRequest) {
  wire_.then(wire(200, batch("\"write\":true," + reads(task(8, 503, 3), task(8, 503, 3)))));
  const auto read = rest_.move(agent_, TicketId{8}, StageId{503});
  ASSERT_TRUE(read) << read.error().detail;
  EXPECT_EQ(read->ticket->stage, StageId{503});
  const auto sent = boost::json::parse(wire_.requests().at(0).body);
  EXPECT_EQ(sent.at("auth").as_string(), "access-17");
  EXPECT_EQ(sent.at("halt").as_int64(), 1);
  EXPECT_EQ(sent.at("cmd").at("write").as_string(), "task.stages.movetask?id=8&stageId=503");
}

TEST_F(PortalRestTest, HandsThePortalsReasonOver) {
  wire_.then(wire(
      200,
      batch("", R"({"write":{"error":"1048582","error_description":"Action on the task is not allowed"}})")));
  EXPECT_EQ(rest_.step(agent_, TicketId{8}, StatusStep::kComplete).error(),
            (Error{ErrorKind::kPermissionDenied, "portal.refused", "Action on the task is not allowed"}));
}

TEST_F(PortalRestTest, KnowsTheMethodOfEveryStep) {
  const std::pair<StatusStep, const char*> steps[] = {
      {StatusStep::kStart, "start"},       {StatusStep::kPause, "pause"},
      {StatusStep::kComplete, "complete"}, {StatusStep::kRenew, "renew"},
      {StatusStep::kApprove, "approve"},   {StatusStep::kDisapprove, "disapprove"}};
  for (const auto& [step, name] : steps) {
    wire_.then(wire(200, batch("\"write\":{}," + reads(task(8, 503, 3), task(8, 503, 3)))));
    ASSERT_TRUE(rest_.step(agent_, TicketId{8}, step));
    const auto sent = boost::json::parse(wire_.requests().back().body);
    EXPECT_EQ(sent.at("cmd").at("write").as_string(), "tasks.task." + std::string(name) + "?taskId=8");
  }
}

TEST_F(PortalRestTest, ReadsBackAWriteWhoseAnswerWasLostAndFindsItDone) {
  wire_.then(test::wire_fault("wire.lost"));
  wire_.then(wire(200, batch(reads(task(8, 503, 4), task(8, 503, 4)))));
  EXPECT_TRUE(rest_.step(agent_, TicketId{8}, StatusStep::kComplete));
  EXPECT_EQ(wire_.requests().at(1).body.find("complete"), std::string::npos);
}

TEST_F(PortalRestTest, SaysLostWhenReadingBackDoesNotShowTheWrite) {
  wire_.then(wire(502, "<html>"));
  wire_.then(wire(200, batch(reads(task(8, 501, 3), task(8, 501, 3)))));
  EXPECT_EQ(rest_.move(agent_, TicketId{8}, StageId{503}).error().code, "portal.lost");
  EXPECT_EQ(wire_.requests().size(), 2u);
}

TEST_F(PortalRestTest, ReadsOnceMoreWhenTheWriteIsDoneButItsReadingFailed) {
  wire_.then(wire(200, batch("\"write\":true", R"({"before":{"error":"OPERATION_TIME_LIMIT"}})")));
  wire_.then(wire(200, batch(reads(task(8, 503, 3), task(8, 503, 3)))));
  EXPECT_TRUE(rest_.move(agent_, TicketId{8}, StageId{503}));
}

class SideWrites : public PortalRestTest {
 protected:
  std::vector<Result<kanban::TicketRead>> write() {
    const kanban::Portal::SideWrite writes[] = {{TicketId{8}, StageId{503}},
                                                {TicketId{9}, StatusStep::kStart}};
    return rest_.write_sides(admin_, writes);
  }
  static std::string both(int stage_of_8, int status_of_9) {
    const std::string tasks = list(task(8, stage_of_8, 3) + "," + task(9, 502, status_of_9));
    return R"("before":)" + tasks + R"(,"h8":)" + kHistory + R"(,"h9":)" + kHistory + R"(,"behind":)" + tasks;
  }
};

TEST_F(SideWrites, GoTogetherWithTheirReadingInOneRequest) {
  wire_.then(wire(200, batch(R"("w8":true,"w9":{},)" + both(503, 3))));
  const auto answers = write();
  ASSERT_EQ(answers.size(), 2U);
  EXPECT_EQ(answers[0]->ticket->stage, StageId{503});
  EXPECT_EQ(answers[1]->ticket->status, kanban::TaskStatus::kInProgress);
  ASSERT_EQ(wire_.requests().size(), 1U);
  const auto sent = boost::json::parse(wire_.requests().at(0).body);
  EXPECT_EQ(sent.at("cmd").at("w8").as_string(), "task.stages.movetask?id=8&stageId=503");
  EXPECT_EQ(sent.at("cmd").at("w9").as_string(), "tasks.task.start?taskId=9");
}

TEST_F(SideWrites, OneThatIsRefusedHoldsBackNoOther) {
  wire_.then(wire(200, batch(R"("w8":true,)" + both(503, 2),
                             R"({"w9":{"error":"1048582","error_description":"Not allowed"}})")));
  const auto answers = write();
  EXPECT_TRUE(answers[0]);
  EXPECT_EQ(answers[1].error().code, "portal.refused");
}

TEST_F(SideWrites, AreReadBackWhenTheAnswerIsLost) {
  wire_.then(test::wire_fault("wire.lost"));
  wire_.then(wire(200, batch(both(503, 2))));
  const auto answers = write();
  EXPECT_TRUE(answers[0]);
  EXPECT_EQ(answers[1].error().code, "portal.lost");
  EXPECT_EQ(wire_.requests().at(1).body.find("movetask"), std::string::npos);
}

TEST_F(SideWrites, AreAllRefusedWithTheRequest) {
  wire_.then(wire(401, R"({"error":"insufficient_scope"})"));
  for (const auto& answer : write()) EXPECT_EQ(answer.error().code, "portal.scope");
}

TEST_F(PortalRestTest, WritesFieldsByThePortalsNames) {
  wire_.then(wire(200, batch("\"write\":{}," + reads(task(8, 503, 3), task(8, 503, 3)))));
  kanban::Portal::FieldWrite fields;
  fields.stopper = "";
  fields.estimate = "1.5";
  fields.important = true;
  fields.assignee = UserId{12};
  ASSERT_TRUE(rest_.write(agent_, TicketId{8}, fields));
  const auto sent = boost::json::parse(wire_.requests().at(0).body);
  EXPECT_EQ(sent.at("cmd").at("write").as_string(),
            "tasks.task.update?taskId=8&fields%5BUF_SD_STOPPER%5D=&fields%5BUF_SD_ESTIMATE%5D=1.5&fields%"
            "5BPRIORITY%5D=2"
            "&fields%5BRESPONSIBLE_ID%5D=12");
}

TEST_F(PortalRestTest, KeepsAPersonsTextOutOfTheBatchWhenThePortalWouldReplaceIt) {
  wire_.then(wire(200, R"({"result":{"task":{}}})"));
  wire_.then(wire(200, batch(reads(task(8, 503, 3), task(8, 503, 3)))));
  kanban::Portal::FieldWrite fields;
  fields.stopper = "$result[before][tasks]";
  ASSERT_TRUE(rest_.write(agent_, TicketId{8}, fields));
  EXPECT_EQ(wire_.requests().at(0).body,
            R"({"taskId":8,"fields":{"UF_SD_STOPPER":"$result[before][tasks]"},"auth":"access-17"})");
}

TEST_F(PortalRestTest, NeverCrashesOnWrongShapes) {
  for (const char* result :
       {R"({"result":{"before":[],"behind":[]}})",
        R"({"result":{"before":{"tasks":{}},"behind":{"tasks":[]}}})", R"({"result":[]})", R"([])"}) {
    wire_.then(wire(200, std::string(R"({"result":)") + result + "}"));
    const auto read = read_8();
    ASSERT_FALSE(read) << result;
    EXPECT_EQ(read.error().code, "portal.shape") << result;
  }
}

// Answers batches of task reads as a portal with healthy tasks would, except where `broken` says otherwise.
class PoisonedTasks : public PortalRestTest {
 protected:
  using Ids = std::vector<std::int64_t>;

  PoisonedTasks() {
    wire_.always([this](const WireRequest& request) -> Result<WireAnswer> {
      if (request.url.ends_with("server.time")) return time_;
      const auto sent = boost::json::parse(request.body);
      std::string rows, results;
      bool spoils_all = false;
      for (const auto& [key, command] : sent.at("cmd").as_object()) {
        if (key[0] != 'h') continue;
        const std::int64_t id = std::stoll(std::string(key.substr(1)));
        spoils_all = spoils_all || id == spoiling_;
        rows += (rows.empty() ? "" : ",") +
                (rows_.contains(id) ? rows_.at(id) : task(static_cast<int>(id), 502, 3));
        results +=
            ",\"" + std::string(key) + "\":" + (histories_.contains(id) ? histories_.at(id) : kHistory);
      }
      if (spoils_all) return spoiled_;
      return wire(200, batch("\"before\":" + list(rows) + ",\"behind\":" + list(rows) + results));
    });
  }
  // The ids of 1..48 that could not be read.
  Ids unreadable() {
    std::vector<TicketId> ids;
    for (std::int64_t id = 1; id <= 48; ++id) ids.push_back(TicketId{id});
    const auto read = rest_.read(admin_, ids);
    EXPECT_TRUE(read) << read.error().code << " " << read.error().detail;
    Ids failed;
    if (!read) return failed;
    for (const kanban::TicketRead& each : *read) {
      EXPECT_NE(each.ticket.has_value(), each.error.has_value()) << each.id.value();
      if (each.error) failed.push_back(each.id.value());
    }
    return failed;
  }

  std::map<std::int64_t, std::string> rows_, histories_;
  std::int64_t spoiling_ = 0;  // this one spoils the whole answer
  WireAnswer spoiled_ = wire(200, "{\"result\":{\"result\":{\"before\":{\"tasks\":[{\"title\":\"\xff");
  WireAnswer time_ = wire(200, R"({"result":"2026-01-02T10:00:00+03:00"})");
};

TEST_F(PoisonedTasks, ARowOfTheWrongShapeFailsNoneOfTheOthers) {
  rows_[17] = R"({"id":"17","status":"many"})";
  EXPECT_EQ(unreadable(), Ids{17});
  EXPECT_EQ(wire_.requests().size(), 1u);
}

TEST_F(PoisonedTasks, AHistoryOfTheWrongShapeFailsNoneOfTheOthers) {
  histories_[3] = R"({"list":"none"})";
  EXPECT_EQ(unreadable(), Ids{3});
}

TEST_F(PoisonedTasks, ATaskIsNotTakenForGoneWhenARowDoesNotSayWhoseItIs) {
  rows_[17] = R"([])";
  EXPECT_EQ(unreadable(), Ids{17});
}

TEST_F(PoisonedTasks, ATaskThatSpoilsTheWholeAnswerIsFound) {
  spoiling_ = 31;
  EXPECT_EQ(unreadable(), Ids{31});
  EXPECT_FALSE(caller_.conditions().of(portal_).ill());
  spoiled_ = wire(500, R"({"error":"INTERNAL_SERVER_ERROR"})");
  EXPECT_EQ(unreadable(), Ids{31});
}

TEST_F(PoisonedTasks, APortalThatAnswersNothingReadableIsIllAndNotSearched) {
  spoiling_ = 31;
  time_ = spoiled_;
  const TicketId ids[] = {TicketId{30}, TicketId{31}};
  const auto read = rest_.read(admin_, ids);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, "portal.not_json");
  EXPECT_EQ(wire_.requests().size(), 4u);
  EXPECT_TRUE(caller_.conditions().of(portal_).ill());
}

}  // namespace
}  // namespace sd::portal
