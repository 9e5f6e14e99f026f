// The service with two companies' people and a request of each, for tests of the client's view.
#pragma once

#include <set>

#include "tests/integration/service/desk_world.h"

namespace sd::test {

class ClientWorld : public DeskWorld {
 protected:
  static constexpr std::int64_t kClient = 901, kColleague = 902, kStranger = 903, kHomeless = 904;
  static constexpr std::int64_t kCompany = 591, kOtherCompany = 593;
  static constexpr std::int64_t kContact = 57, kOtherContact = 58;

  void SetUp() override {
    install();
    if (HasFatalFailure()) return;
    administrator_ = session(kAdministrator);
    mine_ = add("Печать не идёт", kCompany);
    theirs_ = add("Секрет другой компании", kOtherCompany);
    nobodys_ = add("Внутренняя заявка", 0);
    ASSERT_TRUE(eventually([&] { return card(board(administrator_), "Внутренняя заявка") != nullptr; }));
    // The settings know the companies that cards name.
    save("clients", {{{"user_id", kClient}, {"company_id", kCompany}},
                     {{"user_id", kColleague}, {"company_id", kCompany}},
                     {{"user_id", kStranger}, {"company_id", kOtherCompany}}});
    client_ = client_session(kClient);
  }

  void save(const std::string& section, const json::array& rows) {
    const http::Response had = ask("GET", "/api/settings/section/" + section, "", "", administrator_);
    const json::object order{{"version", json::parse(had.body).at("version")}, {"rows", rows}};
    const http::Response saved =
        ask("POST", "/api/settings/section/" + section, "", json::serialize(order), administrator_);
    ASSERT_EQ(saved.status, 200) << saved.body;
  }
  // The rules of one company, or of all where it is 0, as they are from the beginning but for `changes`.
  void save_rules(std::int64_t company, const json::object& changes) {
    json::object rules{{"company_id", company}, {"sees", "company"}, {"answers_by", "service"},
                       {"important", 0},        {"lands_in", 0},     {"check_days", 5},
                       {"reopen_days", 14},     {"rating_days", 14}, {"vip", 0},
                       {"manager", 0},          {"staff_note", ""}};
    for (const auto& [name, value] : changes) rules[name] = value;
    save("client_rules", {rules});
  }

  static std::int64_t number_of(const json::value& id) {
    return id.is_string() ? std::stoll(std::string(id.get_string())) : id.to_number<std::int64_t>();
  }

  std::int64_t add(const std::string& title, std::int64_t company) {
    json::object fields{{"TITLE", title},
                        {"GROUP_ID", kGroup},
                        {"RESPONSIBLE_ID", kAgent},
                        {"DESCRIPTION", "Пароль сервера 12345"}};
    if (company != 0) fields["UF_CRM_TASK"] = json::array{"CO_" + std::to_string(company)};
    return number_of(act(kAdministrator, "tasks.task.add", {{"fields", fields}}).at("task").at("id"));
  }

  // A task as the portal has it.
  json::object task(std::int64_t ticket, const json::array& select) {
    const json::value read = act(kAdministrator, "tasks.task.get", {{"taskId", ticket}, {"select", select}});
    return read.at("task").as_object();
  }

  std::string client_session(std::int64_t user) {
    const json::object start = open_page(user, "DEFAULT", {});
    EXPECT_EQ(start.at("page"), "client");
    EXPECT_EQ(start.at("groups"), json::array{});
    return std::string(start.at("session").as_string());
  }

  json::value get(const std::string& path, const std::string& query, const std::string& session) {
    const http::Response answer = ask("GET", path, query, "", session);
    EXPECT_EQ(answer.status, 200) << path << " " << answer.body;
    return json::parse(answer.body);
  }
  json::value one(std::int64_t ticket, const std::string& session) {
    return get("/api/client/requests/" + std::to_string(ticket), "", session);
  }

  // The status and the error's code; the answer itself where there is no error.
  using Said = std::pair<unsigned, std::string>;
  static Said said(const http::Response& answer) {
    const json::value told = json::parse(answer.body);
    const json::value* error = told.as_object().if_contains("error");
    return {static_cast<unsigned>(answer.status),
            error == nullptr ? answer.body : std::string(error->as_string())};
  }
  // What a client's write is answered.
  Said post(const std::string& path, const json::object& body, const std::string& session) {
    const http::Response answer = ask("POST", "/api/client/" + path, "", json::serialize(body), session);
    EXPECT_EQ(answer.body.find("\"detail\""), std::string::npos) << answer.body;
    return said(answer);
  }
  // A client's new request; its number.
  std::int64_t create(const json::object& request, const std::string& session) {
    const http::Response answer = ask("POST", "/api/client/requests", "", json::serialize(request), session);
    EXPECT_EQ(answer.status, 200) << answer.body;
    return json::parse(answer.body).at("number").as_int64();
  }
  // A write of the staff's on the board.
  void staff(std::int64_t ticket, const std::string& what, json::object body) {
    body["group"] = kGroup;
    const http::Response answer = ask("POST", "/api/cards/" + std::to_string(ticket) + "/" + what, "",
                                      json::serialize(body), administrator_);
    ASSERT_EQ(answer.status, 200) << answer.body;
  }
  std::int64_t stage_of(const std::string& role) {
    const json::object shown = board(administrator_);
    for (const json::value& stage : shown.at("stages").as_array()) {
      if (stage.at("role").as_string() == role) return stage.at("id").as_int64();
    }
    ADD_FAILURE() << "no stage of role " << role;
    return 0;
  }

  struct MadeLink {
    std::int64_t id = 0;
    std::string token;
  };
  // A personal link for a contact of a company.
  MadeLink make_link(std::int64_t contact, std::int64_t company, const std::string& name) {
    const json::object order{{"contact", contact}, {"company", company}, {"name", name}};
    const http::Response answer =
        ask("POST", "/api/settings/links", "", json::serialize(order), administrator_);
    EXPECT_EQ(answer.status, 200) << answer.body;
    const json::value made = json::parse(answer.body);
    const std::string address(made.at("address").as_string());
    EXPECT_TRUE(address.starts_with("http://127.0.0.1:9/client#")) << address;
    return {made.at("id").as_int64(), address.substr(address.find('#') + 1)};
  }
  http::Response open_link(const std::string& token) {
    return ask("POST", "/api/client/link", "",
               json::serialize(json::object{{"token", token}, {"lang", "ru"}}));
  }
  std::string link_session(const std::string& token) {
    const http::Response answer = open_link(token);
    EXPECT_EQ(answer.status, 200) << answer.body;
    return std::string(json::parse(answer.body).at("session").as_string());
  }

  // The titles of all pages.
  std::set<std::string> titles(const std::string& session) {
    std::set<std::string> titles;
    for (std::string before;;) {
      const json::value page = get("/api/client/requests", before, session);
      for (const json::value& request : page.at("requests").as_array()) {
        titles.insert(std::string(request.at("title").as_string()));
        before = "before=" + std::to_string(request.at("number").as_int64());
      }
      if (!page.at("more").as_bool()) return titles;
    }
  }

  std::string administrator_, client_;
  std::int64_t mine_ = 0, theirs_ = 0, nobodys_ = 0;
};

}  // namespace sd::test
