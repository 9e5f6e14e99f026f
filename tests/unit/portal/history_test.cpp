#include "extension/portal/history.h"
#include "extension/portal/wire_words.h"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

namespace sd::portal {
namespace {

using kanban::HistoryField;

const FieldNames kNames{"UF_SD_TYPE", "UF_SD_STOPPER", "UF_SD_ESTIMATE"};

TEST(DecodeHistory, OrdersRowsAndTranslatesThem) {
  const auto history = decode_history(boost::json::parse(
                                          R"({"list":[
            {"id":3,"createdDate":"2026-01-02T10:00:01+03:00","field":"STAGE","value":{"from":"New","to":"Work"},"user":{"id":503}},
            {"id":"2","createdDate":"2026-01-02T10:00:00+03:00","field":"UF_SD_STOPPER","value":{"from":null,"to":"Ждём"},"user":{"id":"503"}},
            {"id":1,"createdDate":"2026-01-02T10:00:00+03:00","field":"NEW","value":[],"user":[]}]})"),
                                      kNames);
  ASSERT_TRUE(history) << history.error().detail;
  ASSERT_EQ(history->size(), 3u);
  EXPECT_EQ((*history)[0], (kanban::HistoryRow{1, from_ms(1767337200000), UserId{0}, HistoryField::kCreated,
                                               "NEW", "", ""}));
  EXPECT_EQ((*history)[1], (kanban::HistoryRow{2, from_ms(1767337200000), UserId{503}, HistoryField::kStopper,
                                               "UF_SD_STOPPER", "", "Ждём"}));
  EXPECT_EQ((*history)[2], (kanban::HistoryRow{3, from_ms(1767337201000), UserId{503}, HistoryField::kStage,
                                               "STAGE", "New", "Work"}));
}

TEST(DecodeHistory, KnowsBothNamesOfAField) {
  EXPECT_EQ(history_field("STAGE_ID", kNames), HistoryField::kStage);
  EXPECT_EQ(history_field("STATUS", kNames), HistoryField::kStatus);
  EXPECT_EQ(history_field("REAL_STATUS", kNames), HistoryField::kStatus);
  EXPECT_EQ(history_field("UF_SD_TYPE", kNames), HistoryField::kType);
  EXPECT_EQ(history_field("UF_SD_ESTIMATE", kNames), HistoryField::kEstimate);
  EXPECT_EQ(history_field("CHECKLIST_ITEM_CHECK", kNames), HistoryField::kOther);
}

TEST(DecodeHistory, TakesValuesOfEveryType) {
  const auto history = decode_history(
      boost::json::parse(R"({"list":[{"id":1,"createdDate":"2026-01-02T10:00:00Z","field":"AUDITORS",
                             "value":{"from":["1",2],"to":7.5},"user":{"id":1}}]})"),
      kNames);
  ASSERT_TRUE(history);
  EXPECT_EQ(history->front().from, "1,2");
  EXPECT_EQ(history->front().to, "7.5");
}

TEST(DecodeHistory, IsEmptyForEveryFormOfNothing) {
  for (const char* text : {"[]", "null", "false", R"({"list":[]})"}) {
    const auto history = decode_history(boost::json::parse(text), kNames);
    ASSERT_TRUE(history) << text;
    EXPECT_TRUE(history->empty());
  }
}

TEST(DecodeHistory, RefusesOtherShapes) {
  for (const char* text : {R"({"list":5})", R"({"rows":[]})", R"({"list":[{"id":"x"}]})", R"({"list":[5]})",
                           R"({"list":[{"id":1,"createdDate":"yesterday"}]})"}) {
    const auto history = decode_history(boost::json::parse(text), kNames);
    ASSERT_FALSE(history) << text;
    EXPECT_EQ(history.error().code, "portal.shape");
  }
}

}  // namespace
}  // namespace sd::portal
