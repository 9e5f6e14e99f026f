#include "extension/settings/rules/find_by_name.h"

#include <algorithm>
#include <utility>

#include "kanban/rules/dictionary.h"

namespace sd::settings {
namespace {

std::string folded(std::string_view text) {
  constexpr std::string_view kYo = "ё", kYe = "е";
  std::string out = kanban::fold_title(text);
  for (std::size_t at = out.find(kYo); at != std::string::npos; at = out.find(kYo, at + kYe.size())) {
    out.replace(at, kYo.size(), kYe);
  }
  return out;
}

std::vector<std::string> words_of(std::string_view typed) {
  std::vector<std::string> words;
  while (!typed.empty()) {
    const std::size_t blank = std::min(typed.find(' '), typed.size());
    std::string word = folded(typed.substr(0, blank));
    if (!word.empty()) words.push_back(std::move(word));
    typed.remove_prefix(std::min(blank + 1, typed.size()));
  }
  return words;
}

}  // namespace

NamedPage find_by_name(std::vector<Named> all, std::string_view typed, std::size_t from, std::size_t most) {
  const std::vector<std::string> words = words_of(typed);
  std::vector<std::pair<std::string, Named>> found;
  for (Named& one : all) {
    std::string name = folded(one.name);
    const bool fits = std::all_of(words.begin(), words.end(), [&](const std::string& word) {
      return name.find(word) != std::string::npos;
    });
    if (fits) found.emplace_back(std::move(name), std::move(one));
  }
  std::sort(found.begin(), found.end(), [](const auto& left, const auto& right) {
    return std::pair(std::string_view(left.first), left.second.id) <
           std::pair(std::string_view(right.first), right.second.id);
  });
  NamedPage page;
  for (std::size_t at = from; at < found.size() && page.rows.size() < most; ++at) {
    page.rows.push_back(std::move(found[at].second));
  }
  page.more = from + page.rows.size() < found.size();
  return page;
}

}  // namespace sd::settings
