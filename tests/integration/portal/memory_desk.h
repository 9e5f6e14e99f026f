// The portal's client and the use cases behind it, with every store in memory, and portal doubles as
// installations leave them. Time is the test's: it moves only where the client waits.
#pragma once

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "extension/portal/json_reading.h"
#include "extension/portal/portal_rest.h"
#include "kanban/sync_tickets.h"
#include "tests/doubles/fake_clock.h"
#include "tests/doubles/fake_sleeper.h"
#include "tests/doubles/memory_card_store.h"
#include "tests/doubles/memory_people_store.h"
#include "tests/doubles/memory_portal_directory.h"
#include "tests/doubles/memory_settings_store.h"
#include "tests/doubles/memory_sync_health.h"
#include "tests/doubles/memory_token_store.h"
#include "tests/doubles/nobody.h"
#include "tests/portal/double_transport.h"
#include "tests/portal/portal_double.h"

namespace sd::portal {

inline constexpr const char* kApp = "local.1";

// Steers the double: POST /_double/<what>.
inline boost::json::value control(portal_double::PortalDouble& portal, const std::string& what,
                                  const boost::json::object& params) {
  http::Request request;
  request.method = "POST";
  request.path = "/_double/" + what;
  request.body = boost::json::serialize(params);
  const http::Response response = portal.handle(request);
  EXPECT_EQ(response.status, 200) << what << ": " << response.body;
  return boost::json::parse(response.body);
}

class MemoryDesk : public testing::Test {
 protected:
  struct EvenRandom final : RandomSource {
    double next() override { return 0.5; }
  };

  // `origins`: of the portals, which are their own authorisation servers.
  MemoryDesk(test::FakeClock& clock, Transport& transport, const std::vector<std::string>& origins)
      : time_(clock),
        sleeper(clock),
        oauth(transport, tokens, directory, clock, addresses(origins)),
        caller(transport, directory, tokens, oauth, clock, sleeper, random) {}

  // The application in the portal, its tokens of `users` kept here, those of `background` for background
  // work.
  void install(PortalId id, portal_double::PortalDouble& portal, LimitsProfile limits,
               std::initializer_list<std::int64_t> users, const std::vector<UserId>& background) {
    control(portal, "app",
            {{"client_id", kApp},
             {"client_secret", "secret"},
             {"title", "Desk"},
             {"handler", "https://desk.example/b24/app"},
             {"install", "https://desk.example/b24/install"},
             {"scopes", boost::json::array{"task", "tasks", "sonet_group", "user", "crm"}}});
    control(portal, "install_finish", {{"client_id", kApp}});
    const std::string endpoint = portal.origin() + "/rest/";
    directory.put({id, MemberId{portal.member_id()}, endpoint, endpoint, kApp, Secret("secret"), limits});
    for (const std::int64_t user : users) visit(id, portal, user);
    EXPECT_TRUE(tokens.set_background(id, background));
  }
  // The person opens the application: fresh tokens.
  void visit(PortalId id, portal_double::PortalDouble& portal, std::int64_t user) {
    const auto frame = control(portal, "frame", {{"user", user}, {"client_id", kApp}});
    const RowReader row(frame.at("fields"), "fields");
    EXPECT_TRUE(tokens.save(
        id, UserId{user},
        {Secret(row.text("AUTH_ID")), Secret(row.text("REFRESH_ID")), time_.now() + std::chrono::hours{1}}));
  }

 private:
  static std::vector<WebAddress> addresses(const std::vector<std::string>& origins) {
    std::vector<WebAddress> out;
    for (const std::string& origin : origins) out.push_back(*parse_web_address(origin));
    return out;
  }
  const test::FakeClock& time_;

 protected:
  test::FakeSleeper sleeper;
  EvenRandom random;
  test::MemoryTokenStore tokens;
  test::MemoryPortalDirectory directory;
  OAuth oauth;
  Caller caller;
  PortalRest rest{caller, {"UF_SD_TYPE", "UF_SD_STOPPER", "UF_SD_ESTIMATE"}};

  test::MemoryCardStore cards;
  test::MemorySettingsStore settings;
  test::MemoryPeopleStore people;
  test::MemorySyncHealth health;
  test::Unheard revisions;
  test::Unnoticed notices;
  kanban::ApplyReads apply{cards, revisions};
  kanban::SyncStages stages{rest, cards, revisions, notices};
  kanban::SyncTickets sync{rest, cards, settings, people, apply, stages};
};

}  // namespace sd::portal
