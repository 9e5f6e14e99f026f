// An import while the portal lives on. The queue was bound before; what changes meanwhile waits there,
// whether the import has seen it or not, and the service that takes it afterwards ends where a back-fill
// would.
#include <random>

#include "extension/app/event_work.h"
#include "extension/portal/offline_queue_rest.h"
#include "extension/portal/portal_admin_rest.h"
#include "kanban/reconcile.h"
#include "tests/contract/stores/migrated_database.h"
#include "tests/integration/import/desk_over_rest.h"
#include "tests/integration/import/import_world.h"
#include "tests/portal/engine/discussion.h"
#include "tests/portal/engine/refusal.h"
#include "tests/portal/engine/task_rules.h"
#include "webhooks/events_on_the_way.h"
#include "webhooks/sql/soci_inbox.h"
#include "webhooks/take_queue.h"

namespace sd::test {
namespace {

using namespace std::chrono_literals;
using portal_double::Action;
using portal_double::Portal;
using storage::Dialect;

struct NoApplications final : webhooks::AppEvents {
  Status handle(std::string_view, const Fields&) override { return Done{}; }
};

// The service's way from the portal's queue to the cards.
struct Follower {
  Follower(DeskOverRest& desk, portal::Caller& caller, portal::PortalRest& rest, kanban::SyncHealth& health,
           const Clock& clock)
      : queue(caller),
        inbox(std::move(webhooks::SociInbox::open(*database, sealer)).value()),
        boards(desk.cards, desk.people, {}),
        work({desk.sync, desk.stages, desk.cards, desk.people, rest, boards, clock, looks, [](auto&&...) {}}),
        take(queue, *inbox, health, {}),
        drain(
            *inbox, work, applications, [] { return 0.0; },
            [&caller](PortalId portal) { return caller.conditions().ready_at(portal); }, {}),
        on_the_way(*inbox, health, clock),
        repair(desk.cards, desk.sync),
        reconcile(rest, desk.cards, repair, on_the_way) {}

  MigratedDatabase database{storage::inbox_migrations()};
  storage::SodiumSealer sealer{storage::SodiumSealer::Key{}};
  portal::OfflineQueueRest queue;
  std::unique_ptr<webhooks::SociInbox> inbox;
  kanban::BoardReader boards;
  webhooks::Looks looks;
  app::EventWork work;
  NoApplications applications;
  webhooks::TakeQueue take;
  webhooks::DrainInbox drain;
  webhooks::EventsOnTheWay on_the_way;
  kanban::RepairTickets repair;
  kanban::Reconcile reconcile;
};

class NoGap : public ImportWorld {
 protected:
  static constexpr std::int64_t kActor = 2;  // an administrator whom the service does not act for

  NoGap() {
    for (const char* event : {"ONTASKADD", "ONTASKUPDATE", "ONTASKDELETE", "ONTASKCOMMENTADD"}) {
      EXPECT_TRUE(admin.bind_event(kanban::background(id), {event, {}, true, std::nullopt}));
    }
    portal.with([&](Portal& engine) {
      engine.clock.follow_machine();  // what the sample did lies hours back
      for (const GroupId group : groups_) {
        for (const std::int64_t task : engine.tasks.of_group(group.value())) {
          ever.emplace_back(task);
          standing.push_back(task);
        }
      }
    });
  }

  std::size_t pick(std::size_t below) {
    return std::uniform_int_distribution<std::size_t>(0, below - 1)(random_number);
  }

  // Somebody does something in the portal, a few seconds after what was done before.
  void something_happens() {
    clock.advance(Millis{static_cast<Millis::rep>(500 + pick(9'000))});
    portal.with([&](Portal& engine) {
      try {
        act(engine, pick(standing.size()));
      } catch (const portal_double::Refusal&) {
        // What the portal does not allow in that state: nothing has happened.
      }
    });
  }

  void act(Portal& engine, std::size_t which) {
    const portal_double::Caller actor = engine.session(kActor);
    const std::int64_t task = standing[which];
    const auto write = [&](const std::string& name, const std::string& value) {
      portal_double::update_task(engine, actor, task, {{name, {value}}});
    };
    switch (const int kind = static_cast<int>(pick(kinds)); kind) {
      case 0: {
        const std::string group = pick(3) == 0 ? "78" : "77";
        const std::int64_t made =
            portal_double::add_task(engine, actor,
                                    {{"TITLE", {"Новая заявка «во время переноса»"}},
                                     {"GROUP_ID", {group}},
                                     {"RESPONSIBLE_ID", {std::to_string(14 + pick(20))}}})
                .id;
        ever.emplace_back(made);
        standing.push_back(made);
        break;
      }
      case 1:
        portal_double::delete_task(engine, actor, task);
        standing.erase(standing.begin() + static_cast<std::ptrdiff_t>(which));
        break;
      case 2: write("TITLE", "Переименована " + std::to_string(pick(1'000))); break;
      case 3: write("PRIORITY", std::to_string(pick(3))); break;
      case 4: write("RESPONSIBLE_ID", std::to_string(14 + pick(20))); break;
      case 5: write("GROUP_ID", std::to_string(77 + pick(3))); break;
      case 6: portal_double::add_comment(engine, actor, task, "Есть новости?"); break;
      case 7: {
        const auto columns = engine.stages.of('G', engine.tasks.find(task)->group);
        write("STAGE_ID", std::to_string(columns[pick(columns.size())]->id));
        break;
      }
      case 8: portal_double::act(engine, actor, task, Action::kStart); break;
      case 9: portal_double::act(engine, actor, task, Action::kComplete); break;
      case 10: portal_double::act(engine, actor, task, Action::kRenew); break;
      case 11: write("DEADLINE", "2026-03-0" + std::to_string(1 + pick(9)) + "T19:00:00+03:00"); break;
      case 12: portal_double::add_labour(engine, actor, task, {900, std::nullopt, 0, 0}); break;
      case 13: write("UF_SD_ESTIMATE", std::to_string(1 + pick(8))); break;
      case 14: write("UF_SD_STOPPER", pick(2) == 0 ? "" : "Ждём клиента"); break;
      default: FAIL() << kind;
    }
  }
  // The first raise events, and the task's history tells all of it; of the others one or the other is not so.
  static constexpr std::size_t kTold = 12, kAll = 15;
  std::size_t kinds = kTold;

  // The replica is behind by some steps, and the import is broken off now and then.
  void import_while_it_lives(Store& store) {
    int steps = 0, runs = 1;
    for (;; ++runs) {
      const auto imported = import(store, 7, [&] {
        for (std::size_t i = pick(5); i > 0; --i) something_happens();
        if (++steps % 3 == 0) portal.with([&](Portal& engine) { box_.write(engine); });
        return pick(12) != 0;
      });
      if (imported) break;
      ASSERT_EQ(imported.error().code, "fill.stopped") << imported.error().detail;
    }
    EXPECT_GT(steps, 30);
    EXPECT_GT(runs, 1);
    for (int i = 0; i < 20; ++i) something_happens();  // before the service is started
  }

  void take_the_queue(Follower& follower) {
    const auto outcome = follower.take.run(id, clock.now());
    EXPECT_FALSE(outcome.error) << outcome.error->code;
    taken = outcome.taken;
    for (bool more = true; more;) {
      const auto pass = follower.drain.run(id, clock.now());
      ASSERT_TRUE(pass) << pass.error().code;
      EXPECT_EQ(pass->set_aside + pass->retried, 0u) << pass->error;
      more = pass->taken > 0;
    }
  }

  static std::string touched_of(const kanban::SyncOutcome& outcome) {
    std::string text;
    for (const TicketId ticket : outcome.touched) text += std::to_string(ticket.value()) + " ";
    return text;
  }

  // What nightly work does with labour records: those of deleted tasks go, which no event tells.
  std::int64_t compare_labour(DeskOverRest& desk) {
    const auto compared = desk.labour.compare(id, [] { return true; });
    EXPECT_TRUE(compared) << compared.error().code;
    return compared ? compared->repaired : -1;
  }

  // Looking at every ticket there is or was changes nothing: the cards were right.
  void expect_the_portals_truth(DeskOverRest& desk) {
    const auto looked = desk.sync.run(id, ever);
    ASSERT_TRUE(looked) << looked.error().code << " " << looked.error().detail;
    EXPECT_EQ(looked->read, ever.size());
    EXPECT_EQ(looked->changed, 0u) << touched_of(*looked);
    EXPECT_EQ(looked->forgotten, 0u) << touched_of(*looked);
    EXPECT_EQ(looked->written, 0u);
  }

  portal::PortalAdminRest admin{caller, oauth, wire};
  std::mt19937_64 random_number{20261128};
  std::vector<TicketId> ever;  // those there were at any time
  std::vector<std::int64_t> standing;
  std::size_t taken = 0;
};

// Stage and status are not brought together here: who did that is known to the one who has done it, and not
// to a back-fill later.
TEST_F(NoGap, TheQueueTakenAfterwardsEndsWhereABackFillWould) {
  const auto quiet = [](Store& store) {
    store.run("UPDATE bound_group SET status_follows_stage = 0, stage_follows_status = 0");
  };
  Store store(dialect_under_test(), bound_at_);
  quiet(store);
  import_while_it_lives(store);
  DeskOverRest desk(store, rest, labour_rest, health, clock);
  Follower follower(desk, caller, rest, health, clock);
  take_the_queue(follower);
  EXPECT_GT(taken, 40u);
  expect_the_portals_truth(desk);
  compare_labour(desk);

  Store over_rest(dialect_under_test(), bound_at_);
  quiet(over_rest);
  fill_over_rest(over_rest);
  Dump filled = over_rest.dump(), followed = store.dump();
  filled.erase("gone");  // for boards that have shown what is gone: a back-fill has none
  followed.erase("gone");
  filled.erase("labour_change");  // when a change was seen: a back-fill has seen none
  followed.erase("labour_change");
  EXPECT_EQ(difference(filled, followed), "");
}

// As the service is run: stage and status follow one another, and what raises no event is looked for now and
// then.
TEST_F(NoGap, ThePeriodicWorkFindsWhatTheQueueDoesNotBring) {
  kinds = kAll;
  Store store(dialect_under_test(), bound_at_);
  import_while_it_lives(store);
  DeskOverRest desk(store, rest, labour_rest, health, clock);
  Follower follower(desk, caller, rest, health, clock);
  take_the_queue(follower);
  clock.advance(1h);  // young changes are left to their events
  const auto repaired = follower.reconcile.run(id);
  ASSERT_TRUE(repaired) << repaired.error().code << " " << repaired.error().detail;
  const auto going = [] { return true; };
  ASSERT_TRUE(desk.labour.poll(id, going));
  const auto respent = desk.labour.changed(id, kanban::TicketShare::kAll, going);
  ASSERT_TRUE(respent) << respent.error().code;
  ASSERT_TRUE(desk.sync.run(id, respent->respent));

  expect_the_portals_truth(desk);
  compare_labour(desk);
  EXPECT_EQ(compare_labour(desk), 0);
}

}  // namespace
}  // namespace sd::test
