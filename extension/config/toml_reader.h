// Reads one TOML table key by key, remembers every wrong value with its line, and refuses what nobody asked
// for. Private to this folder.
#pragma once

#include <toml++/toml.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "extension/config/read_config.h"

namespace sd::config {

class TomlReader {
 public:
  // `prefix` is "" for the root, else "listen" or "portal[2]". References must outlive the reader.
  TomlReader(const toml::table& table, std::string prefix, const std::string& file,
             std::vector<Problem>& problems)
      : table_(table), prefix_(std::move(prefix)), file_(file), problems_(problems) {}

  // The text under `key`; nullopt when absent, or when it is no text, empty, or holds a control character
  // (a problem is noted then).
  std::optional<std::string> text(const std::string& key, const std::string& advice);
  // As text(), but absence is a problem too.
  std::optional<std::string> required_text(const std::string& key, const std::string& advice);
  // `fallback` when absent or wrong.
  int number(const std::string& key, int fallback, int least, int most);
  // The sub-table, or nullptr when absent or no table.
  const toml::table* table(const std::string& key);
  // The array, or nullptr when absent or no array.
  const toml::array* array(const std::string& key, const std::string& advice);

  void problem(const std::string& key, std::string reason, std::string advice);
  // Notes a problem for every key that was not asked for, with the nearest known name. Call last.
  void refuse_unknown();

  // Whether the key is there. Asking makes it a known one.
  bool has(const std::string& key);
  std::string name_of(const std::string& key) const { return prefix_.empty() ? key : prefix_ + "." + key; }

 private:
  const toml::node* find(const std::string& key);
  int line_of(const std::string& key) const;

  const toml::table& table_;
  std::string prefix_;
  const std::string& file_;
  std::vector<Problem>& problems_;
  std::vector<std::string> known_;
};

}  // namespace sd::config
