// What every CardStore must do. A store's test file includes this and says:
//   INSTANTIATE_TEST_SUITE_P(Memory, CardStoreContract, testing::Values(StoreMaker{...}));
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "kanban/card_store.h"

namespace sd::kanban {

// Makes a fresh, empty store. What it returns may own whatever the store needs.
using StoreMaker = std::function<std::shared_ptr<CardStore>()>;

class CardStoreContract : public testing::TestWithParam<StoreMaker> {
 protected:
  static TimePoint at(int minute) { return from_ms(1'760'000'000'000 + minute * 60'000LL); }

  static Card card(std::int64_t ticket, std::int64_t group = 77, Role role = Role::kWork) {
    Card card;
    card.ticket = TicketId{ticket};
    card.group = GroupId{group};
    card.stage = StageId{503};
    card.role = role;
    card.title = "Принтер";
    card.created_at = at(0);
    card.last_update_at = at(1);
    return card;
  }

  static JournalRow row(std::int64_t id, int minute, Fact fact = Fact::kComment) {
    return {"h" + std::to_string(id), at(minute), id, UserId{12}, Source::kPerson, fact, "a", "б", "note"};
  }

  static CardChange change(Card card, std::vector<JournalRow> rows = {}) {
    return {std::move(card), true, std::move(rows)};
  }

  std::vector<std::pair<GroupId, std::int64_t>> put(const std::vector<CardChange>& changes,
                                                    const std::vector<TicketId>& gone = {}) {
    const auto stored = store_->store(portal_, changes, gone);
    EXPECT_TRUE(stored.has_value());
    return stored ? *stored : std::vector<std::pair<GroupId, std::int64_t>>{};
  }

  void SetUp() override {
    for (const std::int64_t group : {77, 78}) {
      BoundGroup bound;
      bound.group = GroupId{group};
      bound.name = "Поддержка";
      bound.bound_at = at(0);
      ASSERT_TRUE(store_->bind(portal_, bound).has_value());
    }
  }

  std::shared_ptr<CardStore> store_ = GetParam()();
  const PortalId portal_{1};
  const GroupId group_{77};
};

TEST_P(CardStoreContract, FindsNothingThenWhatWasStored) {
  EXPECT_FALSE(store_->find(portal_, TicketId{5})->has_value());
  Card full = card(5);
  full.status = TaskStatus::kInProgress;
  full.xml_id = "1-364285768";
  full.assignee = UserId{3};
  full.creator = UserId{4};
  full.company = CompanyId{591};
  full.important = full.task_control = full.awaiting_check = true;
  full.card_class = CardClass::kIncident;
  full.class_reason = ClassReason::kOverride;
  full.override_reason = "Клиент просил";
  full.tags = "vip,касса";
  full.type = "Аналитика";
  full.type_known = false;
  full.stopper = "Ждём клиента";
  full.stopper_known = false;
  full.stopper_since = at(7);
  full.stopper_by = UserId{9};
  full.estimate_minutes = 0;
  full.estimate_invalid = "-1";
  full.agreement = Agreement::kAsked;
  full.spent_minutes = 61;
  full.deadline = at(100);
  full.closed_at = at(90);
  full.last_speaker = Speaker::kClient;
  full.work_since = at(2);
  full.done_at = at(90);
  full.stopped_before_ms = 1'760'000'000'123;
  full.cycle = 3;
  full.comments = 8;
  put({change(full)});
  const auto found = store_->find(portal_, TicketId{5});
  ASSERT_TRUE(found.has_value());
  ASSERT_TRUE(found->has_value());
  full.revision = (*found)->revision;
  EXPECT_EQ(**found, full);
  EXPECT_FALSE(store_->find(PortalId{2}, TicketId{5})->has_value());
}

TEST_P(CardStoreContract, RaisesTheRevisionOfEveryGroupTouchedAndStampsItOnTheCards) {
  const std::int64_t before = *store_->revision(portal_, group_);
  const auto touched = put({change(card(5)), change(card(6)), change(card(7, 78))});
  ASSERT_EQ(touched.size(), 2U);
  EXPECT_GT(*store_->revision(portal_, group_), before);
  for (const auto& [group, revision] : touched) EXPECT_EQ(*store_->revision(portal_, group), revision);
  EXPECT_EQ((*store_->find(portal_, TicketId{5}))->revision, *store_->revision(portal_, group_));
}

TEST_P(CardStoreContract, AFactStoredTwiceIsOneRowAndTheFirstStays) {
  JournalRow changed = row(1, 1);
  changed.source = Source::kRobot;
  put({change(card(5), {row(1, 1), row(2, 2)})});
  put({change(card(5), {changed, row(3, 3)})});
  const auto rows = store_->journal(portal_, TicketId{5});
  ASSERT_TRUE(rows.has_value());
  EXPECT_EQ(*rows, (std::vector<JournalRow>{row(1, 1), row(2, 2), row(3, 3)}));
}

TEST_P(CardStoreContract, JournalsComeByInstantThenOrderForEveryTicketAsked) {
  put({change(card(5), {row(9, 4), row(4, 4), row(20, 1)}), change(card(6), {row(30, 2)})});
  const std::vector<TicketId> asked{TicketId{6}, TicketId{99}, TicketId{5}, TicketId{6}};
  const auto all = store_->journals(portal_, asked);
  ASSERT_TRUE(all.has_value());
  ASSERT_EQ(all->size(), 4U);
  EXPECT_EQ((*all)[3], (*all)[0]);
  EXPECT_EQ((*all)[0], std::vector<JournalRow>{row(30, 2)});
  EXPECT_TRUE((*all)[1].empty());
  EXPECT_EQ((*all)[2], (std::vector<JournalRow>{row(20, 1), row(4, 4), row(9, 4)}));
}

TEST_P(CardStoreContract, RowsWithoutACardChangeLeaveTheRevisionAlone) {
  put({change(card(5), {row(1, 1)})});
  const std::int64_t before = *store_->revision(portal_, group_);
  put({{card(5), false, {row(2, 2)}}});
  EXPECT_EQ(*store_->revision(portal_, group_), before);
  EXPECT_EQ(store_->journal(portal_, TicketId{5})->size(), 2U);
}

TEST_P(CardStoreContract, TheBoardHoldsOpenCardsAndDoneOnesWhenAsked) {
  put({change(card(5)), change(card(6, 77, Role::kDone)), change(card(7, 78))});
  const auto open = store_->board(portal_, group_, false);
  ASSERT_TRUE(open.has_value());
  ASSERT_EQ(open->cards.size(), 1U);
  EXPECT_EQ(open->cards[0].ticket, TicketId{5});
  EXPECT_EQ(open->revision, *store_->revision(portal_, group_));
  EXPECT_EQ(store_->board(portal_, group_, true)->cards.size(), 2U);
}

TEST_P(CardStoreContract, ChangesHoldCardsThatBecameDone) {
  put({change(card(5)), change(card(6))});
  const std::int64_t since = *store_->revision(portal_, group_);
  EXPECT_TRUE(store_->changes(portal_, group_, since)->cards.empty());
  put({change(card(6, 77, Role::kDone))});
  const auto changes = store_->changes(portal_, group_, since);
  ASSERT_EQ(changes->cards.size(), 1U);
  EXPECT_EQ(changes->cards[0].ticket, TicketId{6});
  EXPECT_EQ(changes->cards[0].role, Role::kDone);
  EXPECT_TRUE(changes->gone.empty());
}

TEST_P(CardStoreContract, AForgottenTicketIsGoneWithItsJournal) {
  put({change(card(5), {row(1, 1)})});
  const std::int64_t since = *store_->revision(portal_, group_);
  const auto touched = put({}, {TicketId{5}, TicketId{12345}});
  ASSERT_EQ(touched.size(), 1U);
  EXPECT_EQ(store_->changes(portal_, group_, since)->gone, std::vector<TicketId>{TicketId{5}});
  EXPECT_TRUE(store_->journal(portal_, TicketId{5})->empty());
  EXPECT_FALSE(store_->find(portal_, TicketId{5})->has_value());
  EXPECT_TRUE(put({}, {TicketId{5}}).empty());
}

TEST_P(CardStoreContract, ATicketThatMovesToAnotherGroupIsGoneFromTheFirst) {
  put({change(card(5, 77), {row(1, 1)})});
  const std::int64_t since = *store_->revision(portal_, group_);
  put({change(card(5, 78), {row(2, 2)})});
  const auto left = store_->changes(portal_, group_, since);
  EXPECT_TRUE(left->cards.empty());
  EXPECT_EQ(left->gone, std::vector<TicketId>{TicketId{5}});
  EXPECT_EQ(store_->board(portal_, GroupId{78}, false)->cards.size(), 1U);
  EXPECT_EQ(store_->journal(portal_, TicketId{5})->size(), 2U);
  const std::int64_t away = *store_->revision(portal_, group_);
  put({change(card(5, 77))});
  EXPECT_TRUE(store_->changes(portal_, group_, away)->gone.empty());
  EXPECT_EQ(store_->changes(portal_, group_, away)->cards.size(), 1U);
}

TEST_P(CardStoreContract, HistoriesComeTicketByTicketUntilEnough) {
  put({change(card(6), {row(3, 3)}), change(card(5), {row(2, 2), row(1, 1)}),
       change(card(7, 78), {row(4, 4)})});
  std::vector<TicketId> seen;
  ASSERT_TRUE(
      store_->each_history(portal_, group_, [&](const Card& card, const std::vector<JournalRow>& rows) {
        seen.push_back(card.ticket);
        EXPECT_EQ(rows.size(), card.ticket == TicketId{5} ? 2U : 1U);
        return true;
      }));
  EXPECT_EQ(seen, (std::vector<TicketId>{TicketId{5}, TicketId{6}}));
  seen.clear();
  ASSERT_TRUE(store_->each_history(portal_, group_, [&](const Card& card, const std::vector<JournalRow>&) {
    seen.push_back(card.ticket);
    return false;
  }));
  EXPECT_EQ(seen.size(), 1U);
}

TEST_P(CardStoreContract, RemembersUpToWhenACardWasSeen) {
  CardChange first = change(card(5)), other = change(card(7, 78));
  first.changed_at = at(3);
  put({first, change(card(6)), other});
  const SeenCard five{TicketId{5}, group_, card(5).stage, at(3)};
  const SeenCard six{TicketId{6}, group_, card(6).stage, std::nullopt};
  const std::vector<TicketId> asked{TicketId{6}, TicketId{99}, TicketId{5}};
  EXPECT_EQ(*store_->seen(portal_, asked), (std::vector{six, five}));
  EXPECT_EQ(store_->seen_between(portal_, TicketId{4}, TicketId{6}).value(), (std::vector{five, six}));
  EXPECT_EQ(store_->seen_between(portal_, TicketId{5}, TicketId{7})->size(), 2U);
  EXPECT_TRUE(store_->seen_between(PortalId{2}, TicketId{0}, TicketId{9})->empty());

  const std::int64_t revision = *store_->revision(portal_, group_);
  CardChange again{card(5), false, {}, at(8)};
  put({again});
  EXPECT_EQ(store_->seen(portal_, std::vector{TicketId{5}})->front().changed_at, at(8));
  EXPECT_EQ(*store_->revision(portal_, group_), revision) << "no board has to hear of it";
}

TEST_P(CardStoreContract, KeepsTheWritesItAwaitsUntilTheyAreSeen) {
  put({change(card(5)), change(card(6)), change(card(7))});
  const AwaitedWrite done{TicketId{5}, Fact::kStatus, "5", UserId{1}, at(3)};
  const AwaitedWrite check{TicketId{5}, Fact::kStatus, "4", UserId{1}, at(3)};
  const AwaitedWrite moved{TicketId{6}, Fact::kStage, "503", UserId{2}, at(4)};
  const AwaitedWrite left{TicketId{7}, Fact::kStage, "503", UserId{2}, at(4)};
  const AwaitedWrite earlier{TicketId{5}, Fact::kStatus, "4", UserId{1}, at(2)};
  ASSERT_TRUE(store_->await_writes(portal_, std::vector{earlier}));
  ASSERT_TRUE(store_->await_writes(portal_, std::vector{check, done, moved, left}));
  EXPECT_EQ(store_->awaited_writes(portal_).value(), (std::vector{check, done, moved, left}));
  EXPECT_TRUE(store_->awaited_writes(PortalId{2})->empty());

  CardChange seen{card(5), false, {}, at(8)};
  seen.writes_seen = true;
  put({seen}, {TicketId{7}});
  EXPECT_EQ(store_->awaited_writes(portal_).value(), std::vector{moved});
}

TEST_P(CardStoreContract, FindsManyCardsInTheOrderAsked) {
  put({change(card(6)), change(card(5))});
  const std::vector<TicketId> ids{TicketId{5}, TicketId{4}, TicketId{6}};
  const auto found = store_->find_all(portal_, ids);
  ASSERT_TRUE(found);
  ASSERT_EQ(found->size(), 3U);
  EXPECT_EQ((*found)[0], *store_->find(portal_, TicketId{5}));
  EXPECT_FALSE((*found)[1]);
  EXPECT_EQ((*found)[2]->ticket, TicketId{6});
}

TEST_P(CardStoreContract, KnowsWhichCardsLackTheirHistory) {
  Card open = card(5), done = card(6, 77, Role::kDone), elsewhere = card(7, 78), whole = card(8);
  open.history_read = done.history_read = elsewhere.history_read = false;
  put({change(open), change(done), change(elsewhere), change(whole)});
  const TicketId all{1'000};
  using Tickets = std::vector<TicketId>;
  EXPECT_EQ(*store_->without_history(portal_, GroupId{0}, false, all, 10),
            (Tickets{TicketId{7}, TicketId{6}, TicketId{5}}));
  EXPECT_EQ(*store_->without_history(portal_, GroupId{0}, false, TicketId{7}, 1), Tickets{TicketId{6}});
  EXPECT_EQ(*store_->without_history(portal_, group_, true, all, 10), Tickets{TicketId{5}});
  EXPECT_EQ(*store_->count_without_history(portal_, GroupId{0}, false), 3);
  EXPECT_EQ(*store_->count_without_history(portal_, group_, true), 1);
  EXPECT_EQ(*store_->count_without_history(PortalId{2}, GroupId{0}, false), 0);
  EXPECT_FALSE((*store_->find(portal_, TicketId{5}))->history_read);
}

TEST_P(CardStoreContract, AQuietChangeIsStoredAndToldToNobody) {
  put({change(card(5))});
  const std::int64_t before = *store_->revision(portal_, group_);
  CardChange quiet = change(card(6, 77, Role::kDone), {row(1, 1)});
  quiet.quiet = true;
  EXPECT_TRUE(put({quiet}).empty());
  EXPECT_EQ(*store_->revision(portal_, group_), before);
  EXPECT_TRUE(store_->changes(portal_, group_, before)->cards.empty());
  EXPECT_EQ(store_->board(portal_, group_, true)->cards.size(), 2U);
  EXPECT_EQ(store_->journal(portal_, TicketId{6})->size(), 1U);
}

TEST_P(CardStoreContract, KnowsTicketsAndTheirTimeSpent) {
  Card spent = card(6);
  spent.spent_minutes = 1;
  put({change(card(5)), change(spent), change(card(7, 78))});
  const std::vector<TicketId> ids{TicketId{7}, TicketId{4}, TicketId{5}};
  EXPECT_EQ(*store_->known(portal_, ids), (std::vector<bool>{true, false, true}));
  EXPECT_EQ(*store_->with_time_spent(portal_), std::vector<TicketId>{TicketId{6}});
}

TEST_P(CardStoreContract, NamesEachCompanyOnce) {
  Card first = card(5), second = card(6), third = card(7);
  first.company = second.company = CompanyId{591};
  put({change(first), change(second), change(third)});
  EXPECT_EQ(*store_->companies(portal_), std::vector<CompanyId>{CompanyId{591}});
  EXPECT_TRUE(store_->companies(PortalId{2})->empty());
}

TEST_P(CardStoreContract, BindingAgainUpdates) {
  BoundGroup bound = store_->groups(portal_)->front();
  EXPECT_EQ(bound.group, group_);
  bound.synced = true;
  bound.reconciled_at = at(9);
  bound.estimate_first = true;
  bound.status_follows_stage = false;
  bound.stage_follows_status = false;
  ASSERT_TRUE(store_->bind(portal_, bound));
  const auto groups = store_->groups(portal_);
  ASSERT_EQ(groups->size(), 2U);
  const BoundGroup& again = groups->front();
  EXPECT_TRUE(again.synced && again.estimate_first);
  EXPECT_FALSE(again.status_follows_stage || again.stage_follows_status);
  EXPECT_EQ(again.reconciled_at, at(9));
  EXPECT_EQ(again.bound_at, at(0));
  EXPECT_EQ(again.name, "Поддержка");
  EXPECT_TRUE(store_->groups(PortalId{2})->empty());
}

TEST_P(CardStoreContract, UnbindingDropsTheGroupAndWhatItHeld) {
  put({change(card(5), {row(1, 1)}), change(card(7, 78), {row(2, 2)})});
  ASSERT_TRUE(store_->unbind(portal_, group_));
  EXPECT_EQ(store_->groups(portal_)->size(), 1U);
  EXPECT_FALSE(store_->find(portal_, TicketId{5})->has_value());
  EXPECT_TRUE(store_->journal(portal_, TicketId{5})->empty());
  EXPECT_TRUE(store_->find(portal_, TicketId{7})->has_value());
}

TEST_P(CardStoreContract, KeepsWhereCardsWerePutAndTellsTheirBoard) {
  put({change(card(5)), change(card(6)), change(card(7, 78)), change(card(8, 77, Role::kDone))});
  const std::int64_t before = *store_->revision(portal_, group_);
  const std::vector<Place> places{{TicketId{5}, -7}, {TicketId{8}, 3}};
  const auto revision = store_->put_places(portal_, group_, places);
  ASSERT_TRUE(revision);
  EXPECT_EQ(*revision, before + 1);
  EXPECT_EQ(*store_->revision(portal_, group_), before + 1);
  EXPECT_EQ((*store_->find(portal_, TicketId{5}))->revision, before + 1);
  // Closed cards stand in no order.
  EXPECT_EQ(store_->board(portal_, group_, false)->places, (std::vector<Place>{{TicketId{5}, -7}}));
  EXPECT_TRUE(store_->board(portal_, GroupId{78}, false)->places.empty());
  const auto changes = store_->changes(portal_, group_, before);
  EXPECT_EQ(changes->places, places);
  EXPECT_TRUE(store_->put_places(portal_, group_, std::vector<Place>{{TicketId{5}, 1'760'000'000'000'123}}));
  EXPECT_EQ(store_->board(portal_, group_, false)->places.front().at, 1'760'000'000'000'123);
  put({}, {TicketId{5}});
  put({change(card(5))});
  EXPECT_TRUE(store_->board(portal_, group_, false)->places.empty()) << "it came back as another card";
}

TEST_P(CardStoreContract, RaisesARevisionForWhatStandsBesideTheCards) {
  put({change(card(5))});
  const std::int64_t before = *store_->revision(portal_, group_);
  EXPECT_EQ(*store_->touch(portal_, group_), before + 1);
  EXPECT_EQ(*store_->revision(portal_, group_), before + 1);
  EXPECT_TRUE(store_->changes(portal_, group_, before)->cards.empty());
}

TEST_P(CardStoreContract, StagesAreReplacedAndEveryTitleIsRemembered) {
  const Stage first{StageId{501}, group_, "Новые", "00C4FB", 100, Role::kIntake};
  const Stage last{StageId{502}, group_, "Сделаны", "75D900", 200, Role::kDone};
  ASSERT_TRUE(store_->put_stages(portal_, group_, std::vector{last, first}, at(1)));
  EXPECT_EQ(*store_->stages(portal_, group_), (std::vector{first, last}));
  const std::int64_t before = *store_->revision(portal_, group_);
  ASSERT_TRUE(store_->put_stages(portal_, group_, std::vector{first, last}, at(2)));
  EXPECT_EQ(*store_->revision(portal_, group_), before);

  Stage renamed = first;
  renamed.title = "Новые заявки";
  ASSERT_TRUE(store_->put_stages(portal_, group_, std::vector{renamed}, at(3)));
  EXPECT_GT(*store_->revision(portal_, group_), before);
  EXPECT_EQ(*store_->stages(portal_, group_), std::vector{renamed});
  const auto titles = store_->titles(portal_, group_);
  ASSERT_EQ(titles->size(), 3U);
  EXPECT_EQ((*titles)[2], (StageTitle{StageId{501}, "Новые заявки", at(3)}));
  EXPECT_EQ((*titles)[0].seen_at, at(1));
  EXPECT_EQ((*titles)[1], (StageTitle{StageId{502}, "Сделаны", at(1), Role::kDone})) << "it is gone";
}

}  // namespace sd::kanban
