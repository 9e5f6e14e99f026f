// Dictionaries of Type and Stopper: the portal holds an entry's title, people type it by hand, so titles are
// matched without case and spaces; unknown text is kept and flagged. Source: domain.md 3.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
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
  // `former`: titles entries had, with their titles now. What is a title now is no former one.
  explicit Dictionary(std::vector<std::string> titles,
                      std::span<const std::pair<std::string, std::string>> former = {});

  Match match(std::string_view text) const;
  // Whether both mean one entry, or are the same text.
  bool same(std::string_view left, std::string_view right) const {
    return match(left).title == match(right).title;
  }
  const std::vector<std::string>& titles() const { return titles_; }

 private:
  std::vector<std::string> titles_;
  std::unordered_map<std::string, std::size_t> by_fold_;
};

}  // namespace sd::kanban
