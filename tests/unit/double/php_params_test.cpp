#include "tests/portal/rest/php_params.h"

#include <gtest/gtest.h>

#include "tests/portal/rest/rest_server.h"

namespace sd::portal_double {
namespace {

std::string parsed(std::string_view query) { return json::serialize(read_query(query)); }

TEST(PhpParams, ReadsNestedKeysAndRepeatedBrackets) {
  EXPECT_EQ(parsed("fields[TITLE]=x&select[]=ID&select[]=TITLE"),
            R"({"fields":{"TITLE":"x"},"select":["ID","TITLE"]})");
  EXPECT_EQ(parsed("filter%5B%3E%3DCHANGED_DATE%5D=2026&a%5Bb%5D%5Bc%5D=1"),
            R"({"filter":{">=CHANGED_DATE":"2026"},"a":{"b":{"c":"1"}}})");
}

TEST(PhpParams, KeepsTheOrderOfTheParameters) {
  EXPECT_EQ(parsed("1[ID]=desc&0=691&2=x"), R"({"1":{"ID":"desc"},"0":"691","2":"x"})");
}

TEST(PhpParams, TakesPlusForASpaceAndDecodesUtf8) {
  EXPECT_EQ(parsed("a=b+c&t=%D0%AF"), R"({"a":"b c","t":"Я"})");
}

TEST(PhpParams, LeavesBadPercentCodesAsTheyStand) {
  EXPECT_EQ(parsed("a=%zz&b=100%&c=%2"), R"({"a":"%zz","b":"100%","c":"%2"})");
}

TEST(PhpParams, LetsTheLastOfTwoScalarsWinAndAScalarGiveWayToAnArray) {
  EXPECT_EQ(parsed("a=1&a=2"), R"({"a":"2"})");
  EXPECT_EQ(parsed("a=1&a[x]=2"), R"({"a":{"x":"2"}})");
}

TEST(PhpParams, TakesAnUnclosedBracketAsPartOfTheName) { EXPECT_EQ(parsed("a[b=1"), R"({"a[b":"1"})"); }

TEST(PhpParams, RecognisesWrongUtf8) {
  EXPECT_TRUE(valid_utf8("Ё"));
  EXPECT_FALSE(valid_utf8("\xff\xfe"));
  EXPECT_FALSE(valid_utf8("\xc3"));
}

TEST(RestAddress, AcceptsEveryFormThePortalAccepts) {
  for (const char* path :
       {"/tasks.task.LIST", "/tasks.task.list.json", "/tasks.task.list/", "//tasks.task.list"}) {
    EXPECT_EQ(read_address(path).method, "tasks.task.list") << path;
  }
  const RestAddress hook = read_address("/1/abc//user.get/");
  EXPECT_EQ(hook.user, 1);
  EXPECT_EQ(hook.secret, "abc");
  EXPECT_EQ(hook.method, "user.get");
  EXPECT_TRUE(read_address("/api/tasks.task.get").v3);
  EXPECT_EQ(read_address("/").method, "");
}

}  // namespace
}  // namespace sd::portal_double
