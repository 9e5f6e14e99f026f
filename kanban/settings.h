// Port: dictionaries and settings of a portal. Kept by SociSettingsStore. Source: domain.md 3.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "extension/core/ids.h"
#include "extension/core/result.h"

namespace sd::kanban {

enum class DictionaryKind { kType, kStopper };
inline std::string_view to_string(DictionaryKind kind) {
  return kind == DictionaryKind::kType ? "type" : "stopper";
}

struct DictionaryEntry {
  std::string title;
  std::string color;  // six hex digits without '#', or ""

  friend bool operator==(const DictionaryEntry&, const DictionaryEntry&) = default;
};

class SettingsStore {
 public:
  virtual ~SettingsStore() = default;

  // In the order they were put.
  virtual Result<std::vector<DictionaryEntry>> dictionary(PortalId portal, DictionaryKind kind) = 0;
  // Replaces the whole dictionary. Errors: "db.constraint" when a title comes twice.
  virtual Status put_dictionary(PortalId portal, DictionaryKind kind,
                                std::span<const DictionaryEntry> entries) = 0;

  virtual Result<std::optional<std::string>> setting(PortalId portal, const std::string& name) = 0;
  virtual Status put_setting(PortalId portal, const std::string& name, const std::string& value) = 0;
};

}  // namespace sd::kanban
