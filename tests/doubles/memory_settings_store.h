// SettingsStore in memory.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "kanban/settings.h"

namespace sd::test {

class MemorySettingsStore final : public kanban::SettingsStore {
 public:
  ~MemorySettingsStore() override;  // elsewhere, so that the class is compiled once

  using Entry = kanban::DictionaryEntry;

  Result<std::vector<Entry>> dictionary(PortalId portal, kanban::DictionaryKind kind) override {
    const std::lock_guard lock(mutex_);
    return dictionaries_[{portal, kind}];
  }

  Status put_dictionary(PortalId portal, kanban::DictionaryKind kind,
                        std::span<const Entry> entries) override {
    const std::lock_guard lock(mutex_);
    std::set<std::string> titles;
    for (const Entry& entry : entries) {
      if (!titles.insert(entry.title).second) return Error{ErrorKind::kConflict, "db.constraint", {}};
    }
    dictionaries_[{portal, kind}].assign(entries.begin(), entries.end());
    return Done{};
  }

  Result<std::vector<kanban::FormerTitle>> former_titles(PortalId, kanban::DictionaryKind kind) override {
    const std::lock_guard lock(mutex_);
    return former[kind];
  }
  Status settle(PortalId, kanban::DictionaryKind kind, const kanban::FormerTitle& seen) override {
    const std::lock_guard lock(mutex_);
    for (kanban::FormerTitle& title : former[kind]) {
      if (title.from == seen.from && title.to == seen.to) title.pending = false;
    }
    return Done{};
  }
  Result<std::vector<kanban::StageRule>> stage_rules(PortalId, GroupId group) override {
    const std::lock_guard lock(mutex_);
    return rules[group];
  }
  Result<std::vector<kanban::SetThreshold>> thresholds(PortalId) override {
    const std::lock_guard lock(mutex_);
    return set_thresholds;
  }

  // What administrators have set; a test fills it while nothing else runs.
  std::map<kanban::DictionaryKind, std::vector<kanban::FormerTitle>> former;
  std::map<GroupId, std::vector<kanban::StageRule>> rules;
  std::vector<kanban::SetThreshold> set_thresholds;

  Result<std::optional<std::string>> setting(PortalId portal, const std::string& name) override {
    const std::lock_guard lock(mutex_);
    const auto found = settings_.find({portal, name});
    if (found == settings_.end()) return std::optional<std::string>{};
    return std::optional<std::string>{found->second};
  }

  Status put_setting(PortalId portal, const std::string& name, const std::string& value) override {
    const std::lock_guard lock(mutex_);
    settings_[{portal, name}] = value;
    return Done{};
  }

 private:
  std::mutex mutex_;
  std::map<std::pair<PortalId, kanban::DictionaryKind>, std::vector<Entry>> dictionaries_;
  std::map<std::pair<PortalId, std::string>, std::string> settings_;
};

}  // namespace sd::test
