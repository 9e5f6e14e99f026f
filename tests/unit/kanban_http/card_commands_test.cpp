#include "kanban/http/card_commands.h"

#include <gtest/gtest.h>

#include "kanban/http/stage_handlers.h"

namespace sd::kanban {
namespace {

http::Request request(std::string body, std::string ticket = "12") {
  return {"POST", "/api/cards/12/move", "", {}, {{"ticket", std::move(ticket)}}, std::move(body)};
}

TEST(DecodeMove, TakesWhatThePageSends) {
  const auto command = decode_move(request(R"({"group":77,"stage":503,"revision":9})"));
  ASSERT_TRUE(command);
  EXPECT_EQ(command->ticket, TicketId{12});
  EXPECT_EQ(command->group, GroupId{77});
  EXPECT_EQ(command->to, StageId{503});
  EXPECT_EQ(command->seen_revision, 9);
  EXPECT_EQ(command->reason, "");
  EXPECT_EQ(decode_move(request(R"({"group":77,"stage":503,"revision":9,"reason":"x"})"))->reason, "x");
}

TEST(DecodeMove, TakesANeighbour) {
  const auto before = decode_move(request(R"({"group":77,"stage":503,"revision":9,"before":8})"));
  ASSERT_TRUE(before);
  ASSERT_TRUE(before->beside);
  EXPECT_EQ(before->beside->ticket, TicketId{8});
  EXPECT_TRUE(before->beside->before);
  const auto after = decode_move(request(R"({"group":77,"stage":503,"revision":9,"after":8})"));
  EXPECT_FALSE(after->beside->before);
  EXPECT_FALSE(decode_move(request(R"({"group":77,"stage":503,"revision":9,"after":null})"))->beside);
}

struct BadRow {
  const char* name;
  const char* body;
  const char* code;
};

class DecodeMoveRefuses : public testing::TestWithParam<BadRow> {};

TEST_P(DecodeMoveRefuses, BySayingWhatIsWrong) {
  EXPECT_EQ(decode_move(request(GetParam().body)).error().code, GetParam().code);
}

INSTANTIATE_TEST_SUITE_P(
    Bodies, DecodeMoveRefuses,
    testing::Values(BadRow{"empty", "", "request.json"}, BadRow{"cut", R"({"group":77,)", "request.json"},
                    BadRow{"array", "[1]", "request.json"},
                    BadRow{"no_group", R"({"stage":1})", "request.group"},
                    BadRow{"text_stage", R"({"group":77,"stage":"503","revision":9})", "request.stage"},
                    BadRow{"two_neighbours", R"({"group":77,"stage":503,"revision":9,"before":1,"after":2})",
                           "request.after"},
                    BadRow{"text_neighbour", R"({"group":77,"stage":503,"revision":9,"before":"1"})",
                           "request.before"},
                    BadRow{"fraction", R"({"group":77,"stage":503,"revision":9.5})", "request.revision"},
                    BadRow{"huge", R"({"group":99999999999999999999})", "request.group"}),
    [](const auto& row) { return row.param.name; });

TEST(DecodeMove, RefusesATicketThatIsNoNumber) {
  EXPECT_EQ(decode_move(request(R"({"group":77,"stage":1,"revision":1})", "12x")).error().code,
            "request.ticket");
}

TEST(DecodeMove, RefusesALargeBody) {
  EXPECT_EQ(decode_move(request(std::string(20'000, ' '))).error().code, "request.too_large");
}

TEST(DecodeFields, KeepsApartEmptyAndAbsent) {
  const auto command =
      decode_fields(request(R"({"group":77,"stopper":"","estimate":"1:30","important":true})"));
  ASSERT_TRUE(command);
  EXPECT_EQ(command->type, std::nullopt);
  EXPECT_EQ(command->stopper, "");
  EXPECT_EQ(command->estimate, "1:30");
  EXPECT_EQ(command->important, true);
  EXPECT_EQ(decode_fields(request(R"({"group":77,"estimate":1.5})")).error().code, "request.estimate");
}

TEST(DecodeOverride, NullDropsTheOverride) {
  EXPECT_EQ(decode_override(request(R"({"group":77,"class":null})"))->value, std::nullopt);
  EXPECT_EQ(decode_override(request(R"({"group":77,"class":"change","reason":"x"})"))->value,
            CardClass::kChange);
  EXPECT_EQ(decode_override(request(R"({"group":77,"class":"bug"})")).error().code, "request.class");
}

TEST(DecodeAgreement, TakesTheStepAndTheEstimateThatWasSeen) {
  const auto command =
      decode_agreement(request(R"({"group":77,"agreement":"agreed","estimate_minutes":240,"note":"x"})"));
  ASSERT_TRUE(command);
  EXPECT_EQ(command->to, Agreement::kAgreed);
  EXPECT_EQ(command->estimate_minutes, 240);
  EXPECT_EQ(command->note, "x");
  EXPECT_EQ(decode_agreement(request(R"({"group":77,"agreement":"yes"})")).error().code, "request.agreement");
  EXPECT_EQ(decode_agreement(request(R"({"group":77})")).error().code, "request.agreement");
  EXPECT_EQ(decode_agreement(request(R"({"group":77,"agreement":"asked"})")).error().code,
            "request.estimate_minutes");
}

TEST(DecodeFields, TakesDeadlinesAndTellsClearedFromUnsaid) {
  EXPECT_EQ(decode_fields(request(R"({"group":77,"title":"x"})"))->deadline, std::nullopt);
  EXPECT_EQ(decode_fields(request(R"({"group":77,"deadline_ms":null})"))->deadline,
            std::optional<std::optional<TimePoint>>{std::optional<TimePoint>{}});
  EXPECT_EQ(*decode_fields(request(R"({"group":77,"deadline_ms":1500})"))->deadline, from_ms(1'500));
  for (const char* wrong : {R"("x")", "-1", "1e30", "9223372036854775807"}) {
    EXPECT_EQ(decode_fields(request(R"({"group":77,"deadline_ms":)" + std::string(wrong) + "}")).error().code,
              "request.deadline_ms")
        << wrong;
  }
}

TEST(DecodeComment, TakesTheWords) {
  EXPECT_EQ(decode_comment(request(R"({"group":77,"text":"да"})"))->text, "да");
  EXPECT_EQ(decode_comment(request(R"({"group":77,"text":7})")).error().code, "request.text");
}

TEST(DecodeLabour, TakesTimeNoteAndDay) {
  const auto command = decode_labour(request(R"({"group":77,"spent":"0:30","note":"x","day_ms":1000})"));
  ASSERT_TRUE(command);
  EXPECT_EQ(command->spent, "0:30");
  EXPECT_EQ(command->day, from_ms(1'000));
  EXPECT_EQ(decode_labour(request(R"({"group":77,"spent":0.5})")).error().code, "request.spent");
  EXPECT_EQ(decode_labour(request(R"({"group":77,"spent":"1","day_ms":-1})")).error().code, "request.day_ms");
}

TEST(DecodeFollowUp, TakesADayOrNone) {
  EXPECT_EQ(decode_follow_up(request(R"({"group":77,"at_ms":1000})"))->at, from_ms(1'000));
  EXPECT_EQ(decode_follow_up(request(R"({"group":77,"at_ms":null})"))->at, std::nullopt);
  EXPECT_EQ(decode_follow_up(request(R"({"group":77,"at_ms":"x"})")).error().code, "request.at_ms");
}

TEST(DecodeCreate, TakesWhatAFormHolds) {
  const auto command = decode_create(
      request(R"({"group":77,"stage":503,"title":"x","type":"y","important":true,"assignee":17})"));
  ASSERT_TRUE(command);
  EXPECT_EQ(command->stage, StageId{503});
  EXPECT_EQ(command->assignee, UserId{17});
  EXPECT_TRUE(command->important);
  EXPECT_EQ(decode_create(request(R"({"title":"x"})")).error().code, "request.group");
  EXPECT_EQ(decode_create(request(R"({"group":77,"stage":-1})")).error().code, "request.stage");
  EXPECT_EQ(decode_create(request(R"({"group":77,"important":1})")).error().code, "request.important");
}

TEST(DecodeRoles, TakesStagesByTheirIds) {
  const auto command = decode_roles(request(R"({"group":77,"roles":{"501":"intake","507":"done"}})"));
  ASSERT_TRUE(command);
  EXPECT_EQ(command->group, GroupId{77});
  EXPECT_EQ(command->roles,
            (std::map<StageId, Role>{{StageId{501}, Role::kIntake}, {StageId{507}, Role::kDone}}));
}

TEST(DecodeRoles, RefusesBySayingWhatIsWrong) {
  EXPECT_EQ(decode_roles(request("[]")).error().code, "request.json");
  EXPECT_EQ(decode_roles(request(R"({"roles":{}})")).error().code, "request.group");
  for (const char* roles :
       {R"("x")", R"({"501":"boss"})", R"({"501":1})", R"({"a":"done"})", R"({"-1":"done"})"}) {
    EXPECT_EQ(decode_roles(request(R"({"group":77,"roles":)" + std::string(roles) + "}")).error().code,
              "request.roles")
        << roles;
  }
}

}  // namespace
}  // namespace sd::kanban
