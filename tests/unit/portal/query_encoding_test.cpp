#include "extension/portal/query_encoding.h"

#include <gtest/gtest.h>

namespace sd::portal {
namespace {

TEST(QueryEncoding, NestsAsThePortalReads) {
  EXPECT_EQ(encode_query({{"filter", {{">ID", 7}, {"GROUP_ID", {77, 78}}}}, {"start", -1}}),
            "filter%5B%3EID%5D=7&filter%5BGROUP_ID%5D%5B0%5D=77&filter%5BGROUP_ID%5D%5B1%5D=78&start=-1");
}

TEST(QueryEncoding, WritesEmptyThings) {
  EXPECT_EQ(encode_query({{"a", nullptr}, {"b", boost::json::array{}}, {"c", true}, {"d", false}}),
            "a=&b%5B%5D=&c=1&d=0");
}

TEST(QueryEncoding, EncodesTextsOfPeopleAndReferences) {
  EXPECT_EQ(encode_query({{"t", "Ждём & $result[me][ID]"}}),
            "t=%D0%96%D0%B4%D1%91%D0%BC%20%26%20%24result%5Bme%5D%5BID%5D");
}

TEST(QueryEncoding, SeesReferencesInTexts) {
  EXPECT_TRUE(holds_reference("price is $result[me]"));
  EXPECT_FALSE(holds_reference("100 $ result"));
}

}  // namespace
}  // namespace sd::portal
