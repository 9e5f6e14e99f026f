// SettingsTables in memory.
#pragma once

#include <functional>
#include <map>
#include <tuple>
#include <utility>
#include <vector>

#include "extension/settings/settings_tables.h"

namespace sd::test {

class MemorySettingsTables final : public settings::SettingsTables {
 public:
  ~MemorySettingsTables() override;  // elsewhere, so that the class is compiled once

  using Section = settings::Section;

  Result<settings::Stored> read(PortalId portal, Section section, GroupId group) override {
    return stored_[{portal, section, group}];
  }

  Result<std::int64_t> write(PortalId portal, const settings::Save& save) override {
    if (before_write) std::exchange(before_write, {})();
    settings::Stored& stored = stored_[{portal, save.section, save.group}];
    if (stored.version != save.seen) return Error{ErrorKind::kConflict, "settings.stale", {}};
    stored = {save.seen + 1, save.rows};
    saves_.push_back({portal, {save.section, save.group, stored.version, save.by, save.at, save.changes}});
    for (const auto& rename : save.renamed) renamed.push_back(rename);
    return stored.version;
  }

  Result<std::vector<settings::Saved>> since(PortalId portal, Section section, GroupId group,
                                             std::int64_t version) override {
    std::vector<settings::Saved> found;
    for (const auto& [owner, save] : saves_) {
      const bool meant = owner == portal && save.section == section && save.group == group;
      if (meant && save.version > version) found.push_back(save);
    }
    return found;
  }

  Result<std::vector<settings::Saved>> journal(PortalId portal, TimePoint before, std::size_t most) override {
    std::vector<settings::Saved> found;
    for (auto each = saves_.rbegin(); each != saves_.rend(); ++each) {
      if (each->first != portal || each->second.at >= before) continue;
      if (found.size() >= most && found.back().at != each->second.at) break;
      found.push_back(each->second);
    }
    return found;
  }

  std::vector<std::pair<std::string, std::string>> renamed;  // of every save
  std::function<void()> before_write;                        // once: somebody else is a moment faster

 private:
  std::map<std::tuple<PortalId, Section, GroupId>, settings::Stored> stored_;
  std::vector<std::pair<PortalId, settings::Saved>> saves_;
};

}  // namespace sd::test
