// Two portal doubles, one client for both and everything behind it in memory: what periodic work does, turn
// by turn, on a clock that only the test moves.
#pragma once

#include "extension/app/round_plan.h"
#include "extension/portal/portal_admin_rest.h"
#include "kanban/reconcile.h"
#include "kanban/sweep.h"
#include "tests/integration/portal/memory_desk.h"
#include "tests/unit/webhooks/memory_inbox.h"
#include "webhooks/events_on_the_way.h"
#include "webhooks/rules/event.h"

namespace sd::portal {

struct PortalPair {
  struct One {
    PortalId id;
    portal_double::PortalDouble portal;
    std::vector<TicketId> events;  // sent and not delivered yet

    One(PortalId number, const std::string& domain, const Clock& clock)
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
      return sd::portal::control(portal, what, params);
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

  PortalPair() {
    for (One* one : {&first, &second}) transport.add(one->portal);
  }

  test::FakeClock clock;
  One first{PortalId{1}, "first.example", clock}, second{PortalId{2}, "second.example", clock};
  portal_double::DoubleTransport transport;
};

class TwoPortals : protected PortalPair, public MemoryDesk {
 protected:
  TwoPortals() : MemoryDesk(clock, transport, {"http://first.example", "http://second.example"}) {
    for (One* one : {&first, &second}) {
      install(one->id, one->portal, LimitsProfile::kOff, {1, 2}, {UserId{1}, UserId{2}});
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

  PortalAdminRest admin{caller, oauth, transport};
  webhooks::MemoryInbox inbox;
  webhooks::EventsOnTheWay on_the_way{inbox, health, clock};
  kanban::RepairTickets repair{cards, sync};
  kanban::Reconcile reconcile{rest, cards, repair, on_the_way};
  kanban::Sweep sweep{rest, cards, repair, on_the_way};
};

}  // namespace sd::portal
