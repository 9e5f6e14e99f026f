// A portal before, during and after an installation, with the shipped manifests.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "extension/installation/run_installation.h"
#include "manifests/loader.h"
#include "tests/doubles/fake_clock.h"
#include "tests/doubles/memory_card_store.h"
#include "tests/unit/installation/fake_portal.h"
#include "tests/unit/installation/memory_stores.h"

namespace sd::installation {

// Marks the group as read, as the real one does at its end.
class FakeFirstRead final : public FirstRead {
 public:
  explicit FakeFirstRead(kanban::CardStore& cards) : cards_(cards) {}
  int runs = 0;
  int asked_again = 0;
  bool fails = false;
  std::function<void()> at_start;

  Status run(PortalId portal, GroupId group, const Progress& progress, std::stop_token) override {
    ++runs;
    if (at_start) at_start();
    progress(120, 2400);
    if (fails) return Error{ErrorKind::kUnavailable, "portal.unreachable", "no answer"};
    progress(2400, 2400);
    const Result<std::vector<kanban::BoundGroup>> groups = cards_.groups(portal);
    if (!groups) return groups.error();
    for (kanban::BoundGroup bound : *groups) {
      if (bound.group != group) continue;
      bound.synced = true;
      return cards_.bind(portal, bound);
    }
    return Error{ErrorKind::kNotFound, "test.unbound", {}};
  }
  Status ask_again(PortalId) override {
    ++asked_again;
    return Done{};
  }

 private:
  kanban::CardStore& cards_;
};

class Watcher final : public InstallationWatcher {
 public:
  std::vector<StepRecord> steps;
  std::vector<std::string> story;  // "field.UF_SD_TYPE running", ...
  std::int64_t read_done = 0;

  void planned(std::span<const StepRecord> all) override { steps.assign(all.begin(), all.end()); }
  void changed(const StepRecord& step) override {
    story.push_back(step.id + " " + std::string(to_string(step.state)));
    for (StepRecord& one : steps) {
      if (one.id == step.id) one = step;
    }
  }
  void read(std::int64_t done, std::int64_t) override { read_done = done; }
};

class InstallWorld : public testing::Test {
 protected:
  InstallWorld() {
    InstalledPortal portal;
    portal.member = MemberId{"a223c6b3710f85df22e9377d6c4f7553"};
    portal_ = *store_.put(portal);
  }

  InstallationOrder order(std::vector<GroupId> groups = {GroupId{77}}) {
    return {portal_, std::move(groups), true, "ru"};
  }
  Status install(const InstallationOrder& what) {
    watcher_ = Watcher{};
    admin_.writes.clear();
    groups_.writes = 0;
    return run_.run(what, watcher_);
  }
  std::vector<std::string> titles(GroupId group) {
    std::vector<std::string> all;
    for (const kanban::PortalStage& stage : groups_.boards[group]) all.push_back(stage.title);
    return all;
  }

  const manifests::Manifests manifests_ = manifests::load_manifests(SD_MANIFESTS).value();
  FakePortalAdmin admin_;
  FakeGroups groups_;
  test::MemoryCardStore cards_;
  MemorySettings settings_;
  MemoryInstallationStore store_;
  FakeFirstRead first_read_{cards_};
  test::FakeClock clock_;
  PreviewInstallation preview_{manifests_, "https://desk.example.com", admin_, groups_, cards_, settings_,
                               store_};
  std::vector<std::string> bound_;  // names of the groups that were bound
  RunInstallation run_{
      {manifests_, preview_, admin_, groups_, cards_, settings_, store_, first_read_, clock_,
       [this](const InstallationOrder&, const kanban::BoundGroup& group) { bound_.push_back(group.name); }}};
  Watcher watcher_;
  PortalId portal_;
};

}  // namespace sd::installation
