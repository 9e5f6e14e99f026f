// A portal with one bound group and the use cases wired to it, all in memory.
#pragma once

#include <gtest/gtest.h>

#include <tuple>
#include <vector>

#include "kanban/bound_group.h"
#include "kanban/move_card.h"
#include "kanban/override_class.h"
#include "kanban/reconcile.h"
#include "kanban/write_fields.h"
#include "tests/doubles/fake_portal.h"
#include "tests/doubles/memory_card_store.h"
#include "tests/doubles/memory_people_store.h"
#include "tests/doubles/memory_settings_store.h"
#include "tests/unit/kanban/journal_of.h"

namespace sd::kanban::test_rules {

class HeardRevisions final : public BoardRevisions {
 public:
  void changed(PortalId, GroupId group, std::int64_t revision) override {
    heard.emplace_back(group, revision);
  }
  std::vector<std::pair<GroupId, std::int64_t>> heard;
};

class HeardNotices final : public StageNotices {
 public:
  void appeared(PortalId, GroupId, const Stage& stage) override { words.push_back("+" + stage.title); }
  void removed(PortalId, GroupId, const Stage& stage) override { words.push_back("-" + stage.title); }
  void problems(PortalId, GroupId, const std::vector<std::string>& codes) override {
    for (const std::string& code : codes) words.push_back("!" + code);
  }
  std::vector<std::string> words;
};

class Desk : public testing::Test {
 protected:
  Desk() {
    std::vector<PortalStage> portal_stages;
    for (const Stage& stage : stages())
      portal_stages.push_back({stage.id, stage.title, stage.color, stage.sort});
    portal.put_stages(77, portal_stages);
    portal.add_user(kAgent, "Анна");
    portal.add_user(kClient, "Клиент", true);
    BoundGroup group;
    group.group = GroupId{77};
    group.bound_at = portal.clock;
    EXPECT_TRUE(cards.bind(id, group).has_value());
    EXPECT_TRUE(cards.put_stages(id, GroupId{77}, stages(), portal.clock).has_value());
    const std::vector<DictionaryEntry> types{{"Первая линия", ""}, {"Отдел разработки", ""}};
    EXPECT_TRUE(settings.put_dictionary(id, DictionaryKind::kType, types).has_value());
    const std::vector<DictionaryEntry> stoppers{{"Ждём клиента", ""}};
    EXPECT_TRUE(settings.put_dictionary(id, DictionaryKind::kStopper, stoppers).has_value());
  }

  SyncOutcome look(std::vector<TicketId> tickets) {
    const Result<SyncOutcome> outcome = sync.run(id, tickets);
    EXPECT_TRUE(outcome.has_value()) << outcome.error().code;
    return outcome ? *outcome : SyncOutcome{};
  }
  Card card(TicketId ticket) {
    const auto found = cards.find(id, ticket);
    EXPECT_TRUE(found->has_value());
    return found->value_or(Card{});
  }
  BoundGroup bound() { return cards.groups(id)->front(); }
  Actor agent() const { return {id, UserId{kAgent}}; }

  const PortalId id{1};
  test::FakePortal portal;
  test::MemoryCardStore cards;
  test::MemorySettingsStore settings;
  test::MemoryPeopleStore people;
  HeardRevisions revisions;
  HeardNotices notices;
  ApplyReads apply{cards, revisions};
  SyncStages sync_stages{portal, cards, revisions, notices};
  SyncTickets sync{portal, cards, settings, people, apply, sync_stages};
};

}  // namespace sd::kanban::test_rules
