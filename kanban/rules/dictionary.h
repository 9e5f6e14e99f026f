// Dictionaries of Type and Stopper: the portal holds an entry's title, people type it by hand, so titles are
// matched without case and spaces; unknown text is kept and flagged. Source: domain.md 3.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace sd::kanban {

// `text` without spaces (ASCII blanks and U+00A0) and in lower case: ASCII and Cyrillic letters, Ё among
// them; every other byte as it stands, valid UTF-8 or not.
std::string fold_title(std::string_view text);

// `text` without blanks at both ends.
std::string trimmed(std::string_view text);

class Dictionary {
 public:
  struct Match {
    std::string title;  // the entry's own spelling, or the trimmed text when no entry matches
    bool known = true;  // an empty text is known: no value
  };

  Dictionary() = default;
  explicit Dictionary(std::vector<std::string> titles);

  Match match(std::string_view text) const;
  const std::vector<std::string>& titles() const { return titles_; }

 private:
  std::vector<std::string> titles_;
  std::unordered_map<std::string, std::size_t> by_fold_;
};

}  // namespace sd::kanban
