// What a client does, over the whole service: he writes a request, talks, answers an estimate and checks the
// work.
#include <algorithm>

#include "tests/integration/service/client_world.h"

namespace sd::test {
namespace {

class ClientWritesTest : public ClientWorld {
 protected:
  std::string path(const char* end) { return "requests/" + std::to_string(mine_) + end; }
  json::value mine() { return one(mine_, client_).at("request"); }
  std::string step() { return std::string(mine().at("step").as_string()); }
  // The request handed over to its client, who is its creator.
  void hand_over() {
    mine_ = create({{"subject", "Нужен отчёт"}}, client_);
    act(kAdministrator, "tasks.task.update", {{"taskId", mine_}, {"fields", {{"RESPONSIBLE_ID", kAgent}}}});
    act(kAgent, "task.stages.movetask", {{"id", mine_}, {"stageId", stage_of("work")}});
    act(kAgent, "tasks.task.complete", {{"taskId", mine_}});
    ASSERT_TRUE(eventually([&] { return step() == "check"; }));
  }
};

TEST_F(ClientWritesTest, ANewRequestIsHisHisCompanysAndWaitsInIntake) {
  const std::int64_t number = create({{"subject", " Не печатает <script>alert(1)</script> 🖨 "},
                                      {"text", "Строка\n[B]вторая[/B]"}},
                                     client_);
  const json::object made = task(number, {"ID", "TITLE", "GROUP_ID", "CREATED_BY", "UF_CRM_TASK",
                                          "TASK_CONTROL", "DESCRIPTION", "PRIORITY"});
  EXPECT_EQ(made.at("title"), "Не печатает <script>alert(1)</script> 🖨");
  EXPECT_EQ(number_of(made.at("groupId")), kGroup);
  EXPECT_EQ(number_of(made.at("createdBy")), kClient);
  EXPECT_EQ(made.at("taskControl"), "Y");
  EXPECT_NE(json::serialize(made.at("ufCrmTask")).find("CO_591"), std::string::npos);
  const json::value shown = one(number, client_);
  EXPECT_EQ(shown.at("request").at("step"), "received");
  EXPECT_EQ(shown.at("request").at("own"), true);
  EXPECT_EQ(shown.at("talk").at("description"), "Строка\nвторая");
  // His colleague sees it, a stranger does not, the staff's board has it.
  EXPECT_EQ(one(number, client_session(kColleague)).at("request").at("own"), false);
  EXPECT_EQ(
      ask("GET", "/api/client/requests/" + std::to_string(number), "", "", client_session(kStranger)).status,
      404);
  EXPECT_NE(card(board(administrator_), "Не печатает <script>alert(1)</script> 🖨"), nullptr);
}

TEST_F(ClientWritesTest, SomebodyWithoutACompanyHasHisOwnRequestsAllTheSame) {
  const std::string homeless = client_session(kHomeless);
  const http::Response answer =
      ask("POST", "/api/client/requests", "", R"({"subject":"Без компании"})", homeless);
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_TRUE(titles(homeless).contains("Без компании"));
  EXPECT_FALSE(titles(client_).contains("Без компании"));
}

TEST_F(ClientWritesTest, WhatIsNoRequestIsRefused) {
  EXPECT_EQ(post("requests", {{"text", "x"}}, client_), (Said{400, "client.no_subject"}));
  EXPECT_EQ(post("requests", {{"subject", std::string(251, 'x')}}, client_),
            (Said{400, "client.subject_too_long"}));
  EXPECT_EQ(post("requests", {{"subject", "x"}, {"text", std::string(10'001, 'x')}}, client_),
            (Said{400, "client.text_too_long"}));
  EXPECT_EQ(post("requests", {{"subject", "x"}, {"text", std::string(10'000'000, 'x')}}, client_),
            (Said{400, "request.too_large"}));
  EXPECT_EQ(post("requests", {{"subject", 5}}, client_), (Said{400, "request.subject"}));
  EXPECT_EQ(post("requests", {{"subject", "x"}, {"important", true}}, client_),
            (Said{403, "client.not_important"}));
  EXPECT_EQ(post("requests", {{"subject", "x"}}, administrator_), (Said{403, "client.only"}));
}

TEST_F(ClientWritesTest, OffersTemplatesAndWhatIsAlike) {
  save("templates", {{{"group_id", 0},
                      {"name", "Принтер"},
                      {"title", "Не печатает"},
                      {"body", "Кабинет:"},
                      {"type", "Инфраструктура"},
                      {"estimate_minutes", 60},
                      {"important", 0},
                      {"for_clients", 1}},
                     {{"group_id", 0},
                      {"name", "Внутренний"},
                      {"title", "x"},
                      {"body", ""},
                      {"type", ""},
                      {"estimate_minutes", 0},
                      {"important", 0},
                      {"for_clients", 0}}});
  const json::value form = get("/api/client/form", "", client_);
  EXPECT_EQ(form.at("may_be_important"), false);
  EXPECT_EQ(json::serialize(form.at("templates")),
            R"([{"name":"Принтер","title":"Не печатает","body":"Кабинет:"}])");
  const std::int64_t number = create({{"subject", "Не печатает"}, {"like", "Принтер"}}, client_);
  EXPECT_EQ(task(number, {"ID", "UF_SD_TYPE"}).at("ufSdType"), "Инфраструктура");

  const json::value alike = get("/api/client/similar", "subject=печати", client_);
  ASSERT_EQ(alike.at("requests").as_array().size(), 2u);
  EXPECT_EQ(alike.at("requests").as_array()[0].at("number"), number);
  EXPECT_EQ(alike.at("requests").as_array()[1].at("number"), mine_);
  EXPECT_TRUE(get("/api/client/similar", "subject=секрет", client_).at("requests").as_array().empty());
}

TEST_F(ClientWritesTest, HeTalksUnderHisName) {
  EXPECT_EQ(post(path("/comments"), {{"text", " "}}, client_), (Said{400, "comment.empty"}));
  ASSERT_EQ(post(path("/comments"), {{"text", "Всё ещё\u202E не идёт"}}, client_).first, 200u);
  const json::value shown = one(mine_, client_);
  const json::value& word = shown.at("talk").at("comments").as_array().back();
  EXPECT_EQ(word.at("text"), "Всё ещё не идёт");
  EXPECT_EQ(word.at("voice"), "me");
  EXPECT_EQ(mine().at("unread"), false);
  EXPECT_EQ(one(mine_, client_session(kColleague)).at("request").at("unread"), true);
}

TEST_F(ClientWritesTest, HeAgreesOrDeclinesWhatHeWasAsked) {
  staff(mine_, "fields", {{"estimate", "4"}});
  EXPECT_EQ(post(path("/estimate"), {{"agreed", true}, {"minutes", 240}}, client_),
            (Said{409, "agreement.not_asked"}));
  staff(mine_, "agreement",
        {{"agreement", "asked"}, {"estimate_minutes", 240}, {"note", "Новый отчёт и его проверка"}});
  EXPECT_EQ(mine().at("estimate"),
            (json::object{{"minutes", 240}, {"agreed", false}, {"reason", "Новый отчёт и его проверка"}}));
  EXPECT_EQ(post(path("/estimate"), {{"agreed", false}, {"minutes", 240}}, client_),
            (Said{400, "client.no_reason"}));
  EXPECT_EQ(post(path("/estimate"), {{"agreed", true}, {"minutes", 60}}, client_),
            (Said{409, "agreement.changed"}));
  ASSERT_EQ(post(path("/estimate"), {{"agreed", false}, {"minutes", 240}, {"text", "Дорого"}}, client_).first,
            200u);
  EXPECT_TRUE(mine().at("estimate").is_null());
  staff(mine_, "agreement", {{"agreement", "asked"}, {"estimate_minutes", 240}});
  ASSERT_EQ(post(path("/estimate"), {{"agreed", true}, {"minutes", 240}}, client_).first, 200u);
  EXPECT_EQ(mine().at("estimate").at("agreed"), true);
  // Who and when is in the journal.
  const json::value details = get("/api/cards/" + std::to_string(mine_), "group=77", administrator_);
  int answers = 0;
  for (const json::value& row : details.at("journal").as_array()) {
    if (row.at("fact") == "agreement" && row.at("by") == kClient) ++answers;
  }
  EXPECT_EQ(answers, 2);
}

TEST_F(ClientWritesTest, HeReturnsWorkWithAReasonAndThenConfirmsIt) {
  EXPECT_EQ(post(path("/confirm"), {}, client_), (Said{409, "client.not_in_check"}));
  hand_over();
  EXPECT_EQ(post(path("/return"), {{"text", " "}}, client_), (Said{400, "client.no_reason"}));
  ASSERT_EQ(post(path("/return"), {{"text", "Нет итогов"}}, client_).first, 200u);
  EXPECT_EQ(step(), "work");
  EXPECT_EQ(one(mine_, client_).at("talk").at("comments").as_array().back().at("text"), "Нет итогов");
  EXPECT_EQ(post(path("/return"), {{"text", "ещё"}}, client_), (Said{409, "client.not_in_check"}));
  act(kAgent, "tasks.task.complete", {{"taskId", mine_}});
  ASSERT_TRUE(eventually([&] { return step() == "check"; }));
  ASSERT_EQ(post(path("/confirm"), {}, client_).first, 200u);
  EXPECT_EQ(step(), "done");
  EXPECT_EQ(number_of(task(mine_, {"ID", "STATUS"}).at("status")), 5);
}

// The creator alone confirms in the portal; a colleague, whom the settings let, does it on his behalf.
TEST_F(ClientWritesTest, AColleagueMayCheckWhatTheSettingsShowHim) {
  hand_over();
  const std::string colleague = client_session(kColleague);
  ASSERT_EQ(post(path("/confirm"), {}, colleague).first, 200u);
  EXPECT_EQ(step(), "done");
}

TEST_F(ClientWritesTest, HeIsAskedOnceHowItWasAndAnswersHimself) {
  hand_over();
  ASSERT_EQ(post(path("/confirm"), {}, client_).first, 200u);
  EXPECT_TRUE(one(mine_, client_).at("rating").is_null());
  EXPECT_EQ(post(path("/rating"), {{"stars", 5}}, client_), (Said{404, "rating.not_asked"}));
  service().start_work();
  ASSERT_TRUE(eventually([&] { return !one(mine_, client_).at("rating").is_null(); }));
  // Looking records nothing.
  EXPECT_EQ(one(mine_, client_).at("rating"), (json::object{{"stars", 0}, {"words", ""}, {"open", true}}));
  EXPECT_TRUE(one(mine_, client_session(kColleague)).at("rating").is_null());
  EXPECT_EQ(post(path("/rating"), {{"stars", 5}}, client_session(kColleague)),
            (Said{404, "rating.not_asked"}));
  EXPECT_EQ(post(path("/rating"), {{"stars", 5}}, client_session(kStranger)),
            (Said{404, "client.no_request"}));
  EXPECT_EQ(post(path("/rating"), {{"stars", 4'294'967'297}}, client_), (Said{400, "rating.stars"}));
  EXPECT_EQ(post(path("/rating"), {{"text", "x"}}, client_), (Said{400, "request.stars"}));
  ASSERT_EQ(post(path("/rating"), {{"stars", 4}, {"text", "Долго"}}, client_).first, 200u);
  // Within the hour the second answer replaces the first, later it is used up.
  ASSERT_EQ(post(path("/rating"), {{"stars", 5}, {"text", "Нет, хорошо"}}, client_).first, 200u);
  EXPECT_EQ(one(mine_, client_).at("rating"),
            (json::object{{"stars", 5}, {"words", "Нет, хорошо"}, {"open", true}}));
  control("clock", {{"jump_ms", 3'700'000}});
  one(mine_, client_);  // the portal's answer tells its time
  EXPECT_EQ(post(path("/rating"), {{"stars", 1}}, client_), (Said{409, "rating.used"}));
  EXPECT_EQ(one(mine_, client_).at("rating").at("stars"), 5);

  // Opened again, what he has said counts no more.
  EXPECT_EQ(post(path("/reopen"), {{"text", ""}}, client_), (Said{400, "client.no_reason"}));
  ASSERT_EQ(post(path("/reopen"), {{"text", "Опять не сходится"}}, client_).first, 200u);
  EXPECT_NE(step(), "done");
  EXPECT_TRUE(one(mine_, client_).at("rating").is_null());
  EXPECT_EQ(post(path("/rating"), {{"stars", 5}}, client_), (Said{404, "rating.not_asked"}));
  EXPECT_EQ(post(path("/reopen"), {{"text", "ещё"}}, client_), (Said{409, "client.not_done"}));
}

TEST_F(ClientWritesTest, WhatHeIsSilentAboutIsClosedAndMayBeOpenedAgain) {
  hand_over();
  control("clock", {{"jump_ms", std::int64_t{21} * 86'400'000}});
  // The portal's time is what its last answer said.
  EXPECT_EQ(step(), "check");
  service().start_work();
  ASSERT_TRUE(eventually([&] { return step() == "done"; }));
  EXPECT_EQ(number_of(task(mine_, {"ID", "STATUS"}).at("status")), 5);
  EXPECT_EQ(one(mine_, client_).at("may_reopen"), true);
  ASSERT_EQ(post(path("/reopen"), {{"text", "Не видел письма"}}, client_).first, 200u);
  // The card follows at once, or with a look that is at it already.
  EXPECT_TRUE(eventually([&] { return step() == "work"; }));
}

TEST_F(ClientWritesTest, TheManagerOfAnImportantCompanyIsToldOfEachRequest) {
  save_rules(kCompany, {{"vip", 1}, {"manager", kAgent}, {"staff_note", "Звонить Анне"}});
  const std::int64_t number = create({{"subject", "Сайт [USER=1]не[/USER] открывается"}}, client_);
  service().start_work();
  const auto told = [&] {
    return json::serialize(control("notices", {})).find("VIP. Новая заявка № " + std::to_string(number)) !=
           std::string::npos;
  };
  EXPECT_TRUE(eventually(told)) << json::serialize(control("notices", {}));
  // What a client writes is no markup of the portal's.
  EXPECT_EQ(json::serialize(control("notices", {})).find("[USER=1]"), std::string::npos);
  const json::value details = get("/api/cards/" + std::to_string(number), "group=77", administrator_);
  EXPECT_EQ(details.at("company_note"), (json::object{{"vip", true}, {"text", "Звонить Анне"}}));
  // Nothing of it is told to the company itself.
  EXPECT_EQ(json::serialize(one(number, client_)).find("Анне"), std::string::npos);
}

TEST_F(ClientWritesTest, FilesAreCheckedByTheirContent) {
  const auto send = [&](const std::string& name, const std::string& content, const std::string& session) {
    const http::Response answer = ask("POST", "/api/client/requests/" + std::to_string(mine_) + "/files",
                                      "name=" + name, content, session);
    return std::to_string(answer.status) + " " + answer.body;
  };
  const std::string png = "\x89PNG\r\n\x1a\n....";
  EXPECT_EQ(send("a.png", png, client_), "200 {}");
  EXPECT_EQ(task(mine_, {"ID", "UF_TASK_WEBDAV_FILES"}).at("ufTaskWebdavFiles").as_array().size(), 1u);
  EXPECT_EQ(send("a.png", png, client_session(kColleague)), "200 {}");
  EXPECT_NE(send("a.png", "MZ...", client_).find("file.kind"), std::string::npos);
  EXPECT_NE(send("a.exe", png, client_).find("file.kind"), std::string::npos);
  EXPECT_NE(send("a.txt", std::string((10u << 20) + 1, 'x'), client_).find("file.too_large"),
            std::string::npos);
  EXPECT_NE(send("a.png", png, client_session(kStranger)).find("404"), std::string::npos);
  EXPECT_EQ(task(mine_, {"ID", "UF_TASK_WEBDAV_FILES"}).at("ufTaskWebdavFiles").as_array().size(), 2u);
}

TEST_F(ClientWritesTest, FilesOfHisOwnRequestsAreSavedAndNoOthers) {
  mine_ = create({{"subject", "Смотрите снимок"}}, client_);
  ASSERT_EQ(
      ask("POST", "/api/client/requests/" + std::to_string(mine_) + "/files", "name=a.txt", "x", client_)
          .status,
      200);
  const json::value shown = one(mine_, client_);
  const json::value& files = shown.at("talk").at("files");
  ASSERT_EQ(files.as_array().size(), 1u);
  const std::string file = std::to_string(files.at(0).at("id").as_int64());
  const auto saved = [&](std::int64_t ticket, const std::string& id, const std::string& session) {
    return ask("GET", "/api/client/requests/" + std::to_string(ticket) + "/files/" + id, "", "", session);
  };
  const http::Response answer = saved(mine_, file, client_);
  EXPECT_EQ(answer.body, "content of " + file);
  EXPECT_EQ(answer.content_type, "application/octet-stream");
  using Header = std::pair<std::string, std::string>;
  for (const Header& wanted :
       {Header{"Content-Disposition", "attachment"}, Header{"X-Content-Type-Options", "nosniff"}}) {
    EXPECT_EQ(std::count(answer.headers.begin(), answer.headers.end(), wanted), 1) << wanted.first;
  }
  EXPECT_EQ(saved(mine_, file, client_session(kColleague)).status, 200);
  EXPECT_EQ(saved(mine_, file, client_session(kStranger)).status, 404);
  EXPECT_EQ(saved(mine_, "1", client_).status, 404);
  EXPECT_EQ(saved(mine_, "x", client_).status, 404);
  EXPECT_EQ(saved(theirs_, file, client_).status, 404);
}

TEST_F(ClientWritesTest, NothingOfAnotherCompanysIsWritten) {
  for (const std::int64_t ticket : {theirs_, nobodys_, std::int64_t{99999999}}) {
    for (const char* end : {"/comments", "/estimate", "/confirm", "/return", "/reopen", "/rating"}) {
      EXPECT_EQ(post("requests/" + std::to_string(ticket) + end,
                     {{"text", "x"}, {"agreed", true}, {"minutes", 1}, {"stars", 5}}, client_),
                (Said{404, "client.no_request"}))
          << ticket << end;
    }
  }
  EXPECT_EQ(act(kAdministrator, "task.commentitem.getlist", {{"TASKID", theirs_}}).as_array().size(), 0u);
}

}  // namespace
}  // namespace sd::test
