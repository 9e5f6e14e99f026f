// What clients should not send, over the whole service: too much, what is no text, and what would be taken
// for something else than words.
#include "tests/integration/service/client_world.h"

namespace sd::test {
namespace {

class ClientBadInput : public ClientWorld {
 protected:
  void SetUp() override {
    ClientWorld::SetUp();
    if (HasFatalFailure()) return;
    mine_ = begin("Нужен отчёт");
  }
  std::int64_t begin(const std::string& subject, const std::string& text = "") {
    return create({{"subject", subject}, {"text", text}}, client_);
  }
  std::string address(const char* end) { return "requests/" + std::to_string(mine_) + end; }
  Said raw(const std::string& path, const std::string& body) {
    return said(ask("POST", "/api/client/" + path, "", body, client_));
  }
  std::string last_word() {
    const json::value shown = one(mine_, client_);
    const json::array& talk = shown.at("talk").at("comments").as_array();
    return talk.empty() ? std::string() : std::string(talk.back().at("text").as_string());
  }
  std::size_t words_in_portal() {
    return act(kAdministrator, "task.commentitem.getlist", {{"TASKID", mine_}}).as_array().size();
  }
  static constexpr const char* kEnds[] = {"/comments", "/estimate", "/confirm",
                                          "/return",   "/reopen",   "/rating"};
};

// As it is written, and as the client reads it again: control characters, the marks that turn the direction
// of writing and the portal's markup go, everything else stays what it is.
const std::pair<std::string, std::string> kStrange[] = {
    {"<script>alert(1)</script>", "<script>alert(1)</script>"},
    {"\"><img src=x onerror=alert(1)> & &lt;", "\"><img src=x onerror=alert(1)> & &lt;"},
    {"{{7*7}} ${7*7} <%= 7*7 %> $result", "{{7*7}} ${7*7} <%= 7*7 %> $result"},
    {"'; DROP TABLE card; --", "'; DROP TABLE card; --"},
    {"مرحبا שלום", "مرحبا שלום"},
    {"👩‍👩‍👧 🇷🇺 📊", "👩‍👩‍👧 🇷🇺 📊"},
    {"счёт\u202Efdp.exe", "счётfdp.exe"},
    {std::string("a\0b\x1b[31mc", 9), "ab[31mc"},
    {"[URL=javascript:alert(1)]сюда[/URL] [IMG]https://evil.test/x.png[/IMG]", "сюда"},
};

TEST_F(ClientBadInput, WhateverIsWrittenInAnyFieldStaysWords) {
  for (const auto& [written, read] : kStrange) {
    const std::int64_t number = begin("Тема " + written, written);
    const json::value shown = one(number, client_);
    // A subject is one line of text, in which the portal knows no markup.
    if (written.find("[URL") == std::string::npos) {
      EXPECT_EQ(shown.at("request").at("title").as_string(), "Тема " + read);
    }
    EXPECT_EQ(shown.at("talk").at("description").as_string(), read);
    ASSERT_EQ(post(address("/comments"), {{"text", "Слово " + written}}, client_).first, 200u) << written;
    EXPECT_EQ(last_word(), "Слово " + read);
  }
}

TEST_F(ClientBadInput, SoDoReasonsAndRatings) {
  const std::string& script = kStrange[1].first;
  staff(mine_, "fields", {{"estimate", "4"}});
  staff(mine_, "agreement", {{"agreement", "asked"}, {"estimate_minutes", 240}, {"note", script}});
  EXPECT_EQ(one(mine_, client_).at("request").at("estimate").at("reason").as_string(), script);
  ASSERT_EQ(
      post(address("/estimate"), {{"agreed", false}, {"minutes", 240}, {"text", script}}, client_).first,
      200u);
  const json::value details = get("/api/cards/" + std::to_string(mine_), "group=77", administrator_);
  EXPECT_NE(json::serialize(details.at("journal")).find(json::serialize(json::value(script))),
            std::string::npos);
  act(kAdministrator, "tasks.task.complete", {{"taskId", mine_}});
  ASSERT_TRUE(eventually([&] { return one(mine_, client_).at("request").at("step") == "check"; }));
  ASSERT_EQ(post(address("/return"), {{"text", script}}, client_).first, 200u);
  EXPECT_EQ(last_word(), script);
  act(kAdministrator, "tasks.task.complete", {{"taskId", mine_}});
  ASSERT_TRUE(eventually([&] { return one(mine_, client_).at("request").at("step") == "check"; }));
  ASSERT_EQ(post(address("/confirm"), {}, client_).first, 200u);
  service().start_work();
  ASSERT_TRUE(eventually([&] { return !one(mine_, client_).at("rating").is_null(); }));
  ASSERT_EQ(post(address("/rating"), {{"stars", 1}, {"text", script}}, client_).first, 200u);
  EXPECT_EQ(one(mine_, client_).at("rating").at("words").as_string(), script);
  ASSERT_EQ(post(address("/reopen"), {{"text", script}}, client_).first, 200u);
  EXPECT_EQ(last_word(), script);
}

TEST_F(ClientBadInput, TooMuchIsRefusedWhereverItIsSent) {
  const std::size_t before = words_in_portal();
  const std::string ten_megabytes(10'000'000, 'x');
  for (const char* end : kEnds) {
    EXPECT_EQ(post(address(end), {{"text", ten_megabytes}}, client_), (Said{400, "request.too_large"}))
        << end;
  }
  EXPECT_EQ(post("requests", {{"subject", ten_megabytes}}, client_), (Said{400, "request.too_large"}));
  EXPECT_EQ(post(address("/comments"), {{"text", std::string(10'001, 'x')}}, client_),
            (Said{400, "comment.too_long"}));
  staff(mine_, "fields", {{"estimate", "4"}});
  staff(mine_, "agreement", {{"agreement", "asked"}, {"estimate_minutes", 240}});
  EXPECT_EQ(post(address("/estimate"),
                 {{"agreed", false}, {"minutes", 240}, {"text", std::string(1'001, 'x')}}, client_),
            (Said{400, "agreement.note_too_long"}));
  const http::Response similar =
      ask("GET", "/api/client/similar", "subject=" + std::string(100'000, 'x'), "", client_);
  EXPECT_TRUE(similar.status == 200 || similar.status == 400) << similar.status;
  EXPECT_EQ(words_in_portal(), before);
}

TEST_F(ClientBadInput, WhatIsNoTextIsRefusedAndNothingIsWritten) {
  const std::size_t before = words_in_portal();
  const std::string nested = std::string(30'000, '[') + std::string(30'000, ']');
  for (const char* end : kEnds) {
    for (const std::string& body :
         {std::string(), std::string("null"), std::string("[]"), std::string("{"), std::string("\xff\xfe"),
          std::string("{\"text\":\"\xff\"}"), std::string(R"({"text":"\ud800"})"), nested}) {
      EXPECT_EQ(raw(address(end), body), (Said{400, "request.json"})) << end << ' ' << body.substr(0, 20);
    }
    for (const char* body :
         {R"({"text":5})", R"({"text":["x"]})", R"({"text":{"x":1}})", R"({"text":true})"}) {
      EXPECT_EQ(raw(address(end), body), (Said{400, "request.text"})) << end << ' ' << body;
    }
  }
  EXPECT_EQ(raw(address("/estimate"), R"({"agreed":"yes","minutes":1})"), (Said{400, "request.agreed"}));
  EXPECT_EQ(raw(address("/estimate"), R"({"agreed":true,"minutes":1.5})"), (Said{400, "request.minutes"}));
  EXPECT_EQ(raw(address("/rating"), R"({"stars":"5"})"), (Said{400, "request.stars"}));
  EXPECT_EQ(words_in_portal(), before);
}

TEST_F(ClientBadInput, FilesAreRefusedByNameAndContentWithoutATrace) {
  const auto send = [&](const std::string& name, const std::string& content) {
    const http::Response answer =
        ask("POST", "/api/client/" + address("/files"), "name=" + name, content, client_);
    return answer.status == 200 ? std::string("taken")
                                : std::string(json::parse(answer.body).at("error").as_string());
  };
  EXPECT_EQ(send("a.png", "<svg onload=alert(1)>"), "file.kind");
  EXPECT_EQ(send("a.pdf", "%PD-1.7"), "file.kind");
  EXPECT_EQ(send("a.svg", "<svg/>"), "file.kind");
  EXPECT_EQ(send("a.txt", std::string("a\0b", 3)), "file.kind");
  EXPECT_EQ(send("a.txt", ""), "file.empty");
  EXPECT_EQ(send("", "x"), "file.name");
  EXPECT_EQ(send("%2e%2e%2f%2e%2e%2f", "x"), "file.name");
  EXPECT_EQ(send("a.txt%00.png", "x"), "file.kind");
  EXPECT_EQ(send("a.txt", std::string((10U << 20U) + 1, 'x')), "file.too_large");
  EXPECT_TRUE(one(mine_, client_).at("talk").at("files").as_array().empty());
  EXPECT_EQ(send("..%2f..%2f%D1%81%D1%87%D1%91%D1%82%E2%80%AE.txt", "x"), "taken");
  EXPECT_EQ(one(mine_, client_).at("talk").at("files").as_array().size(), 1u);
}

}  // namespace
}  // namespace sd::test
