#include "extension/clients/rules/client_file.h"

#include <algorithm>
#include <array>

#include "extension/clients/rules/new_request.h"

namespace sd::clients {
namespace {

Error refused(const char* code) { return {ErrorKind::kInvalidArgument, code, {}}; }

struct Kind {
  std::string_view begins;
  std::array<std::string_view, 8> endings;
};

constexpr std::array<Kind, 5> kKinds{{
    {"\x89PNG\r\n\x1a\n", {"png"}},
    {"\xff\xd8\xff", {"jpg", "jpeg"}},
    {"GIF8", {"gif"}},
    {"%PDF-", {"pdf"}},
    {"PK\x03\x04", {"zip", "docx", "xlsx", "pptx", "odt", "ods", "odp"}},
}};
constexpr std::array<std::string_view, 4> kTextEndings{"txt", "log", "csv", "md"};

std::string ending_of(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return {};
  std::string ending(name.substr(dot + 1));
  std::transform(ending.begin(), ending.end(), ending.begin(), [](char one) {
    return one >= 'A' && one <= 'Z' ? static_cast<char>(one - 'A' + 'a') : one;
  });
  return ending;
}

// How many bytes the letter that begins here has; 0: it is none of UTF-8 (RFC 3629).
std::size_t letter_bytes(std::string_view text) {
  const auto at = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = at(0);
  if (first < 0x80) return 1;
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((at(i) & 0xC0U) != 0x80U) return 0;
  }
  // Overlong forms, surrogates, and what lies behind the last letter.
  if ((first == 0xE0 && at(1) < 0xA0) || (first == 0xED && at(1) > 0x9F)) return 0;
  if ((first == 0xF0 && at(1) < 0x90) || (first == 0xF4 && at(1) > 0x8F)) return 0;
  return length;
}

bool is_text(std::string_view content) {
  while (!content.empty()) {
    const auto byte = static_cast<unsigned char>(content.front());
    if (byte < 0x20 && byte != '\n' && byte != '\r' && byte != '\t' && byte != '\f') return false;
    const std::size_t length = letter_bytes(content);
    if (length == 0) return false;
    content.remove_prefix(length);
  }
  return true;
}

bool is_webp(std::string_view content) {
  return content.size() > 12 && content.starts_with("RIFF") && content.substr(8, 4) == "WEBP";
}

bool fits(std::string_view ending, std::string_view content) {
  if (ending.empty()) return false;
  if (ending == "webp") return is_webp(content);
  if (std::find(kTextEndings.begin(), kTextEndings.end(), ending) != kTextEndings.end()) {
    return is_text(content);
  }
  return std::any_of(kKinds.begin(), kKinds.end(), [&](const Kind& kind) {
    return content.starts_with(kind.begins) &&
           std::find(kind.endings.begin(), kind.endings.end(), ending) != kind.endings.end();
  });
}

}  // namespace

Result<std::string> checked_file(std::string_view name, std::string_view content) {
  const std::size_t folder = name.find_last_of("/\\");
  std::string kept = plain_writing(folder == std::string_view::npos ? name : name.substr(folder + 1));
  std::erase_if(
      kept, [](char one) { return one == '\n' || one == '\t' || one == '"' || one == '<' || one == '>'; });
  if (kept.empty() || kept.size() > kMaxFileName) return refused("file.name");
  if (content.empty()) return refused("file.empty");
  if (content.size() > kMaxFile) return refused("file.too_large");
  if (!fits(ending_of(kept), content)) return refused("file.kind");
  return kept;
}

}  // namespace sd::clients
