// Whatever people, clients, robots and administrators do in the portal, and whenever the extension looks, the
// journal says the same and its views keep their promises. Source: domain.md 2, 5, 7.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "kanban/rules/follow.h"
#include "kanban/rules/intervals.h"
#include "kanban/rules/merge.h"
#include "kanban/rules/project.h"
#include "tests/doubles/fake_portal.h"
#include "tests/unit/kanban/journal_of.h"

namespace sd::kanban {
namespace {

using namespace test_rules;
using test::FakePortal;

// One ticket in one group of a portal, and what the extension has of it.
class World {
 public:
  explicit World(bool with_verify = true) {
    group.stages = stages(with_verify);
    std::vector<PortalStage> portal_stages;
    for (const Stage& stage : group.stages) {
      portal_stages.push_back({stage.id, stage.title, stage.color, stage.sort});
      titles.push_back({stage.id, stage.title, minute(-100)});
    }
    portal.put_stages(77, portal_stages);
    group.rules.bound_at = portal.clock;
    ticket =
        portal.create(kClient, 77, [](Ticket& fresh) { fresh.task_control = *rc::gen::arbitrary<bool>(); });
  }

  std::vector<JournalRow> look(std::vector<JournalRow>& journal, const std::vector<OwnWrite>& own = {}) {
    const Look look{portal.ticket(ticket), portal.history(ticket), journal, titles, own, {}, {},
                    portal.clock};
    std::vector<JournalRow> fresh = merge(look, group.view());
    journal.insert(journal.end(), fresh.begin(), fresh.end());
    std::sort(journal.begin(), journal.end(), earlier);
    return fresh;
  }

  // Something happens. Robots are user 0.
  void act() {
    portal.advance(std::chrono::seconds{*rc::gen::inRange(0, 200)});
    const std::int64_t who =
        *rc::gen::elementOf(std::vector<std::int64_t>{kAgent, kAgent, kAgent, kClient, 0});
    switch (*rc::gen::inRange(0, 7)) {
      case 0:
      case 1: {
        const auto& stage = group.stages[*rc::gen::inRange<std::size_t>(0, group.stages.size())];
        static_cast<void>(portal.move_as(who, ticket, stage.id.value()));
        break;
      }
      case 2: {
        const auto step =
            *rc::gen::element(StatusStep::kStart, StatusStep::kPause, StatusStep::kComplete,
                              StatusStep::kRenew, StatusStep::kApprove, StatusStep::kDisapprove);
        static_cast<void>(portal.step_as(who, ticket, step));
        break;
      }
      case 3: {
        Portal::FieldWrite write;
        write.stopper = *rc::gen::element<std::string>("", "Ждём клиента", "Ждём доступ", "сам придумал");
        portal.write_as(who, ticket, write);
        break;
      }
      case 4: {
        Portal::FieldWrite write;
        write.estimate = *rc::gen::element<std::string>("", "0", "4", "1.5", "-3");
        portal.write_as(who, ticket, write);
        break;
      }
      case 5: {
        Portal::FieldWrite write;
        write.important = *rc::gen::arbitrary<bool>();
        portal.write_as(who, ticket, write);
        break;
      }
      default: portal.comment(who, ticket);
    }
  }

  // Writes `plan` to the portal as the background does, and takes the answers.
  void write_back(std::vector<JournalRow>& journal, const FollowPlan& plan) {
    const auto admin = background(PortalId{1});
    if (plan.move) {
      RC_ASSERT(portal.move(admin, ticket, *plan.move).has_value());
      look(journal, {{Fact::kStage, std::to_string(plan.move->value())}});
    }
    for (const StatusStep step : plan.steps) {
      RC_ASSERT(portal.step(admin, ticket, step).has_value());
      look(journal, {{Fact::kStatus, std::to_string(static_cast<int>(portal.ticket(ticket).status))}});
    }
  }

  CardAsOf at(const std::vector<JournalRow>& journal, TimePoint instant) const {
    return as_of(journal, group.view(), instant);
  }

  Group group;
  FakePortal portal;
  TicketId ticket;
  std::vector<StageTitle> titles;
};

int some_acts() { return *rc::gen::inRange(1, 25); }

TEST(JournalProperty, LookingOftenAndLookingOnceTellTheSameOfEveryInstant) {
  EXPECT_TRUE(rc::check([] {
    World world;
    std::vector<JournalRow> often, once;
    const TimePoint start = world.portal.clock;
    for (int i = some_acts(); i > 0; --i) {
      world.act();
      if (*rc::gen::arbitrary<bool>()) world.look(often);
    }
    world.look(often);
    world.look(once);
    for (TimePoint instant = start; instant <= world.portal.clock; instant += std::chrono::seconds{37}) {
      RC_ASSERT(world.at(often, instant) == world.at(once, instant));
    }
    RC_ASSERT(project(world.portal.ticket(world.ticket), often, world.group.view()) ==
              project(world.portal.ticket(world.ticket), once, world.group.view()));
  }));
}

TEST(JournalProperty, LookingAgainAddsNothing) {
  EXPECT_TRUE(rc::check([] {
    World world;
    std::vector<JournalRow> journal;
    for (int i = some_acts(); i > 0; --i) world.act();
    world.look(journal);
    world.portal.advance(std::chrono::hours{1});
    RC_ASSERT(world.look(journal).empty());
  }));
}

TEST(JournalProperty, WithoutHistoryOfFieldsThePresentIsStillRight) {
  EXPECT_TRUE(rc::check([] {
    World world;
    std::vector<JournalRow> journal;
    world.look(journal);
    for (int i = some_acts(); i > 0; --i) {
      world.act();
      std::erase_if(world.portal.history(world.ticket), [](const HistoryRow& row) {
        return row.field == HistoryField::kStopper || row.field == HistoryField::kEstimate;
      });
      world.portal.advance(std::chrono::seconds{1});
      world.look(journal);
      RC_ASSERT(world.look(journal).empty());
      const CardAsOf now = latest(journal, world.group.view());
      RC_ASSERT(now.stopper == world.portal.ticket(world.ticket).stopper);
      RC_ASSERT(now.estimate == read_estimate(world.portal.ticket(world.ticket).estimate).minutes);
    }
  }));
}

TEST(JournalProperty, StopperIntervalsNeverOverlapAndAgreeWithEveryInstant) {
  EXPECT_TRUE(rc::check([] {
    World world;
    std::vector<JournalRow> journal;
    for (int i = some_acts(); i > 0; --i) world.act();
    world.look(journal);
    const auto found = stopper_intervals(journal, TimePoint::max());
    for (std::size_t i = 0; i < found.size(); ++i) {
      RC_ASSERT(found[i].to.has_value() || i + 1 == found.size());
      if (found[i].to) RC_ASSERT(found[i].from < *found[i].to);
      if (i > 0) RC_ASSERT(*found[i - 1].to <= found[i].from);
      const CardAsOf inside = world.at(journal, found[i].from);
      RC_ASSERT(inside.stopper == found[i].stopper && inside.stopper_since == found[i].from);
    }
    const std::string now = world.portal.ticket(world.ticket).stopper;
    RC_ASSERT((!found.empty() && !found.back().to ? found.back().stopper : "") == now);
  }));
}

TEST(JournalProperty, StageIntervalsHaveNoGapsAndCyclesAlternate) {
  EXPECT_TRUE(rc::check([] {
    World world;
    std::vector<JournalRow> journal;
    for (int i = some_acts(); i > 0; --i) world.act();
    world.look(journal);
    const auto intervals = stage_intervals(journal, world.group.view(), TimePoint::max());
    RC_ASSERT(intervals.front().from == world.portal.ticket(world.ticket).created_at);
    for (std::size_t i = 1; i < intervals.size(); ++i) RC_ASSERT(intervals[i - 1].to == intervals[i].from);
    RC_ASSERT(!intervals.back().to);

    const auto all = cycles(journal, world.group.view(), TimePoint::max());
    for (std::size_t i = 0; i < all.size(); ++i) {
      RC_ASSERT(all[i].number == static_cast<int>(i) + 1);
      RC_ASSERT(all[i].done_at.has_value() || i + 1 == all.size());
      if (all[i].done_at) RC_ASSERT(all[i].begin <= *all[i].done_at);
      if (all[i].work_since) RC_ASSERT(all[i].begin <= *all[i].work_since);
      if (i > 0) RC_ASSERT(*all[i - 1].done_at <= all[i].begin);
    }
    RC_ASSERT(all.back().number == latest(journal, world.group.view()).cycle);
  }));
}

TEST(TimerProperty, TimersNeverRunBackwardsAndStandStillWhenDone) {
  EXPECT_TRUE(rc::check([] {
    World world;
    std::vector<JournalRow> journal;
    for (int i = some_acts(); i > 0; --i) world.act();
    world.look(journal);
    const TimePoint end = world.portal.clock + std::chrono::hours{1};
    for (TimePoint instant = world.portal.ticket(world.ticket).created_at; instant < end;
         instant += std::chrono::seconds{61}) {
      const CardAsOf card = world.at(journal, instant);
      RC_ASSERT(last_update(card, instant) >= Millis{0});
      RC_ASSERT(card.last_update_at <= instant);
      const std::optional<Millis> wia = work_in_age(card, instant);
      const Millis stopped = stopped_in_work(card, instant);
      RC_ASSERT(stopped >= Millis{0} && stopped <= wia.value_or(Millis{0}));
      RC_ASSERT((card.role == Role::kDone) == card.done_at.has_value());
      const TimePoint later = instant + std::chrono::hours{5};
      if (card.done_at) {
        RC_ASSERT(work_in_age(card, later) == wia && last_update(card, later) == last_update(card, instant));
      } else if (wia) {
        RC_ASSERT(*work_in_age(card, later) == *wia + std::chrono::hours{5});
      }
    }
  }));
}

TEST(TimerProperty, StoppedTimeIsTheStopperIntervalsWithinTheCycle) {
  EXPECT_TRUE(rc::check([] {
    World world;
    std::vector<JournalRow> journal;
    for (int i = some_acts(); i > 0; --i) world.act();
    world.look(journal);
    const TimePoint now = world.portal.clock + std::chrono::minutes{3};
    const CardAsOf card = world.at(journal, now);
    Millis sum{0};
    if (card.work_since) {
      for (const StopperInterval& interval : stopper_intervals(journal, now)) {
        const TimePoint from = std::max(interval.from, *card.work_since);
        const TimePoint to = std::min(interval.to.value_or(now), card.done_at.value_or(now));
        sum += std::max(Millis{0}, to - from);
      }
    }
    RC_ASSERT(stopped_in_work(card, now) == sum);
  }));
}

TEST(FollowProperty, ApplyingAPlanAndAskingAgainEndsInNoPlan) {
  EXPECT_TRUE(rc::check([] {
    World world(*rc::gen::arbitrary<bool>());
    std::vector<JournalRow> journal;
    for (int i = some_acts(); i > 0; --i) {
      world.act();
      if (*rc::gen::inRange(0, 3) > 0) continue;
      world.look(journal);
      FollowPlan plan = follow(journal, world.group.view());
      for (int round = 0; !plan.empty(); ++round) {
        RC_ASSERT(round < 3);
        world.write_back(journal, plan);
        plan = follow(journal, world.group.view());
      }
    }
  }));
}

TEST(FollowProperty, AfterwardsDoneAndCompletedMeanTheSame) {
  EXPECT_TRUE(rc::check([] {
    World world;
    std::vector<JournalRow> journal;
    for (int i = some_acts(); i > 0; --i) world.act();
    world.portal.advance(std::chrono::seconds{1});
    const auto stage = *rc::gen::elementOf(std::vector<std::int64_t>{kIntake, kQueue, kWork, kDone});
    RC_ASSERT(world.portal.move_as(kAgent, world.ticket, stage).has_value());
    world.look(journal);
    for (FollowPlan plan = follow(journal, world.group.view()); !plan.empty();
         plan = follow(journal, world.group.view())) {
      world.write_back(journal, plan);
    }
    const CardAsOf now = latest(journal, world.group.view());
    RC_ASSERT((now.stage_role == Role::kDone) == (now.status == TaskStatus::kCompleted));
    RC_ASSERT((now.stage_role == Role::kVerify) == (now.status == TaskStatus::kAwaitingCheck));
    if (stage == kWork) RC_ASSERT(now.status == TaskStatus::kInProgress);
  }));
}

}  // namespace
}  // namespace sd::kanban
