#include "kanban/http/board_json.h"

#include <gtest/gtest.h>

namespace sd::kanban {
namespace {

TEST(BoardJson, SaysWhereCardsWerePutAndNothingWhereNoneWas) {
  BoardSnapshot changes;
  changes.revision = 3;
  EXPECT_EQ(feed_json(from_ms(5), changes, {}, false).find("places"), std::string::npos);
  changes.places = {{TicketId{7}, -12}};
  EXPECT_NE(feed_json(from_ms(5), changes, {}, false).find(R"("places":{"7":-12})"), std::string::npos);
}

TEST(BoardJson, SaysOfEachGroupWhatTheReaderMayDo) {
  const std::pair<GroupId, BoardCan> can[] = {{GroupId{7}, {true, true, false}},
                                              {GroupId{8}, {true, false, false}}};
  EXPECT_EQ(boards_head_json(from_ms(5), can),
            R"({"now_ms":5,"can":{"7":{"move":true,"override":true,"configure":false},)"
            R"("8":{"move":true,"override":false,"configure":false}},)");
}

TEST(BoardJson, SaysOfStagesOfWorkWhatBecomesOfUnagreedChanges) {
  BoardSnapshot changes;
  changes.stages = {{StageId{503}, GroupId{77}, "Запустить в работу", "47c3e0", 300, Role::kQueue},
                    {StageId{504}, GroupId{77}, "В работе", "2fe2c2", 400, Role::kWork}};
  const std::string calm = feed_json(from_ms(5), changes, {}, true);
  EXPECT_EQ(calm.find("unagreed"), std::string::npos);
  const std::string strict = feed_json(from_ms(5), changes, {}, true, {{}, Unagreed::kForbid});
  EXPECT_NE(strict.find(R"("role":"queue","color":"47c3e0","sort":300,"rules":null})"), std::string::npos);
  EXPECT_NE(strict.find(R"("rules":{"wip_limit":0,"over_limit":"warn","without_estimate":"none",)"
                        R"("under_stopper":"none","unagreed":"forbid"})"),
            std::string::npos);
}

TEST(BoardJson, ACardWithoutTagsCostsTwoQuotes) {
  Card card;
  const std::string plain = card_row_json(card);
  card.tags = "vip,касса";
  EXPECT_EQ(card_row_json(card).size(), plain.size() + card.tags.size());
}

}  // namespace
}  // namespace sd::kanban
