#include "manifests/json_text.h"

#include <gtest/gtest.h>

namespace sd::manifests {
namespace {

Error refusal(std::string_view text, const JsonLimits& limits = {}) {
  const Result<JsonText> parsed = parse_json("a.json", text, limits);
  EXPECT_FALSE(parsed) << text;
  return parsed ? Error{} : parsed.error();
}

TEST(JsonText, KnowsTheLineOfEveryValue) {
  const Result<JsonText> parsed = parse_json("a.json",
                                             "{\n"
                                             "  \"a\": [1,\n"
                                             "    {\"b\": \"x\",\r\n"
                                             "     \"c/d~e\": 2}\n"
                                             "  ],\n"
                                             "  \"n\":\n"
                                             "    12\n"
                                             "}\n\n",
                                             {});
  ASSERT_TRUE(parsed) << parsed.error().detail;
  EXPECT_EQ(parsed->line_of(""), 1);
  EXPECT_EQ(parsed->line_of("/a"), 2);
  EXPECT_EQ(parsed->line_of("/a/0"), 2);
  EXPECT_EQ(parsed->line_of("/a/1"), 3);
  EXPECT_EQ(parsed->line_of("/a/1/b"), 3);
  EXPECT_EQ(parsed->line_of("/a/1/c~1d~0e"), 4);
  EXPECT_EQ(parsed->line_of("/n"), 6);
  EXPECT_EQ(parsed->line_of("/a/1/none"), 3) << "the nearest value around it";
  EXPECT_EQ(parsed->line_of("/zzz"), 1);
}

TEST(JsonText, RefusesAKeyThatOccursTwice) {
  const Error error = refusal("{\"a\": {\n\"b\": 1,\n\"b\": 2}}");
  EXPECT_EQ(error.code, "manifest.duplicate_key");
  EXPECT_EQ(error.detail, "a.json:3: /a/b: the key occurs a second time; only one can count");
  EXPECT_TRUE(parse_json("a.json", R"({"a": {"b": 1}, "c": {"b": 2}})", {}));
}

TEST(JsonText, SaysWhereItStopsBeingJson) {
  EXPECT_EQ(refusal("{\n  \"a\": 1\n  \"b\": 2\n}").code, "manifest.syntax");
  EXPECT_EQ(refusal("{\n  \"a\": 1\n  \"b\": 2\n}").detail.substr(0, 38),
            "a.json:3: not JSON at character 3 of t");
  for (const char* text : {"", "   \n\n", "{", "{\"a\":1}\n x", "[1,]", "{'a':1}", "nul", "\xEF\xBB\xBF{}",
                           "\"\xFF\"", "// no\n{}", "{\"a\": tru\ne}"}) {
    EXPECT_EQ(refusal(text).code, "manifest.syntax") << text;
  }
  EXPECT_EQ(refusal(std::string(40, '[') + std::string(40, ']')).code, "manifest.syntax");
}

TEST(JsonText, BoundsTextsKeysAndFiles) {
  JsonLimits limits;
  limits.string_bytes = 3;
  limits.key_bytes = 2;
  limits.bytes = 30;
  EXPECT_TRUE(parse_json("a.json", R"({"ab": "abc"})", limits));
  EXPECT_EQ(refusal(R"({"ab": "abcd"})", limits).code, "manifest.long_string");
  EXPECT_EQ(refusal(R"({"abc": "abc"})", limits).code, "manifest.long_string");
  EXPECT_EQ(refusal(std::string(31, ' '), limits).code, "manifest.too_large");
}

}  // namespace
}  // namespace sd::manifests
