// Port: dictionaries and settings of a portal. Kept by SociSettingsStore. Source: domain.md 3.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "extension/core/ids.h"
#include "extension/core/result.h"
#include "kanban/rules/stage_rule.h"
#include "kanban/rules/timers.h"

namespace sd::kanban {

enum class DictionaryKind { kType, kStopper };
inline std::string_view to_string(DictionaryKind kind) {
  return kind == DictionaryKind::kType ? "type" : "stopper";
}

struct DictionaryEntry {
  std::string title;
  std::string color;              // six hex digits without '#', or ""
  std::string public_title = {};  // what clients read instead (domain.md 9); "": nothing
  UserId assignee = {};           // types: who gets a task nobody has taken; 0: nobody
  bool waits_for_client = false;  // stoppers

  friend bool operator==(const DictionaryEntry&, const DictionaryEntry&) = default;
};

// A title that an entry had, or that was merged into another, and the entry's title now.
struct FormerTitle {
  std::string from;
  std::string to;
  bool pending = false;  // tasks may still hold the old one

  friend bool operator==(const FormerTitle&, const FormerTitle&) = default;
};

class SettingsStore {
 public:
  virtual ~SettingsStore() = default;

  // In the order they were put.
  virtual Result<std::vector<DictionaryEntry>> dictionary(PortalId portal, DictionaryKind kind) = 0;
  // Replaces the whole dictionary. Errors: "db.constraint" when a title comes twice.
  virtual Status put_dictionary(PortalId portal, DictionaryKind kind,
                                std::span<const DictionaryEntry> entries) = 0;
  // By their old titles.
  virtual Result<std::vector<FormerTitle>> former_titles(PortalId portal, DictionaryKind kind) = 0;
  // No task holds the old title any more, unless it has come to mean something else than `seen` says.
  virtual Status settle(PortalId portal, DictionaryKind kind, const FormerTitle& seen) = 0;

  // What is asked of a card that enters a stage, for the stages of a group that have such rules.
  virtual Result<std::vector<StageRule>> stage_rules(PortalId portal, GroupId group) = 0;
  // The thresholds people have set, in no particular order.
  virtual Result<std::vector<SetThreshold>> thresholds(PortalId portal) = 0;

  virtual Result<std::optional<std::string>> setting(PortalId portal, const std::string& name) = 0;
  virtual Status put_setting(PortalId portal, const std::string& name, const std::string& value) = 0;
};

}  // namespace sd::kanban
