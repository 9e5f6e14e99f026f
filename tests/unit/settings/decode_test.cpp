#include <gtest/gtest.h>

#include "extension/settings/http/settings_json.h"

namespace sd::settings {
namespace {

std::string refusal(Section section, const std::string& body) {
  const Result<SaveCommand> command = decode_save(section, body);
  return command ? "" : command.error().code;
}

TEST(DecodeSave, ReadsRowsByTheSectionsFields) {
  const Result<SaveCommand> command =
      decode_save(Section::kEmployeePlans,
                  R"({"version":3,"rows":[{"user_id":7,"valid_from":"2026-01-31","minutes":480}]})");
  ASSERT_TRUE(command);
  EXPECT_EQ(command->seen, 3);
  EXPECT_EQ(command->rows, (std::vector<Row>{{std::int64_t{7}, "2026-01-31", std::int64_t{480}}}));
}

TEST(DecodeSave, ReadsWhatARowWasAndWhatItWasMergedInto) {
  const Result<SaveCommand> command = decode_save(
      Section::kTypes,
      R"({"version":0,"rows":[{"title":"B","color":"","public_title":"","assignee":0,"was":"A"}],)"
      R"("merged":[{"from":"C","into":"B"}]})");
  ASSERT_TRUE(command);
  EXPECT_EQ(command->origins, (Origins{{0, "A"}}));
  EXPECT_EQ(command->merged, (std::map<std::string, std::string>{{"C", "B"}}));
}

TEST(DecodeSave, NamesWhatIsMissingOrOfAnotherType) {
  EXPECT_EQ(refusal(Section::kTypes, "["), "request.json");
  EXPECT_EQ(refusal(Section::kTypes, R"({"rows":[]})"), "request.version");
  EXPECT_EQ(refusal(Section::kTypes, R"({"version":0})"), "request.rows");
  EXPECT_EQ(refusal(Section::kTypes, R"({"version":0,"rows":[1]})"), "request.rows");
  EXPECT_EQ(refusal(Section::kEmployeePlans, R"({"version":0,"rows":[{"user_id":"7"}]})"), "request.user_id");
  EXPECT_EQ(refusal(Section::kEmployeePlans, R"({"version":0,"rows":[{"user_id":7,"valid_from":1}]})"),
            "request.valid_from");
  EXPECT_EQ(refusal(Section::kTypes, R"({"version":0,"rows":[],"merged":[{"from":"A"}]})"), "request.merged");
  EXPECT_EQ(refusal(Section::kTypes, std::string((std::size_t{2} << 20) + 1, ' ')), "request.too_large");
}

TEST(DecodeStages, ReadsTheSheetAndWhereCardsGo) {
  const std::string stage =
      R"({"id":501,"title":"New","color":"00C4FB","role":"intake","wip_limit":5,"over_limit":"forbid",)"
      R"("without_estimate":"none","under_stopper":"reason"})";
  const Result<EditStagesCommand> command = decode_stages(R"({"group":77,"version":2,"seen":[],"stages":[)" +
                                                          stage + R"(],"leaving":[{"stage":502,"to":501}]})");
  ASSERT_TRUE(command);
  EXPECT_EQ(command->group, GroupId{77});
  ASSERT_EQ(command->wanted.size(), 1u);
  EXPECT_EQ(command->wanted[0].rule, (kanban::StageRule{StageId{501}, 5, kanban::Demand::kForbid,
                                                        kanban::Demand::kNone, kanban::Demand::kReason}));
  EXPECT_EQ(command->leaving, (Leaving{{StageId{502}, StageId{501}}}));
}

TEST(DecodeStages, RefusesWhatIsNoRoleOrNoDemand) {
  const auto refused = [](const std::string& role, const std::string& over) {
    const Result<EditStagesCommand> command = decode_stages(
        R"({"group":77,"version":2,"seen":[],"stages":[{"id":1,"title":"","color":"","role":")" + role +
        R"(","wip_limit":0,"over_limit":")" + over +
        R"(","without_estimate":"none","under_stopper":"none"}],"leaving":[]})");
    return command ? std::string() : command.error().code;
  };
  EXPECT_EQ(refused("boss", "warn"), "request.role");
  EXPECT_EQ(refused("work", "never"), "request.over_limit");
}

TEST(DecodeGroup, AsksForEveryFlag) {
  EXPECT_TRUE(decode_group(R"({"group":77,"version":0,"estimate_first":true,"status_follows_stage":true,)"
                           R"("stage_follows_status":false,"unagreed":"forbid"})"));
  EXPECT_EQ(decode_group(R"({"group":77,"version":0,"estimate_first":true,"status_follows_stage":true,)"
                         R"("stage_follows_status":false,"unagreed":"never"})")
                .error()
                .code,
            "request.unagreed");
  EXPECT_EQ(decode_group(R"({"group":77,"version":0,"estimate_first":1})").error().code,
            "request.estimate_first");
  EXPECT_EQ(decode_release(R"({"group":77})").error().code, "request.version");
}

TEST(SettingsAnswers, SayWhatIsWrongAndWhatOthersDid) {
  EXPECT_EQ(wrong_answer({{1, "title", "settings.required"}}).body,
            R"({"error":"settings.wrong","kind":"invalid_argument",)"
            R"("wrong":[{"row":1,"field":"title","code":"settings.required"}]})");
  const http::Response stale =
      stale_answer({{Section::kTypes, GroupId{}, 4, UserId{2}, from_ms(5), {{"A", "color", "", "FF0000"}}}});
  EXPECT_EQ(stale.status, 409);
  EXPECT_EQ(stale.body,
            R"({"error":"settings.stale","kind":"conflict","meanwhile":[{"section":"types","group":0,)"
            R"("version":4,"by":2,"at_ms":5,"changes":[{"row":"A","field":"color","before":"",)"
            R"("after":"FF0000"}]}]})");
}

}  // namespace
}  // namespace sd::settings
