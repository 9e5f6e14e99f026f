#include "extension/clients/rules/similar.h"

#include <algorithm>
#include <cctype>

#include "kanban/rules/dictionary.h"

namespace sd::clients {
namespace {

constexpr std::size_t kShortest = 3, kStem = 5;  // letters

bool is_letter(unsigned char byte) { return byte >= 0x80 || std::isalnum(byte) != 0; }
bool begins_letter(unsigned char byte) { return (byte & 0xC0U) != 0x80U; }

// The first kStem letters, or "" when there are fewer than kShortest.
std::string stem_of(const std::string& word) {
  std::size_t letters = 0, end = 0;
  for (; end < word.size(); ++end) {
    if (begins_letter(static_cast<unsigned char>(word[end])) && letters++ == kStem) break;
  }
  return letters < kShortest ? std::string() : word.substr(0, end);
}

}  // namespace

std::set<std::string> subject_words(std::string_view subject) {
  std::set<std::string> words;
  for (std::size_t at = 0; at < subject.size();) {
    std::size_t end = at;
    while (end < subject.size() && is_letter(static_cast<unsigned char>(subject[end]))) ++end;
    std::string stem = stem_of(kanban::fold_title(subject.substr(at, end - at)));
    if (!stem.empty()) words.insert(std::move(stem));
    at = end + 1;
  }
  return words;
}

int likeness(const std::set<std::string>& asked, const std::set<std::string>& other) {
  if (asked.empty()) return 0;
  const auto common = std::count_if(asked.begin(), asked.end(),
                                    [&other](const std::string& word) { return other.contains(word); });
  return static_cast<int>(100 * common / static_cast<std::ptrdiff_t>(asked.size()));
}

}  // namespace sd::clients
