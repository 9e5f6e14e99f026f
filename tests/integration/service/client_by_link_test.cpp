// What a contact without an account does by a personal link, over the whole service: it is his in the portal,
// on his page and in the journal.
#include <algorithm>

#include "tests/integration/service/client_world.h"

namespace sd::test {
namespace {

class ClientByLink : public ClientWorld {};

TEST_F(ClientByLink, WhatSomebodyWritesIsTheContactsInPortalAndPage) {
  const MadeLink link = make_link(kContact, kCompany, "Анна [B]Клиентова");
  const std::string anna = link_session(link.token);
  const std::int64_t number = create({{"subject", "Не печатает"}, {"text", "[USER=1]Срочно[/USER]"}}, anna);
  const json::object made = task(number, {"ID", "TITLE", "GROUP_ID", "CREATED_BY", "RESPONSIBLE_ID",
                                          "UF_CRM_TASK", "TASK_CONTROL", "DESCRIPTION"});
  EXPECT_EQ(number_of(made.at("createdBy")), kAdministrator);
  EXPECT_EQ(number_of(made.at("groupId")), kGroup);
  EXPECT_EQ(made.at("taskControl"), "Y");
  const std::string bound = json::serialize(made.at("ufCrmTask"));
  EXPECT_NE(bound.find("\"CO_591\""), std::string::npos) << bound;
  EXPECT_NE(bound.find("\"C_57\""), std::string::npos) << bound;
  EXPECT_EQ(made.at("description"),
            "[URL=/crm/contact/details/57/]Анна (B)Клиентова[/URL]:\n[\u200BUSER=1]Срочно[\u200B/USER]");
  json::value shown = one(number, anna);
  EXPECT_EQ(shown.at("request").at("own"), true);
  EXPECT_EQ(shown.at("request").at("step"), "received");
  EXPECT_EQ(shown.at("request").at("answers"), "");
  EXPECT_EQ(shown.at("request").at("unread"), false);
  EXPECT_EQ(shown.at("talk").at("description"), "[\u200BUSER=1]Срочно[\u200B/USER]");

  ASSERT_EQ(post("requests/" + std::to_string(number) + "/comments", {{"text", "Всё ещё"}}, anna).first,
            200u);
  act(kAgent, "task.commentitem.add", {{"TASKID", number}, {"FIELDS", {{"POST_MESSAGE", "Смотрим"}}}});
  ASSERT_TRUE(eventually([&] { return one(number, anna).at("request").at("unread").as_bool(); }));
  shown = one(number, anna);
  const json::array& talk = shown.at("talk").at("comments").as_array();
  ASSERT_EQ(talk.size(), 2u);
  EXPECT_EQ(talk[0].at("text"), "Всё ещё");
  EXPECT_EQ(talk[0].at("voice"), "me");
  EXPECT_EQ(talk[1].at("voice"), "service");
  EXPECT_EQ(
      post("requests/" + std::to_string(number) + "/comments", {{"text", std::string(10'001, 'x')}}, anna),
      (Said{400, "comment.too_long"}));
  EXPECT_EQ(post("requests/" + std::to_string(number) + "/comments", {{"text", " "}}, anna),
            (Said{400, "comment.empty"}));
  // Her colleague, a user of the portal, reads who it was; a stranger reads nothing.
  const json::value to_colleague = one(number, client_);
  EXPECT_EQ(to_colleague.at("request").at("own"), false);
  EXPECT_EQ(to_colleague.at("request").at("author"), "Анна [B]Клиентова");
  EXPECT_EQ(to_colleague.at("talk").at("comments").as_array()[0].at("voice"), "colleague");
  EXPECT_EQ(to_colleague.at("talk").at("comments").as_array()[0].at("name"), "Анна [B]Клиентова");
  const std::string path = "/api/client/requests/" + std::to_string(number);
  EXPECT_EQ(ask("GET", path, "", "", client_session(kStranger)).status, 404);
  // The staff's journal has the contact's words as a client's.
  const json::value details = get("/api/cards/" + std::to_string(number), "group=77", administrator_);
  EXPECT_EQ(details.at("users").at("-1"), "Анна [B]Клиентова");
  const auto by_anna = [&](const std::string& fact) {
    const json::array& rows = details.at("journal").as_array();
    return std::count_if(rows.begin(), rows.end(), [&](const json::value& row) {
      return row.at("fact").as_string() == fact && row.at("by") == -1;
    });
  };
  EXPECT_EQ(by_anna("comment"), 1);
  EXPECT_EQ(by_anna("created"), 1);
}

TEST_F(ClientByLink, LongWordsFitWithTheLineThatNamesWhoHasSaidThem) {
  const std::string anna = link_session(make_link(kContact, kCompany, std::string(200, 'n')).token);
  const std::string longest(10'000, 'x');
  const std::int64_t number = create({{"subject", std::string(250, 's')}, {"text", longest}}, anna);
  EXPECT_EQ(post("requests/" + std::to_string(number) + "/comments", {{"text", longest}}, anna).first, 200u);
  const json::value shown = one(number, anna);
  EXPECT_EQ(shown.at("talk").at("description").as_string(), longest);
  EXPECT_EQ(shown.at("talk").at("comments").as_array()[0].at("text").as_string(), longest);
}

TEST_F(ClientByLink, OnlyOwnMeansWhatCameThroughTheContact) {
  save_rules(0, {{"sees", "own"}});
  const MadeLink link = make_link(kContact, kCompany, "Анна"), next = make_link(kContact, kCompany, "Анна"),
                 other = make_link(kOtherContact, kCompany, "Пётр");
  const std::string anna = link_session(link.token);
  EXPECT_TRUE(titles(anna).empty());
  const std::int64_t number = create({{"subject", "Своё"}}, anna);
  EXPECT_EQ(titles(anna), std::set<std::string>{"Своё"});
  EXPECT_EQ(titles(link_session(next.token)), std::set<std::string>{"Своё"}) << "her next link";
  const std::string path = "/api/client/requests/" + std::to_string(number);
  EXPECT_EQ(ask("GET", path, "", "", link_session(other.token)).status, 404);
  EXPECT_EQ(ask("GET", path, "", "", client_).status, 404);
}

TEST_F(ClientByLink, TheWholeWayOfARequestToItsRating) {
  const std::string anna = link_session(make_link(kContact, kCompany, "Анна").token);
  const std::int64_t number = create({{"subject", "Нужен отчёт"}}, anna);
  const std::string path = "requests/" + std::to_string(number);
  const auto step = [&] { return std::string(one(number, anna).at("request").at("step").as_string()); };
  staff(number, "fields", {{"estimate", "4"}});
  staff(number, "agreement", {{"agreement", "asked"}, {"estimate_minutes", 240}, {"note", "Отчёт"}});
  EXPECT_EQ(post(path + "/estimate", {{"agreed", false}, {"minutes", 240}}, anna),
            (Said{400, "client.no_reason"}));
  ASSERT_EQ(post(path + "/estimate", {{"agreed", true}, {"minutes", 240}}, anna).first, 200u);
  EXPECT_EQ(one(number, anna).at("request").at("estimate").at("agreed"), true);

  act(kAdministrator, "tasks.task.update", {{"taskId", number}, {"fields", {{"RESPONSIBLE_ID", kAgent}}}});
  act(kAgent, "task.stages.movetask", {{"id", number}, {"stageId", stage_of("work")}});
  act(kAgent, "tasks.task.complete", {{"taskId", number}});
  ASSERT_TRUE(eventually([&] { return step() == "check"; }));
  ASSERT_EQ(post(path + "/return", {{"text", "Нет итогов"}}, anna).first, 200u);
  EXPECT_EQ(step(), "work");
  act(kAgent, "tasks.task.complete", {{"taskId", number}});
  ASSERT_TRUE(eventually([&] { return step() == "check"; }));
  const http::Response file =
      ask("POST", "/api/client/" + path + "/files", "name=a.png", "\x89PNG\r\n\x1a\n....", anna);
  EXPECT_EQ(file.status, 200) << file.body;
  ASSERT_EQ(post(path + "/confirm", {}, anna).first, 200u);
  EXPECT_EQ(step(), "done");
  EXPECT_EQ(number_of(task(number, {"ID", "STATUS"}).at("status")), 5);

  service().start_work();
  ASSERT_TRUE(eventually([&] { return !one(number, anna).at("rating").is_null(); }));
  EXPECT_EQ(post(path + "/rating", {{"stars", 5}}, client_), (Said{404, "rating.not_asked"}));
  ASSERT_EQ(post(path + "/rating", {{"stars", 4}, {"text", "Да"}}, anna).first, 200u);
  EXPECT_EQ(one(number, anna).at("rating").at("stars"), 4);
  ASSERT_EQ(post(path + "/reopen", {{"text", "Не всё"}}, anna).first, 200u);
  // The card follows at once, or with a look that is at it already.
  EXPECT_TRUE(eventually([&] { return step() != "done"; }));
  // Who has done it is in the journal, whoever the portal names.
  const json::value details = get("/api/cards/" + std::to_string(number), "group=77", administrator_);
  std::multiset<std::string> hers;
  for (const json::value& row : details.at("journal").as_array()) {
    if (row.at("by") == -1) hers.insert(std::string(row.at("fact").as_string()));
  }
  EXPECT_EQ(hers.count("agreement"), 1u);
  EXPECT_EQ(hers.count("comment"), 2u);
  EXPECT_EQ(hers.count("status"), 3u) << "returned, confirmed, opened again";
  // The portal has nobody to notify of it.
  EXPECT_EQ(json::serialize(control("notices", {})).find("\"-1\""), std::string::npos);
}

}  // namespace
}  // namespace sd::test
