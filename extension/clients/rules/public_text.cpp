#include "extension/clients/rules/public_text.h"

#include <algorithm>
#include <array>
#include <optional>

#include "kanban/rules/dictionary.h"

namespace sd::clients {
namespace {

// Of these nothing stays, not even what they hold.
constexpr std::array<std::string_view, 3> kDropped = {"user", "img", "disk"};
constexpr std::size_t kLongestTag = 2'048;

struct Tag {
  std::string name;  // in lower case
  std::string value;
  bool closing = false;
  std::size_t end = 0;  // behind it
};

bool is_letter(char letter) { return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z'); }
char lower(char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter; }

// The tag that begins at `at`, where '[' stands.
std::optional<Tag> tag_at(std::string_view text, std::size_t at) {
  Tag tag;
  std::size_t next = at + 1;
  if (next < text.size() && text[next] == '*') tag.name = "*", ++next;
  if (next < text.size() && text[next] == '/') tag.closing = true, ++next;
  while (next < text.size() && is_letter(text[next])) tag.name += lower(text[next++]);
  if (tag.name.empty() || next >= text.size()) return std::nullopt;
  if (text[next] != ']' && text[next] != '=' && text[next] != ' ' && text[next] != '/') return std::nullopt;
  const std::size_t end = text.substr(0, std::min(text.size(), at + kLongestTag)).find(']', next);
  if (end == std::string_view::npos) return std::nullopt;
  if (text[next] == '=') tag.value = std::string(text.substr(next + 1, end - next - 1));
  tag.end = end + 1;
  return tag;
}

bool is_address(std::string_view text) { return text.starts_with("https://") || text.starts_with("http://"); }

// The writer of the plain text: at most two line ends stand together.
class Plain {
 public:
  void put(char letter) {
    if (letter == '\r') return;
    if (letter == '\n' && text_.ends_with("\n\n")) return;
    text_ += letter;
  }
  void put(std::string_view words) {
    for (const char letter : words) put(letter);
  }
  std::size_t size() const { return text_.size(); }
  std::string_view from(std::size_t place) const {
    return std::string_view(text_).substr(std::min(place, text_.size()));
  }
  void cut(std::size_t place) { text_.resize(std::min(place, text_.size())); }
  std::string text() const { return kanban::trimmed(text_); }

 private:
  std::string text_;
};

}  // namespace

std::string public_text(std::string_view markup) {
  Plain plain;
  std::string dropped;  // the tag whose content goes
  std::string link;     // of the [url=...] that is open
  std::size_t words = 0;
  for (std::size_t at = 0; at < markup.size();) {
    const std::optional<Tag> tag = markup[at] == '[' ? tag_at(markup, at) : std::nullopt;
    if (!tag) {
      if (dropped.empty()) plain.put(markup[at]);
      ++at;
      continue;
    }
    at = tag->end;
    if (!dropped.empty()) {
      if (tag->closing && tag->name == dropped) dropped.clear();
    } else if (std::find(kDropped.begin(), kDropped.end(), tag->name) != kDropped.end()) {
      // A file has no end of its own; nor has a tag whose end is missing anything to hide behind it.
      const bool ends = tag->name != "disk" && !tag->closing;
      if (ends) dropped = tag->name;
    } else if (tag->name == "url" && !tag->closing) {
      link = is_address(tag->value) ? tag->value : std::string();
      words = plain.size();
    } else if (tag->name == "url") {
      if (!link.empty() && plain.from(words) != link) plain.put(" (" + link + ")");
      link.clear();
    } else if (tag->name == "br") {
      plain.put('\n');
    } else if (tag->name == "*") {
      plain.put("• ");
    }
  }
  return plain.text();
}

}  // namespace sd::clients
