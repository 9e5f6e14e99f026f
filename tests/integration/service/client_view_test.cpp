// The client's view over the whole service: what a client sees, and that nothing else can be had with his
// session, whatever he asks.
#include "tests/integration/service/client_world.h"

namespace sd::test {
namespace {

class ClientView : public ClientWorld {
 protected:
  void crawl(const std::string& session, std::int64_t user);
};

TEST_F(ClientView, ShowsTheCompanysRequestsOrHisOwn) {
  EXPECT_TRUE(titles(client_).contains("Печать не идёт"));
  EXPECT_FALSE(titles(client_).contains("Секрет другой компании"));
  EXPECT_FALSE(titles(client_).contains("Внутренняя заявка"));
  EXPECT_EQ(titles(client_session(kStranger)).count("Секрет другой компании"), 1u);
  EXPECT_FALSE(titles(client_session(kHomeless)).contains("Внутренняя заявка"));
  save_rules(0, {{"sees", "own"}});
  EXPECT_FALSE(titles(client_).contains("Печать не идёт"));
  EXPECT_EQ(ask("GET", "/api/client/requests/" + std::to_string(mine_), "", "", client_).status, 404);
}

TEST_F(ClientView, ShowsOneRequestWithoutTheInnerKitchen) {
  const json::value shown = one(mine_, client_);
  EXPECT_EQ(shown.at("request").at("title"), "Печать не идёт");
  EXPECT_EQ(shown.at("request").at("step"), "received");
  EXPECT_EQ(shown.at("request").at("answers"), "");
  EXPECT_EQ(shown.at("line").as_array().front(), "received");
  EXPECT_EQ(shown.at("line").as_array().back(), "done");
  // Staff has written it: its text is not the client's own.
  EXPECT_EQ(shown.at("talk").at("description"), "");
  save_rules(kCompany, {{"answers_by", "name"}});
  EXPECT_NE(one(mine_, client_).at("request").at("answers"), "");
}

TEST_F(ClientView, AnAnswerIsUnreadUntilItWasShown) {
  act(kAdministrator, "task.commentitem.add",
      {{"TASKID", mine_},
       {"FIELDS", {{"POST_MESSAGE", "[USER=14]Тайный Агент[/USER], [B]перезапустите[/B] принтер"}}}});
  const auto unread = [&] { return one(mine_, client_).at("request").at("unread").as_bool(); };
  ASSERT_TRUE(eventually(unread));
  const json::value shown = one(mine_, client_);
  ASSERT_FALSE(shown.at("talk").at("comments").as_array().empty());
  const json::value& word = shown.at("talk").at("comments").as_array().back();
  EXPECT_EQ(word.at("text"), ", перезапустите принтер");
  EXPECT_EQ(word.at("voice"), "service");
  EXPECT_EQ(word.at("name"), "");
  const json::object seen{{"upto_ms", shown.at("now_ms")}};
  const std::string path = "/api/client/requests/" + std::to_string(mine_) + "/seen";
  ASSERT_EQ(ask("POST", path, "", json::serialize(seen), client_).status, 200);
  EXPECT_FALSE(unread());
  EXPECT_TRUE(one(mine_, client_session(kColleague)).at("request").at("unread").as_bool());
}

TEST_F(ClientView, AnotherCompanysRequestAnswersLikeOneThatIsNotThere) {
  const auto asked = [&](const std::string& method, const std::string& number, const std::string& end) {
    const http::Response answer =
        ask(method, "/api/client/requests/" + number + end, "", R"({"upto_ms":1})", client_);
    return std::to_string(answer.status) + answer.body;
  };
  for (const auto& [method, end] : {std::pair{"GET", ""}, std::pair{"POST", "/seen"}}) {
    const std::string missing = asked(method, "99999999", end);
    EXPECT_TRUE(missing.starts_with("404")) << missing;
    for (const std::string& number :
         {std::to_string(theirs_), std::to_string(nobodys_), std::string("0"), std::string("-1"),
          std::string("9223372036854775807"), std::string("99999999999999999999"), std::string("x")}) {
      EXPECT_EQ(asked(method, number, end), missing) << number;
    }
  }
}

TEST_F(ClientView, StaffHasItsOwnPages) {
  EXPECT_EQ(ask("GET", "/api/client/requests", "", "", administrator_).status, 403);
  EXPECT_EQ(ask("GET", "/api/client/requests").status, 401);
}

// Every address of the service, with every number of tickets, groups, people and companies there is: nothing
// of another company, and nothing inner, in any answer. `user`: who is looked for as the creator of what has
// no company.
void ClientView::crawl(const std::string& session, std::int64_t user) {
  const std::set<std::string> staff{"/api/feed",
                                    "/api/board",
                                    "/api/groups",
                                    "/api/search",
                                    "/api/desk",
                                    "/api/cards",
                                    "/api/install",
                                    "/api/install/preview",
                                    "/api/install/run",
                                    "/api/health",
                                    "/api/health/aside/again",
                                    "/api/health/aside/discard",
                                    "/api/stages/roles",
                                    "/api/settings",
                                    "/api/settings/section/types",
                                    "/api/settings/section/clients",
                                    "/api/settings/stages",
                                    "/api/settings/group",
                                    "/api/settings/release",
                                    "/api/settings/journal",
                                    "/api/settings/links",
                                    "/api/settings/links/contacts",
                                    "/api/settings/links/1/revoke",
                                    "/api/settings/calendar",
                                    "/api/templates",
                                    "/api/company",
                                    "/api/mine",
                                    "/api/reports",
                                    "/api/reports/clients",
                                    "/api/something/new"};
  std::size_t asked = 0;
  const auto refused = [&](const std::string& method, const std::string& path, const std::string& query) {
    const http::Response answer = ask(method, path, query, R"({"group":77})", session);
    ++asked;
    ASSERT_EQ(answer.status, 403) << method << " " << path << "?" << query << " " << answer.body;
    ASSERT_EQ(answer.body, R"({"error":"staff.only","kind":"permission_denied"})");
  };
  for (const std::string& path : staff) {
    for (const char* method : {"GET", "POST", "PUT", "DELETE"}) {
      for (const char* query : {"", "group=77", "group=77&company=593", "company=593", "groups=77&words=a"}) {
        refused(method, path, query);
      }
    }
  }
  const json::value all = control("act", {{"user", kAdministrator},
                                          {"method", "tasks.task.list"},
                                          {"params", {{"select", {"ID"}}, {"order", {{"ID", "DESC"}}}}}});
  ASSERT_FALSE(all.at("result").at("tasks").as_array().empty());
  const std::set<std::string> own = titles(session);
  std::set<std::int64_t> shown;
  for (std::int64_t ticket = 1; ticket <= nobodys_ + 50; ++ticket) {
    const std::string number = std::to_string(ticket);
    for (const char* end : {"", "/move", "/fields", "/override", "/agreement", "/comment", "/labour",
                            "/follow_up", "/looking"}) {
      refused(*end == 0 ? "GET" : "POST", "/api/cards/" + number + end, "group=77");
    }
    const http::Response answer = ask("GET", "/api/client/requests/" + number, "", "", session);
    ++asked;
    if (answer.status == 404) continue;
    ASSERT_EQ(answer.status, 200) << answer.body;
    const json::value request = json::parse(answer.body);
    const std::string title(request.at("request").at("title").as_string());
    shown.insert(ticket);
    EXPECT_TRUE(own.contains(title) || request.at("request").at("step") == "done") << title;
    // Titles of made-up tickets repeat; this one's does not.
    EXPECT_NE(ticket, theirs_);
    for (const char* inner : {"Пароль сервера", "Секрет", "Внутренняя", "Отдел разработки", "spent", "labour",
                              "assignee", "journal", "group", "stopper", "company"}) {
      EXPECT_EQ(answer.body.find(inner), std::string::npos) << ticket << " tells " << inner;
    }
  }
  EXPECT_TRUE(shown.contains(mine_));
  // The portal's own word on whose they are.
  for (const std::int64_t ticket : shown) {
    const json::value task = act(kAdministrator, "tasks.task.get",
                                 {{"taskId", ticket}, {"select", {"ID", "UF_CRM_TASK", "CREATED_BY"}}});
    const std::string bound = json::serialize(task.at("task"));
    EXPECT_TRUE(bound.find("CO_" + std::to_string(kCompany)) != std::string::npos ||
                (bound.find("CO_") == std::string::npos && user > 0 &&
                 bound.find(std::to_string(user)) != std::string::npos))
        << bound;
  }
  EXPECT_GT(asked, 20'000u);
}

TEST_F(ClientView, ACrawlOfTheWholeServiceFindsNothingThatIsNotHis) { crawl(client_, kClient); }

TEST_F(ClientView, NorDoesACrawlByAPersonalLink) {
  crawl(link_session(make_link(kContact, kCompany, "Анна").token), 0);
}

}  // namespace
}  // namespace sd::test
