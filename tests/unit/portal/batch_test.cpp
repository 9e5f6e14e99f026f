#include "extension/portal/batch.h"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace sd::portal {
namespace {

Result<BatchAnswer> decode(const char* result) {
  return BatchAnswer::decode({boost::json::parse(result), {}, {}});
}

TEST(Batch, WritesCommandsAsQueriesInOrder) {
  Batch batch;
  batch.add("z", "user.current");
  batch.add("a", "tasks.task.get", {{"taskId", "$result[z][ID]"}});
  const Call call = batch.call(Effect::kRead, false);
  EXPECT_EQ(boost::json::serialize(call.params),
            R"({"halt":0,"cmd":{"z":"user.current?","a":"tasks.task.get?taskId=%24result%5Bz%5D%5BID%5D"}})");
  EXPECT_EQ(call.commands.size(), 2u);
}

TEST(BatchAnswer, GivesEachCommandItsResultOrItsError) {
  const auto answer =
      decode(R"({"result":{"ok":[1]},"result_error":{"bad":{"error":"0","error_description":"no"}}})");
  ASSERT_TRUE(answer);
  EXPECT_TRUE(answer->result("ok"));
  EXPECT_EQ(answer->result("bad").error().code, "portal.refused");
  EXPECT_EQ(answer->result("absent").error().code, "portal.shape");
}

TEST(BatchAnswer, TakesEmptyContainersAsLists) {
  const auto answer = decode(R"({"result":[],"result_error":[],"result_time":[]})");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->result("a").error().code, "portal.shape");
}

TEST(BatchAnswer, RefusesOtherShapes) {
  for (const char* result : {"[]", "null", "5", R"({"results":{}})"}) {
    const auto answer = decode(result);
    ASSERT_FALSE(answer) << result;
    EXPECT_EQ(answer.error().code, "portal.shape") << result;
  }
}

}  // namespace
}  // namespace sd::portal
