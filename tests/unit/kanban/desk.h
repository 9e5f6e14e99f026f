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
  Desk();
  ~Desk() override;

  SyncOutcome look(std::vector<TicketId> tickets);
  Card card(TicketId ticket);
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
