// Personal links over the whole service: who may make them, what opens them, and that looking at them leaves
// no trace.
#include <map>

#include "extension/storage/compare_rows.h"
#include "tests/integration/service/client_world.h"

namespace sd::test {
namespace {

class ClientLinks : public ClientWorld {
 protected:
  json::array listed(const std::string& session) {
    return get("/api/settings/links", "", session).at("links").as_array();
  }
  Said revoke(std::int64_t link, const std::string& session) {
    const http::Response answer =
        ask("POST", "/api/settings/links/" + std::to_string(link) + "/revoke", "", "{}", session);
    if (answer.status == 200) return {200, ""};
    return said(answer);
  }
  void in_database(const std::string& statement) {
    auto database = storage::Database::open(place.options());
    ASSERT_TRUE(database);
    ASSERT_TRUE((*database)->write("test", storage::Durability::kDurable, [&](soci::session& sql) -> Status {
      sql << statement;
      return Done{};
    }));
  }
  // Every row of every table there is.
  std::map<std::string, std::string> kept() {
    auto database = storage::Database::open(place.options());
    std::map<std::string, std::string> tables;
    for (const std::string& table : tables_of(**database)) {
      std::vector<std::string> columns;
      for (const Column& column : columns_of(**database, table)) columns.push_back(column.name);
      const auto print = storage::fingerprint(**database, table, columns);
      EXPECT_TRUE(print) << table;
      if (print) tables[table] = std::to_string(print->rows) + " " + print->checksum;
    }
    EXPECT_GT(tables.size(), 30u);
    return tables;
  }
};

TEST_F(ClientLinks, ALinkOpensTheCompanysRequestsAsOftenAsItIsUsed) {
  const MadeLink link = make_link(kContact, kCompany, "Анна Клиентова");
  const std::string anna = link_session(link.token);
  EXPECT_TRUE(titles(anna).contains("Печать не идёт"));
  EXPECT_FALSE(titles(anna).contains("Секрет другой компании"));
  EXPECT_FALSE(titles(anna).contains("Внутренняя заявка"));
  const std::string again = link_session(link.token);
  EXPECT_TRUE(titles(again).contains("Печать не идёт"));
  const json::value shown = listed(administrator_)[0];
  EXPECT_EQ(shown.at("uses"), 2);
  EXPECT_FALSE(shown.at("used_ms").is_null());
  EXPECT_EQ(shown.at("name"), "Анна Клиентова");
  EXPECT_EQ(shown.at("company"), kCompany);
  EXPECT_EQ(shown.at("contact"), kContact);
  EXPECT_EQ(shown.at("state"), "open");
  EXPECT_NE(shown.at("by"), "");
  EXPECT_EQ(shown.at("expires_ms").as_int64() - shown.at("created_ms").as_int64(),
            std::int64_t{90} * 86'400'000);
}

TEST_F(ClientLinks, WhatOpensNothingGetsOneAnswerWhateverIsWrong) {
  const MadeLink revoked = make_link(kContact, kCompany, "Анна"),
                 expired = make_link(kContact, kCompany, "Анна");
  const std::string anna = link_session(revoked.token), late = link_session(expired.token);
  EXPECT_EQ(ask("GET", "/api/client/requests", "", "", anna).status, 200);
  ASSERT_EQ(revoke(revoked.id, administrator_), (Said{200, ""}));
  in_database("UPDATE client_link SET expires_ms = 1 WHERE link_id = " + std::to_string(expired.id));
  // The sessions end at once, everywhere.
  for (const std::string& session : {anna, late}) {
    for (const char* path : {"/api/client/requests", "/api/client/form", "/api/client/similar"}) {
      EXPECT_EQ(said(ask("GET", path, "subject=x", "", session)), (Said{401, "session.ended"}));
    }
    EXPECT_EQ(post("requests", {{"subject", "x"}}, session), (Said{401, "session.ended"}));
    EXPECT_EQ(post("requests/" + std::to_string(mine_) + "/comments", {{"text", "x"}}, session),
              (Said{401, "session.ended"}));
    EXPECT_EQ(said(ask("GET", "/api/board", "group=77", "", session)), (Said{403, "staff.only"}));
  }
  const std::string unknown(43, 'A');
  const http::Response answer = open_link(unknown);
  EXPECT_EQ(said(answer), (Said{403, "link.invalid"}));
  for (const std::string& token : {revoked.token, expired.token, std::string(), std::string("x"),
                                   revoked.token + "A", std::string(5'000, 'A')}) {
    const http::Response refused = open_link(token);
    EXPECT_EQ(refused.status, answer.status);
    EXPECT_EQ(refused.body, answer.body);
    EXPECT_EQ(refused.headers, answer.headers);
  }
  const std::int64_t uses = listed(administrator_)[0].at("uses").as_int64();
  EXPECT_EQ(uses, 1) << "what opens nothing is no use";
  EXPECT_EQ(listed(administrator_)[0].at("state"), "expired");
  EXPECT_EQ(listed(administrator_)[1].at("state"), "revoked");
}

TEST_F(ClientLinks, GuessingIsStoppedByAddress) {
  const MadeLink link = make_link(kContact, kCompany, "Анна");
  const auto guess = [&](const std::string& token, const std::string& source) {
    http::Request request;
    request.method = "POST";
    request.path = "/api/client/link";
    request.headers["x-real-ip"] = source;
    request.body = json::serialize(json::object{{"token", token}});
    http::Response out;
    service().serve(request, [&](http::Response answer) { out = std::move(answer); });
    return out;
  };
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(guess(std::string(42, 'A') + static_cast<char>('a' + i), "203.0.113.9").status, 403);
  }
  const http::Response stopped = guess(std::string(43, 'B'), "203.0.113.9");
  EXPECT_EQ(said(stopped), (Said{429, "link.too_often"}));
  ASSERT_EQ(stopped.headers.size(), 1u);
  EXPECT_EQ(stopped.headers[0].first, "Retry-After");
  EXPECT_LE(std::stoi(stopped.headers[0].second), 600);
  // Whatever it brings now; nobody else is held up.
  EXPECT_EQ(guess(link.token, "203.0.113.9").status, 429);
  EXPECT_EQ(guess(link.token, "203.0.113.10").status, 200);
  EXPECT_EQ(listed(administrator_)[0].at("uses"), 1);
}

// A mail's scanner opens every address it finds, with every method that is said to change nothing.
TEST_F(ClientLinks, LookingLeavesNoTraceAndNoSession) {
  const MadeLink link = make_link(kContact, kCompany, "Анна");
  const auto before = kept();
  const std::string rating = "/api/client/requests/" + std::to_string(mine_) + "/rating";
  for (const char* method : {"GET", "HEAD", "OPTIONS", "PROPFIND"}) {
    for (const std::string& path :
         {std::string("/client"), std::string("/client/"), std::string("/api/client/link"), rating,
          "/client/" + link.token, "/api/client/link/" + link.token}) {
      for (const std::string& query : {std::string(), "token=" + link.token}) {
        const http::Response answer = ask(method, path, query);
        EXPECT_EQ(answer.body.find(link.token), std::string::npos);
        for (const auto& [name, value] : answer.headers) EXPECT_NE(name, "Set-Cookie");
        if (std::string(method) == "GET" && path == "/client") {
          EXPECT_EQ(answer.status, 200);
          EXPECT_NE(answer.body.find("\"session\":\"\""), std::string::npos) << answer.body;
        } else {
          EXPECT_GE(answer.status, 400) << method << " " << path;
        }
      }
    }
  }
  EXPECT_EQ(kept(), before);
  const http::Response page = ask("GET", "/client");
  std::string policy;
  for (const auto& [name, value] : page.headers) {
    if (name == "Content-Security-Policy") policy = value;
  }
  EXPECT_NE(policy.find("frame-ancestors 'none'"), std::string::npos) << policy;
  link_session(link.token);
  EXPECT_NE(kept().at("client_link"), before.at("client_link")) << "the comparison sees a use";
}

TEST_F(ClientLinks, ATokenIsToldOnceAndKeptAndLoggedNowhere) {
  const MadeLink link = make_link(kContact, kCompany, "Анна");
  const std::string anna = link_session(link.token);
  open_link(link.token + "x");
  const http::Response list = ask("GET", "/api/settings/links", "", "", administrator_);
  EXPECT_EQ(list.body.find(link.token), std::string::npos);
  EXPECT_EQ(list.body.find("sha256"), std::string::npos);
  ASSERT_EQ(revoke(link.id, administrator_), (Said{200, ""}));
  open_link(link.token);
  for (const std::string& line : log_lines()) {
    EXPECT_EQ(line.find(link.token), std::string::npos) << line;
    EXPECT_EQ(line.find(anna), std::string::npos) << line;
    EXPECT_EQ(line.find("Анна"), std::string::npos) << line;
  }
  in_database("UPDATE client_link SET created_by = created_by");
  auto database = storage::Database::open(place.options());
  const auto stored = (*database)->read("test", [&](soci::session& sql) -> Result<std::string> {
    std::string kept_hash;
    sql << "SELECT token_sha256 FROM client_link", soci::into(kept_hash);
    return kept_hash;
  });
  ASSERT_TRUE(stored);
  EXPECT_EQ(stored->size(), 64u);
  EXPECT_NE(*stored, link.token);
}

TEST_F(ClientLinks, AdministratorsAndManagersOfTheCompanysGroupsMakeThem) {
  const std::string order =
      json::serialize(json::object{{"contact", kContact}, {"company", kCompany}, {"name", "Анна"}});
  const std::string agent = session(kAgent);
  EXPECT_EQ(said(ask("POST", "/api/settings/links", "", order, agent)), (Said{403, "settings.denied"}));
  EXPECT_EQ(said(ask("GET", "/api/settings/links", "", "", agent)), (Said{403, "settings.denied"}));
  EXPECT_EQ(said(ask("POST", "/api/settings/links", "", order, client_)), (Said{403, "staff.only"}));
  EXPECT_EQ(said(ask("POST", "/api/settings/links", "", order)), (Said{401, "session.missing"}));
  save("managers", {{{"group_id", kGroup}, {"user_id", kAgent}}});
  const http::Response made = ask("POST", "/api/settings/links", "", order, agent);
  EXPECT_EQ(made.status, 200) << made.body;
  const MadeLink of_other = make_link(kOtherContact, kOtherCompany, "Борис");
  EXPECT_EQ(listed(agent).size(), 2u) << "both companies have requests in his group";
  // A company without a request in his groups is not his.
  in_database("UPDATE card SET company = 0 WHERE company = " + std::to_string(kOtherCompany));
  EXPECT_EQ(listed(agent).size(), 1u);
  EXPECT_EQ(revoke(of_other.id, agent), (Said{404, "link.unknown"}));
  const std::string foreign = json::serialize(
      json::object{{"contact", kOtherContact}, {"company", kOtherCompany}, {"name", "Борис"}});
  EXPECT_EQ(said(ask("POST", "/api/settings/links", "", foreign, agent)), (Said{403, "link.denied"}));
  EXPECT_EQ(revoke(listed(agent)[0].at("id").as_int64(), agent), (Said{200, ""}));
  EXPECT_EQ(revoke(99'999, administrator_), (Said{404, "link.unknown"}));
}

TEST_F(ClientLinks, TheCrmTellsWhoseContactsACompanyHas) {
  const json::value found =
      get("/api/settings/links/contacts", "company=" + std::to_string(kCompany), administrator_);
  const json::value portal_has = act(kAdministrator, "crm.item.list",
                                     {{"entityTypeId", 3},
                                      {"select", {"id", "name", "lastName"}},
                                      {"filter", {{"companyId", kCompany}}},
                                      {"order", {{"id", "ASC"}}}});
  const json::array& expected = portal_has.at("items").as_array();
  ASSERT_FALSE(expected.empty());
  ASSERT_EQ(found.at("contacts").as_array().size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const json::value& shown = found.at("contacts").as_array()[i];
    EXPECT_EQ(shown.at("id"), expected[i].at("id"));
    EXPECT_EQ(shown.at("name").as_string(), std::string(expected[i].at("name").as_string()) + " " +
                                                std::string(expected[i].at("lastName").as_string()));
  }
  EXPECT_EQ(said(ask("GET", "/api/settings/links/contacts", "", "", administrator_)),
            (Said{400, "request.company"}));
  EXPECT_EQ(said(ask("GET", "/api/settings/links/contacts", "company=591", "", client_)),
            (Said{403, "staff.only"}));
}

TEST_F(ClientLinks, AllContactsOfABigCompanyAreOffered) {
  constexpr std::int64_t kFirst = 2'001, kLast = 2'120;
  portal.with([](portal_double::Portal& changed) {
    for (std::int64_t id = kFirst; id <= kLast; ++id) {
      changed.directory.contacts[id] = {id, "Контакт", std::to_string(id), "", "", 9'001};
    }
  });
  const json::value found = get("/api/settings/links/contacts", "company=9001", administrator_);
  std::int64_t expected = kFirst;
  for (const json::value& contact : found.at("contacts").as_array()) {
    EXPECT_EQ(contact.at("id").as_int64(), expected);
    EXPECT_EQ(contact.at("name").as_string(), "Контакт " + std::to_string(expected));
    ++expected;
  }
  EXPECT_EQ(expected, kLast + 1);
}

TEST_F(ClientLinks, AWrongOrderIsRefused) {
  const auto refused = [&](json::object changes) {
    json::object order{{"contact", kContact}, {"company", kCompany}, {"name", "Анна"}, {"days", 30}};
    for (auto& [name, value] : changes) order[name] = value;
    return said(ask("POST", "/api/settings/links", "", json::serialize(order), administrator_));
  };
  EXPECT_EQ(refused({{"contact", 0}}), (Said{400, "link.contact"}));
  EXPECT_EQ(refused({{"contact", "57"}}), (Said{400, "request.contact"}));
  EXPECT_EQ(refused({{"company", 0}}), (Said{400, "link.company"}));
  EXPECT_EQ(refused({{"company", 4'000'000}}), (Said{400, "link.company"}));
  EXPECT_EQ(refused({{"name", " "}}), (Said{400, "link.name"}));
  EXPECT_EQ(refused({{"name", 5}}), (Said{400, "request.name"}));
  EXPECT_EQ(refused({{"days", 0}}), (Said{400, "link.days"}));
  EXPECT_EQ(refused({{"days", 9'999'999'999'999}}), (Said{400, "link.days"}));
  EXPECT_TRUE(listed(administrator_).empty());
}

}  // namespace
}  // namespace sd::test
