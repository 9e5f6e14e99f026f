#include "kanban/rules/tags.h"

#include <set>

#include "kanban/rules/dictionary.h"

namespace sd::kanban {

std::string tags_text(std::span<const std::string> tags) {
  std::set<std::string> once;
  for (const std::string& tag : tags) {
    std::string name = trimmed(tag);
    if (!name.empty() && name.find(',') == std::string::npos) once.insert(std::move(name));
  }
  std::string text;
  for (const std::string& name : once) {
    if (text.size() + name.size() + 1 > kMostTagBytes) continue;
    if (!text.empty()) text += ',';
    text += name;
  }
  return text;
}

}  // namespace sd::kanban
