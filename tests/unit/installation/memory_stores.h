// The stores of an installation in memory.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "extension/installation/installation_store.h"
#include "extension/portal/token_store.h"
#include "kanban/settings.h"

namespace sd::installation {

class MemoryInstallationStore final : public InstallationStore {
 public:
  std::vector<PortalId> wiped;

  Result<std::vector<InstalledPortal>> portals() override {
    std::vector<InstalledPortal> all;
    for (const auto& [id, portal] : portals_) all.push_back(portal);
    return all;
  }
  Result<std::optional<InstalledPortal>> find(PortalId portal) override {
    const auto found = portals_.find(portal);
    if (found == portals_.end()) return std::optional<InstalledPortal>{};
    return std::optional<InstalledPortal>{found->second};
  }
  Result<std::optional<InstalledPortal>> find(const MemberId& member) override {
    for (const auto& [id, portal] : portals_) {
      if (portal.member == member) return std::optional<InstalledPortal>{portal};
    }
    return std::optional<InstalledPortal>{};
  }
  Result<PortalId> put(const InstalledPortal& portal) override {
    const Result<std::optional<InstalledPortal>> known = find(portal.member);
    const PortalId id = *known ? (*known)->id : PortalId{++last_};
    portals_[id] = portal;
    portals_[id].id = id;
    return id;
  }
  Status wipe(PortalId portal) override {
    wiped.push_back(portal);
    portals_.erase(portal);
    steps_.erase(portal);
    return Done{};
  }
  Result<std::vector<StepRecord>> steps(PortalId portal) override { return steps_[portal]; }
  Status put_steps(PortalId portal, std::span<const StepRecord> steps, TimePoint) override {
    steps_[portal].assign(steps.begin(), steps.end());
    return Done{};
  }
  Status put_step(PortalId portal, const StepRecord& step, TimePoint) override {
    for (StepRecord& one : steps_[portal]) {
      if (one.id == step.id) one = step;
    }
    return Done{};
  }

 private:
  std::map<PortalId, InstalledPortal> portals_;
  std::map<PortalId, std::vector<StepRecord>> steps_;
  std::int64_t last_ = 0;
};

class MemoryTokenStore final : public portal::TokenStore {
 public:
  std::map<std::pair<PortalId, UserId>, portal::Tokens> all;

  Result<std::optional<portal::Tokens>> load(PortalId portal, UserId user) override {
    const auto found = all.find({portal, user});
    if (found == all.end()) return std::optional<portal::Tokens>{};
    return std::optional<portal::Tokens>{found->second};
  }
  Status save(PortalId portal, UserId user, const portal::Tokens& tokens) override {
    all[{portal, user}] = tokens;
    return Done{};
  }
  Status forget(PortalId portal, UserId user) override {
    all.erase({portal, user});
    return Done{};
  }
  Result<std::vector<UserId>> background(PortalId portal) override { return background_[portal]; }
  Status set_background(PortalId portal, std::span<const UserId> users) override {
    background_[portal].assign(users.begin(), users.end());
    return Done{};
  }

 private:
  std::map<PortalId, std::vector<UserId>> background_;
};

class MemorySettings final : public kanban::SettingsStore {
 public:
  std::map<kanban::DictionaryKind, std::vector<kanban::DictionaryEntry>> dictionaries;

  Result<std::vector<kanban::DictionaryEntry>> dictionary(PortalId, kanban::DictionaryKind kind) override {
    return dictionaries[kind];
  }
  Status put_dictionary(PortalId, kanban::DictionaryKind kind,
                        std::span<const kanban::DictionaryEntry> entries) override {
    dictionaries[kind].assign(entries.begin(), entries.end());
    return Done{};
  }
  // An installation neither renames entries nor sets rules.
  Result<std::vector<kanban::FormerTitle>> former_titles(PortalId, kanban::DictionaryKind) override {
    return std::vector<kanban::FormerTitle>{};
  }
  Status settle(PortalId, kanban::DictionaryKind, const kanban::FormerTitle&) override { return Done{}; }
  Result<std::vector<kanban::StageRule>> stage_rules(PortalId, GroupId) override {
    return std::vector<kanban::StageRule>{};
  }
  Result<std::vector<kanban::SetThreshold>> thresholds(PortalId) override {
    return std::vector<kanban::SetThreshold>{};
  }
  Result<std::optional<std::string>> setting(PortalId, const std::string&) override {
    return std::optional<std::string>{};
  }
  Status put_setting(PortalId, const std::string&, const std::string&) override { return Done{}; }
};

}  // namespace sd::installation
