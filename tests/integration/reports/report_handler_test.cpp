// Reports over HTTP: who may ask what, what is refused, and what an answer looks like.
#include "reports/http/report_handler.h"

#include <boost/json.hpp>

#include "kanban/sql/soci_settings_store.h"
#include "reports/sql/soci_monthly_readers.h"
#include "tests/doubles/fake_clock.h"
#include "tests/integration/reports/report_world.h"

namespace sd::test {
namespace {

namespace json = boost::json;
using namespace std::chrono_literals;
using reports::LabourId;

constexpr std::int64_t kAdministrator = 1, kManager = 11, kAgent = 12, kClient = 13, kStranger = 14;

// The manager has group 7 and is an agent in 8, where group 9 is nobody's; the agent works in 7.
class ReportHandlerTest : public testing::Test, protected Opened, public ReportWorld {
 protected:
  ReportHandlerTest() : ReportWorld(opened_) {
    for (const std::int64_t group : {7, 8, 9}) bind(group);
    const std::vector<kanban::GroupMember> seven{
        {UserId{kManager}, 'A'}, {UserId{kAgent}, 'K'}, {UserId{kClient}, 'K'}},
        eight{{UserId{kManager}, 'K'}};
    EXPECT_TRUE(people.put_members(portal, GroupId{7}, seven));
    EXPECT_TRUE(people.put_members(portal, GroupId{8}, eight));
    for (const std::int64_t user : {kManager, kAgent, kStranger}) person(user, true);
    for (const std::int64_t group : {7, 8, 9}) {
      put(card(group, group, 0));
      for (const std::int64_t user : {kManager, kAgent, kStranger}) {
        book({LabourId{group * 100 + user}, TicketId{group}, UserId{user}, 60 * group, kMarch_ + 9h,
              kMarch_ + 9h});
      }
    }
  }
  http::Request request(std::int64_t user, std::string name, std::string query) {
    session::Session session;
    session.portal = portal;
    session.user = UserId{user};
    session.administrator = user == kAdministrator;
    session.external = user == kClient;
    session.expires_at = clock_.now() + 10min;
    http::Request one;
    one.method = "GET";
    one.query = std::move(query);
    one.headers["authorization"] = "Bearer " + signer_.sign(session);
    one.path_params["name"] = std::move(name);
    return one;
  }
  http::Response ask(std::int64_t user, const std::string& more = "",
                     const std::string& name = "plan-employees") {
    return handler_.report(request(user, name, "from=2026-03-01&to=2026-04-01" + more));
  }
  // Who is in the report's first table, and the sum of his minutes.
  std::map<std::int64_t, std::int64_t> facts_in(const http::Response& answer) {
    std::map<std::int64_t, std::int64_t> found;
    EXPECT_EQ(answer.status, 200) << answer.body;
    const json::value report = json::parse(answer.body);
    for (const json::value& row : report.at("tables").at(0).at("rows").as_array()) {
      found[row.at("cells").at(0).as_int64()] = row.at("cells").at(2).as_int64();
    }
    return found;
  }
  static std::string code(const http::Response& answer) {
    return std::to_string(answer.status) + " " +
           std::string(json::parse(answer.body).at("error").as_string());
  }
  using Facts = std::map<std::int64_t, std::int64_t>;

  const sys_days kMarch_{2026y / 3 / 1};
  FakeClock clock_;
  session::SessionSigner signer_{{}};
  visitors::Guard guard_{signer_, people, clock_,
                         [](PortalId, std::int64_t) -> Result<bool> { return true; }};
  reports::ReportRegistry registry_{
      {{"plan-employees", {"group", "user", "company", "step"}, true, &employees},
       {"plan-clients", {"group", "company"}, false, &clients},
       {"load", {"group", "user"}, true, &load, true}}};
  reports::sql::SociMonthlyReaders readers_{*opened_};
  kanban::sql::SociSettingsStore settings_{*opened_};
  reports::ReportNames names_{{cards, people, facts}};
  Result<Zone> zone_ = fixed_zone(3h);
  reports::ReportHandler handler_{{guard_, registry_, names_, cards, people, settings_, readers_, facts,
                                   [](const std::string&, const std::string& key) { return key; },
                                   [this](PortalId) { return zone_; }, [this](PortalId) { return now; }}};
};

TEST_F(ReportHandlerTest, AnAdministratorSeesEverybodyEverywhere) {
  EXPECT_EQ(facts_in(ask(kAdministrator)), (Facts{{kManager, 24}, {kAgent, 24}, {kStranger, 24}}));
  EXPECT_EQ(facts_in(ask(kAdministrator, "&groups=8,9")),
            (Facts{{kManager, 17}, {kAgent, 17}, {kStranger, 17}}));
}

TEST_F(ReportHandlerTest, AManagerSeesHisGroups) {
  EXPECT_EQ(facts_in(ask(kManager)), (Facts{{kManager, 7}, {kAgent, 7}, {kStranger, 7}}));
  EXPECT_EQ(code(ask(kManager, "&groups=8")), "403 report.group");
  EXPECT_EQ(code(ask(kManager, "&groups=7,9")), "403 report.group");
  EXPECT_EQ(code(ask(kManager, "&groups=1000")), "403 report.group");
  EXPECT_EQ(facts_in(ask(kManager, "&user=11")), (Facts{{kManager, 15}}))
      << "about himself: where he works, too";
  EXPECT_EQ(code(ask(kManager, "&user=12&groups=8")), "403 report.group");
}

// Hours on tasks of other connected groups do not count: said only where there are such groups.
TEST_F(ReportHandlerTest, WhoHasAllGroupsIsNotToldOfOthers) {
  const auto told = [&](const http::Response& answer) {
    return answer.body.find("some_groups") != std::string::npos;
  };
  EXPECT_TRUE(told(ask(kManager)));
  EXPECT_FALSE(told(ask(kAdministrator)));
  EXPECT_TRUE(told(ask(kAdministrator, "&groups=7")));
  for (const std::int64_t group : {8, 9}) {
    EXPECT_TRUE(people.put_members(portal, GroupId{group},
                                   std::vector<kanban::GroupMember>{{UserId{kManager}, 'A'}}));
  }
  plan(15, "2026-01-01", 480);
  EXPECT_FALSE(told(ask(kManager)));
  EXPECT_FALSE(facts_in(ask(kManager)).contains(15)) << "he belongs to none of the manager's groups";
  EXPECT_TRUE(told(ask(kManager, "&groups=7,8")));
}

TEST_F(ReportHandlerTest, ADayAsOfWhichNothingIsKeptIsRefused) {
  EXPECT_EQ(code(ask(kManager, "&as_of=2026-03-10")), "400 report.filter") << "labour records have no past";
}

// No question names a group that is not bound: its records count nowhere until it is bound again.
TEST_F(ReportHandlerTest, RecordsOfAnUnboundGroupCountNowhere) {
  ASSERT_TRUE(cards.unbind(portal, GroupId{9}));
  EXPECT_EQ(facts_in(ask(kAdministrator)), (Facts{{kManager, 15}, {kAgent, 15}, {kStranger, 15}}));
  EXPECT_EQ(code(ask(kAdministrator, "&groups=9")), "403 report.group");
  bind(9);
  EXPECT_EQ(facts_in(ask(kAdministrator)), (Facts{{kManager, 24}, {kAgent, 24}, {kStranger, 24}}));
}

TEST_F(ReportHandlerTest, AnEmployeeSeesHisOwnRow) {
  EXPECT_EQ(facts_in(ask(kAgent)), (Facts{{kAgent, 7}}));
  EXPECT_EQ(facts_in(ask(kAgent, "&user=11")), (Facts{{kAgent, 7}})) << "whoever he asked for";
  EXPECT_EQ(code(ask(kAgent, "&groups=8")), "403 report.group");
  EXPECT_EQ(code(ask(kAgent, "", "plan-clients")), "403 report.denied");
}

TEST_F(ReportHandlerTest, ClientsAndStrangersSeeNone) {
  for (const auto& [user, refused] :
       {std::pair{kClient, "403 staff.only"}, {kStranger, "403 report.denied"}}) {
    EXPECT_EQ(code(ask(user)), refused);
    EXPECT_EQ(code(handler_.list(request(user, "", ""))), refused);
    EXPECT_EQ(code(handler_.behind(
                  request(user, "plan-employees", "from=2026-03-01&to=2026-04-01&behind=user:14"))),
              refused);
  }
}

TEST_F(ReportHandlerTest, WhatARowStandsForIsNarrowedLikewise) {
  const auto behind = [&](std::int64_t user, const std::string& row) {
    return handler_.behind(request(user, "plan-employees", "from=2026-03-01&to=2026-04-01&behind=" + row));
  };
  const http::Response his = behind(kAgent, "user:12");
  EXPECT_EQ(his.status, 200);
  EXPECT_NE(his.body.find(R"("names":{"users":{"12":"User 12"})"), std::string::npos) << his.body;
  EXPECT_NE(his.body.find(R"("count":1)"), std::string::npos) << "one task: of the group he works in";
  EXPECT_EQ(code(behind(kAgent, "user:11")), "400 report.row");
  EXPECT_EQ(code(behind(kManager, "user:")), "400 report.row");
  EXPECT_EQ(code(behind(kManager, "")), "400 report.row");
  EXPECT_EQ(code(behind(kManager, "days:2026-03-01/2026-03-32")), "400 report.row");
}

TEST_F(ReportHandlerTest, ImpossibleQuestionsAreRefused) {
  const auto of_days = [&](const std::string& query) {
    return code(handler_.report(request(kManager, "plan-employees", query)));
  };
  EXPECT_EQ(of_days(""), "400 report.period");
  EXPECT_EQ(of_days("from=2026-03-01&to=2026-03-01"), "400 report.period");
  EXPECT_EQ(of_days("from=2026-04-01&to=2026-03-01"), "400 report.period");
  EXPECT_EQ(of_days("from=2026-02-30&to=2026-03-02"), "400 report.period");
  EXPECT_EQ(of_days("from=2001-01-01&to=2026-01-01"), "400 report.period");
  EXPECT_EQ(of_days("from=1026-03-01&to=2026-03-02"), "400 report.period");
  EXPECT_EQ(of_days("from=26-3-1&to=26-4-1"), "400 report.period");
  EXPECT_EQ(code(ask(kManager, "&groups=7,x")), "400 report.group");
  EXPECT_EQ(code(ask(kManager, "&step=hour")), "400 report.filter");
  EXPECT_EQ(code(ask(kManager, "&user=-1")), "400 report.filter");
  EXPECT_EQ(code(ask(kManager, "&user=12", "plan-clients")), "400 report.filter");
  EXPECT_EQ(code(ask(kManager, "", "salaries")), "404 report.unknown");
  zone_ = Error{ErrorKind::kInvalidArgument, "report.zone", "Europe/Atlantis"};
  EXPECT_EQ(code(ask(kManager)), "400 report.zone");
  http::Request nobody = request(kManager, "plan-employees", "from=2026-03-01&to=2026-04-01");
  nobody.headers.clear();
  EXPECT_EQ(code(handler_.report(nobody)), "401 session.missing");
}

TEST_F(ReportHandlerTest, TellsWhatThereIs) {
  EXPECT_EQ(
      handler_.list(request(kManager, "", "")).body,
      R"({"now_ms":1776243600000,"groups":[{"id":7,"name":"Group 7"}],"reports":[)"
      R"({"name":"plan-employees","filters":["group","user","company","step"]},)"
      R"({"name":"plan-clients","filters":["group","company"]},{"name":"load","filters":["group","user"]}],)"
      R"("users":[{"id":11,"name":"User 11"},{"id":12,"name":"User 12"}],"companies":[],"types":[],"monthly":false})");
  EXPECT_EQ(
      handler_.list(request(kAgent, "", "")).body,
      R"({"now_ms":1776243600000,"groups":[{"id":7,"name":"Group 7"}],"reports":[)"
      R"({"name":"plan-employees","filters":["group","company","step"]},{"name":"load","filters":["group"]}],)"
      R"("users":[],"companies":[],"types":[],"monthly":null})");
}

TEST_F(ReportHandlerTest, ComparesWithThePeriodBefore) {
  book({LabourId{1}, TicketId{7}, UserId{kAgent}, 600, sys_days{2026y / 2 / 28} + 9h,
        sys_days{2026y / 2 / 28} + 9h});
  const json::value report = json::parse(ask(kAgent, "&compare=1").body);
  EXPECT_EQ(json::serialize(report.at("previous")), R"({"from":"2026-02-01","to":"2026-03-01"})");
  EXPECT_EQ(json::serialize(report.at("figures").at(1)),
            R"({"key":"fact","unit":"minutes","value":7,"previous":10})");
  EXPECT_EQ(json::serialize(report.at("tables").at(0).at("previous")), "[null,null,10,null]");
  EXPECT_EQ(json::serialize(report.at("computed_ms")), "1776243600000");
  EXPECT_EQ(json::serialize(json::parse(ask(kManager, "&compare=1", "load").body).at("previous")), "null");
}

TEST_F(ReportHandlerTest, AFileIsWhatThePageShows) {
  http::Request asked =
      request(kManager, "plan-employees", "from=2026-03-01&to=2026-04-01&format=csv&lang=en");
  const http::Response csv = handler_.file(asked);
  EXPECT_EQ(csv.status, 200);
  EXPECT_EQ(csv.content_type, "text/csv; charset=utf-8");
  EXPECT_EQ(csv.headers.front().second, "attachment; filename=\"plan-employees_2026-03-01.csv\"");
  EXPECT_NE(
      csv.body.find("User 11,,0:07,\r\nUser 12,,0:07,\r\nUser 14,,0:07,\r\nreport.file.total,,0:21,\r\n"),
      std::string::npos)
      << csv.body;
  asked.query += "&format=xlsx";
  EXPECT_EQ(handler_.file(asked).body.substr(0, 4), "PK\x03\x04");
  asked.query += "&format=pdf";
  EXPECT_EQ(code(handler_.file(asked)), "400 report.format");
  EXPECT_EQ(code(handler_.file(request(kClient, "load", "from=2026-03-01&to=2026-04-01&format=csv"))),
            "403 staff.only");
}

TEST_F(ReportHandlerTest, ManagersChooseWhetherTheyAreToldOfMonths) {
  http::Request asked = request(kManager, "", "");
  asked.body = R"({"wanted":true})";
  EXPECT_EQ(handler_.monthly(asked).body, R"({"wanted":true})");
  EXPECT_EQ(*readers_.readers(portal),
            (std::vector<reports::MonthlyReader>{{UserId{kManager}, false, "en", now, ""}}));
  EXPECT_NE(handler_.list(asked).body.find(R"("monthly":true)"), std::string::npos);
  asked.body = R"({"wanted":false})";
  EXPECT_EQ(handler_.monthly(asked).status, 200);
  EXPECT_TRUE(readers_.readers(portal)->empty());
  asked.body = "{}";
  EXPECT_EQ(code(handler_.monthly(asked)), "400 request.json");
  http::Request agent = request(kAgent, "", "");
  agent.body = R"({"wanted":true})";
  EXPECT_EQ(code(handler_.monthly(agent)), "403 report.denied");
}

TEST(PreviousPeriod, IsAsManyMonthsOrAsManyDays) {
  using reports::Period;
  using reports::previous;
  const auto period = [](std::chrono::year_month_day from, std::chrono::year_month_day to) {
    return Period{sys_days{from}, sys_days{to}};
  };
  EXPECT_EQ(previous(period(2026y / 3 / 1, 2026y / 4 / 1)), period(2026y / 2 / 1, 2026y / 3 / 1));
  EXPECT_EQ(previous(period(2026y / 1 / 1, 2026y / 4 / 1)), period(2025y / 10 / 1, 2026y / 1 / 1));
  EXPECT_EQ(previous(period(2026y / 3 / 2, 2026y / 3 / 9)), period(2026y / 2 / 23, 2026y / 3 / 2));
}

}  // namespace
}  // namespace sd::test
