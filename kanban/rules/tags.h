// A ticket's tags as the board keeps them: one text, so that a thousand cards without tags cost three bytes
// each.
#pragma once

#include <span>
#include <string>

namespace sd::kanban {

// The portal's tags, which hold no commas, joined by commas: trimmed, each once, ascending by their bytes.
// Tags that do not fit into kMostTagBytes are left out. Source: portal-api.md 7.6.
std::string tags_text(std::span<const std::string> tags);

inline constexpr std::size_t kMostTagBytes = 1000;

}  // namespace sd::kanban
