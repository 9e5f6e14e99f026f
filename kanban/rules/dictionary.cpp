#include "kanban/rules/dictionary.h"

#include <utility>

namespace sd::kanban {
namespace {

bool is_blank(unsigned char byte) { return byte == ' ' || (byte >= '\t' && byte <= '\r'); }

// Lower case of the two-byte letter U+0400..U+042F, given and returned as code point.
unsigned lower_cyrillic(unsigned code) {
  if (code >= 0x0410 && code <= 0x042F) return code + 0x20;
  if (code >= 0x0400 && code <= 0x040F) return code + 0x50;
  return code;
}

}  // namespace

std::string fold_title(std::string_view text) {
  std::string folded;
  folded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (is_blank(byte)) continue;
    if (byte >= 'A' && byte <= 'Z') {
      folded.push_back(static_cast<char>(byte - 'A' + 'a'));
      continue;
    }
    const bool pair = byte >= 0xC2 && byte <= 0xDF && i + 1 < text.size() &&
                      (static_cast<unsigned char>(text[i + 1]) & 0xC0U) == 0x80U;
    if (!pair) {
      folded.push_back(text[i]);
      continue;
    }
    const unsigned next = static_cast<unsigned char>(text[++i]);
    const unsigned code = ((byte & 0x1FU) << 6U) | (next & 0x3FU);
    if (code == 0xA0) continue;
    const unsigned lower = lower_cyrillic(code);
    folded.push_back(static_cast<char>(0xC0U | (lower >> 6U)));
    folded.push_back(static_cast<char>(0x80U | (lower & 0x3FU)));
  }
  return folded;
}

std::string trimmed(std::string_view text) {
  while (!text.empty() && is_blank(static_cast<unsigned char>(text.front()))) text.remove_prefix(1);
  while (!text.empty() && is_blank(static_cast<unsigned char>(text.back()))) text.remove_suffix(1);
  return std::string(text);
}

Dictionary::Dictionary(std::vector<std::string> titles,
                       std::span<const std::pair<std::string, std::string>> former)
    : titles_(std::move(titles)) {
  for (std::size_t i = 0; i < titles_.size(); ++i) by_fold_.emplace(fold_title(titles_[i]), i);
  for (const auto& [from, to] : former) {
    const auto entry = by_fold_.find(fold_title(to));
    if (entry != by_fold_.end()) by_fold_.emplace(fold_title(from), entry->second);
  }
}

Dictionary::Match Dictionary::match(std::string_view text) const {
  std::string own = trimmed(text);
  if (own.empty()) return {};
  const auto found = by_fold_.find(fold_title(own));
  if (found == by_fold_.end()) return {std::move(own), false};
  return {titles_[found->second], true};
}

}  // namespace sd::kanban
