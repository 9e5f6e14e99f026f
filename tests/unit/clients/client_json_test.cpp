// The allow-list: the keys of every answer are those that the README documents, no more and no less.
#include "extension/clients/http/client_json.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <fstream>
#include <set>

namespace sd::clients {
namespace {

namespace json = boost::json;
using Keys = std::set<std::string>;

// "a.b[].c" of every value; a list's elements are "[]".
void collect(const json::value& value, const std::string& path, Keys& keys) {
  if (const json::object* object = value.if_object()) {
    for (const auto& [name, member] : *object) {
      collect(member, (path.empty() ? "" : path + ".") + std::string(name), keys);
    }
  } else if (const json::array* list = value.if_array()) {
    for (const json::value& item : *list) collect(item, path + "[]", keys);
  } else {
    keys.insert(path);
  }
}

Keys keys_of(const std::string& text) {
  Keys keys;
  collect(json::parse(text), "", keys);
  return keys;
}

// The block "```keys NAME" of the README. Of a value that may be null the key is the same without its "?".
Keys documented(const std::string& name) {
  std::ifstream readme(std::string(SD_CLIENTS) + "/README.md");
  Keys keys;
  bool inside = false;
  for (std::string line; std::getline(readme, line);) {
    if (line == "```keys " + name) {
      inside = true;
    } else if (line == "```") {
      inside = false;
    } else if (inside) {
      std::erase(line, '?');
      keys.insert(line);
    }
  }
  return keys;
}

const TimePoint kAt = from_ms(1'760'000'000'000);

PublicRequest full() {
  PublicRequest request;
  request.number = TicketId{5};
  request.waits = Waits{"x", true};
  request.estimate = PublicEstimate{60, true, "x"};
  request.deadline = kAt;
  return request;
}

TEST(ClientJson, AListHasTheDocumentedKeys) {
  ASSERT_FALSE(documented("list").empty());
  EXPECT_EQ(keys_of(list_json({kAt, "x", {full()}, {}, true})), documented("list"));
}

TEST(ClientJson, ARequestHasTheDocumentedKeys) {
  OneRequest one;
  one.request = full();
  one.line = {Step::kReceived};
  one.steps = {{Step::kReceived, kAt, kAt}};
  one.talk = PublicTalk{"x", {{495, "a.txt", 1}}, {{kAt, Voice::kService, "x", "y"}}};
  one.rating = RatingStanding{{kAt, kAt, 5, "x"}, true};
  ASSERT_FALSE(documented("request").empty());
  EXPECT_EQ(keys_of(request_json(one)), documented("request"));
}

TEST(ClientJson, TheAnswersAroundANewRequestHaveTheDocumentedKeys) {
  EXPECT_EQ(keys_of(similar_json({kAt, "x", {full()}, {}, false})), documented("similar"));
  EXPECT_EQ(keys_of(form_json({true, {{"name", "title", "body", "type"}}})), documented("form"));
  EXPECT_EQ(keys_of(created_json(TicketId{5})), documented("created"));
  EXPECT_EQ(keys_of(opened_json("x", "y")), documented("opened"));
}

TEST(ClientJson, NamesOnlyThoseItWasGiven) {
  PublicRequest request = full();
  request.author = UserId{901};
  request.answers = UserId{14};
  const json::value answer = json::parse(list_json({kAt, "", {request}, {{UserId{901}, "Анна"}}, false}));
  const json::object& shown = answer.at("requests").as_array()[0].as_object();
  EXPECT_EQ(shown.at("author"), "Анна");
  EXPECT_EQ(shown.at("answers"), "");
}

}  // namespace
}  // namespace sd::clients
