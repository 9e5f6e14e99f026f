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
