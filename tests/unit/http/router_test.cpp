#include "extension/http/router.h"

#include <gtest/gtest.h>

#include "extension/http/query.h"

namespace sd::http {
namespace {

class RouterTest : public testing::Test {
 protected:
  RouterTest() {
    router_.add("GET", "/api/cards/:ticket", [](const Request& request) {
      return Response{200, "text/plain", "card " + request.path_params.at("ticket"), {}};
    });
    router_.add("POST", "/api/cards/:ticket/move", [](const Request&) {
      return Response{200, "", "moved", {}};
    });
    router_.add("GET", "/assets/*file", [](const Request& request) {
      return Response{200, "", request.path_params.at("file"), {}};
    });
  }

  Response ask(const std::string& method, const std::string& path) {
    Response got;
    router_.route({method, path, "", {}, {}, ""}, [&](Response answer) { got = std::move(answer); });
    return got;
  }

  Router router_;
};

TEST_F(RouterTest, FillsNamedSegments) { EXPECT_EQ(ask("GET", "/api/cards/12").body, "card 12"); }

TEST_F(RouterTest, GivesTheRestOfThePathToAStar) { EXPECT_EQ(ask("GET", "/assets/a/b.js").body, "a/b.js"); }

TEST_F(RouterTest, AnswersAnUnknownPathWith404) {
  const Response answer = ask("GET", "/nowhere");
  EXPECT_EQ(answer.status, 404);
  EXPECT_EQ(answer.body, R"({"error":"route.unknown","kind":"not_found"})");
}

TEST_F(RouterTest, AnswersAnotherMethodWith405) { EXPECT_EQ(ask("POST", "/api/cards/12").status, 405); }

TEST_F(RouterTest, DoesNotMatchALongerPath) { EXPECT_EQ(ask("GET", "/api/cards/12/more").status, 404); }

TEST(Query, DecodesNamesAndValues) {
  const auto query = parse_query("a=1&b%5Bx%5D=%D1%8F+%26&flag&a=2");
  ASSERT_TRUE(query);
  EXPECT_EQ(query->at("a"), "2");
  EXPECT_EQ(query->at("b[x]"), "я &");
  EXPECT_EQ(query->at("flag"), "");
}

TEST(Query, RefusesABadPercentCode) {
  EXPECT_EQ(parse_query("a=%4").error().code, "request.percent");
  EXPECT_EQ(parse_query("a=%zz").error().code, "request.percent");
}

TEST(Query, RefusesTooManyPairs) {
  std::string query;
  for (int i = 0; i < 65; ++i) query += "a=1&";
  EXPECT_EQ(parse_query(query).error().code, "request.query");
}

TEST(Query, ReadsWholeNumbersOnly) {
  EXPECT_EQ(to_number("-12"), -12);
  EXPECT_EQ(to_number("12x"), std::nullopt);
  EXPECT_EQ(to_number(""), std::nullopt);
  EXPECT_EQ(to_number("99999999999999999999"), std::nullopt);
  EXPECT_EQ(to_numbers("7,-8,9", 3), (std::vector<std::int64_t>{7, -8, 9}));
  for (const char* wrong : {"", "7,", ",7", "7;8", "7,8,9,10"}) {
    EXPECT_EQ(to_numbers(wrong, 3), std::nullopt) << wrong;
  }
}

}  // namespace
}  // namespace sd::http
