// Two portal doubles, one client for both and everything behind it in memory: what periodic work does, turn
// by turn, on a clock that only the test moves.
#pragma once

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "extension/app/round_plan.h"
#include "extension/portal/json_reading.h"
#include "extension/portal/portal_admin_rest.h"
#include "extension/portal/portal_rest.h"
#include "kanban/reconcile.h"
#include "kanban/sweep.h"
#include "tests/doubles/fake_clock.h"
#include "tests/doubles/fake_sleeper.h"
#include "tests/doubles/memory_card_store.h"
#include "tests/doubles/memory_people_store.h"
#include "tests/doubles/memory_portal_directory.h"
#include "tests/doubles/memory_settings_store.h"
#include "tests/doubles/memory_sync_health.h"
#include "tests/doubles/memory_token_store.h"
#include "tests/portal/double_transport.h"
#include "tests/portal/portal_double.h"
#include "tests/unit/webhooks/memory_inbox.h"
#include "webhooks/events_on_the_way.h"
#include "webhooks/rules/event.h"

namespace sd::portal {

struct Unheard final : kanban::BoardRevisions {
  void changed(PortalId, GroupId, std::int64_t) override {}
};
struct Unnoticed final : kanban::StageNotices {
  void appeared(PortalId, GroupId, const kanban::Stage&) override {}
  void removed(PortalId, GroupId, const kanban::Stage&) override {}
  void problems(PortalId, GroupId, const std::vector<std::string>&) override {}
};
struct EvenRandom final : RandomSource {
  double next() override { return 0.5; }
};

class TwoPortals : public testing::Test {
 protected:
  static constexpr const char* kApp = "local.1";

  struct One {
    PortalId id;
    portal_double::PortalDouble portal;
    std::vector<TicketId> events;  // sent and not delivered yet

    One(std::int64_t number, const std::string& domain, const Clock& clock)
        : id(number), portal(options(domain, clock)) {
      portal.on_event([this](portal_double::EventDelivery sent) {
        const auto form = webhooks::decode_form(sent.form);
        const auto event = form ? webhooks::event_of(*form) : Result<webhooks::Event>(form.error());
        if (event && event->kind == webhooks::EventKind::kTicket) events.emplace_back(event->object_id);
      });
    }
    static portal_double::DoubleOptions options(const std::string& domain, const Clock& clock) {
      portal_double::DoubleOptions options;
      options.settings.domain = domain;
      options.machine = &clock;
      return options;
    }
    boost::json::value control(const std::string& what, const boost::json::object& params) {
      http::Request request;
      request.method = "POST";
      request.path = "/_double/" + what;
      request.body = boost::json::serialize(params);
      const http::Response response = portal.handle(request);
      EXPECT_EQ(response.status, 200) << what << ": " << response.body;
      return boost::json::parse(response.body);
    }
    boost::json::value act(std::int64_t user, const std::string& method, const boost::json::object& params) {
      return control("act", {{"user", user}, {"method", method}, {"params", params}}).at("result");
    }
    TicketId add_task(std::int64_t group) {
      const auto made =
          act(14, "tasks.task.add",
              {{"fields", {{"TITLE", "Printer"}, {"RESPONSIBLE_ID", 15}, {"GROUP_ID", group}}}});
      return TicketId{to_integer(made.at("task").at("id")).value()};
    }
    void change(TicketId ticket, int what) {
      act(15, "tasks.task.update",
          {{"taskId", ticket.value()}, {"fields", {{"PRIORITY", what % 2 == 0 ? 2 : 1}}}});
    }
    void fault(const std::string& kind, int ms = 0) {
      control("faults", {{"method", "*"}, {"kind", kind}, {"count", 1'000'000}, {"ms", ms}});
    }
  };

  TwoPortals() {
    for (One* one : {&first, &second}) {
      one->control("app", {{"client_id", kApp},
                           {"client_secret", "secret"},
                           {"title", "Desk"},
                           {"handler", "https://desk.example/b24/app"},
                           {"install", "https://desk.example/b24/install"},
                           {"scopes", boost::json::array{"task", "tasks", "sonet_group", "user", "crm"}}});
      one->control("install_finish", {{"client_id", kApp}});
      transport.add(one->portal);
      const std::string origin = one->portal.origin();
      directory.put({one->id, MemberId{one->portal.member_id()}, origin + "/rest/", origin + "/rest/", kApp,
                     Secret("secret"), LimitsProfile::kOff});
      for (const std::int64_t user : {1, 2}) visit(*one, user);
      const UserId background[] = {UserId{1}, UserId{2}};
      EXPECT_TRUE(tokens.set_background(one->id, background));
      for (const char* event : {"ONTASKADD", "ONTASKUPDATE", "ONTASKDELETE"}) {
        EXPECT_TRUE(admin.bind_event(kanban::background(one->id),
                                     {event, "https://desk.example/b24/event", false, std::nullopt}));
      }
      for (const std::int64_t group : {77, 78}) {
        kanban::BoundGroup bound;
        bound.group = GroupId{group};
        bound.bound_at = clock.now();
        bound.synced = true;
        EXPECT_TRUE(cards.bind(one->id, bound));
        EXPECT_TRUE(stages.run(one->id, GroupId{group}));
      }
    }
  }

  void visit(One& one, std::int64_t user) {
    const auto frame = one.control("frame", {{"user", user}, {"client_id", kApp}});
    const RowReader row(frame.at("fields"), "fields");
    EXPECT_TRUE(tokens.save(
        one.id, UserId{user},
        {Secret(row.text("AUTH_ID")), Secret(row.text("REFRESH_ID")), clock.now() + std::chrono::hours{1}}));
  }

  // What the drain does with the events sent so far.
  void deliver(One& one) {
    const std::vector<TicketId> sent = std::exchange(one.events, {});
    const auto outcome = sync.run(one.id, sent);
    EXPECT_TRUE(outcome) << outcome.error().code;
  }

  kanban::Repairs reconciled(One& one) {
    const auto repairs = reconcile.run(one.id);
    EXPECT_TRUE(repairs) << repairs.error().code << " " << repairs.error().detail;
    return repairs ? *repairs : kanban::Repairs{};
  }

  test::FakeClock clock;
  One first{1, "first.example", clock}, second{2, "second.example", clock};
  portal_double::DoubleTransport transport;
  test::FakeSleeper sleeper{clock};
  EvenRandom random;
  test::MemoryTokenStore tokens;
  test::MemoryPortalDirectory directory;
  OAuth oauth{transport,
              tokens,
              directory,
              clock,
              {*parse_web_address("http://first.example"), *parse_web_address("http://second.example")}};
  Caller caller{transport, directory, tokens, oauth, clock, sleeper, random};
  PortalRest rest{caller, {"UF_SD_TYPE", "UF_SD_STOPPER", "UF_SD_ESTIMATE"}};
  PortalAdminRest admin{caller, oauth, transport};

  test::MemoryCardStore cards;
  test::MemorySettingsStore settings;
  test::MemoryPeopleStore people;
  test::MemorySyncHealth health;
  webhooks::MemoryInbox inbox;
  Unheard revisions;
  Unnoticed notices;
  kanban::ApplyReads apply{cards, revisions};
  kanban::SyncStages stages{rest, cards, revisions, notices};
  kanban::SyncTickets sync{rest, cards, settings, people, apply, stages};
  webhooks::EventsOnTheWay on_the_way{inbox, health, clock};
  kanban::RepairTickets repair{cards, sync};
  kanban::Reconcile reconcile{rest, cards, repair, on_the_way};
  kanban::Sweep sweep{rest, cards, repair, on_the_way};
};

}  // namespace sd::portal
