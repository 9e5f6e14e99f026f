#include "extension/clients/rules/said_for.h"

#include <charconv>

namespace sd::clients {
namespace {

constexpr std::string_view kLineBegins = "[URL=/crm/contact/details/";
constexpr std::string_view kNameBegins = "/]";
constexpr std::string_view kLineEnds = "[/URL]:";
constexpr std::string_view kNoWidth = "\u200B";

bool begins_tag(char letter) {
  return letter == '/' || letter == '*' || (letter >= 'a' && letter <= 'z') ||
         (letter >= 'A' && letter <= 'Z');
}

// A bracket that would begin a tag is kept from it by a space of no width: people read what was written.
std::string without_tags(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    out += text[at];
    if (text[at] == '[' && at + 1 < text.size() && begins_tag(text[at + 1])) out += kNoWidth;
  }
  return out;
}

// A name stands between tags and ends with its line.
std::string plain_name(std::string_view name) {
  std::string out;
  for (const char letter : name) {
    if (letter == '\n' || letter == '\r') continue;
    out += letter == '[' ? '(' : letter == ']' ? ')' : letter;
  }
  return out;
}

}  // namespace

std::string said_for(ContactId contact, std::string_view name, std::string_view text) {
  std::string out(kLineBegins);
  out += std::to_string(contact.value());
  out += kNameBegins;
  out += plain_name(name);
  out += kLineEnds;
  if (!text.empty()) out += "\n" + without_tags(text);
  return out;
}

Said said_by(std::string_view written) {
  const Said nobody{{}, written};
  if (!written.starts_with(kLineBegins)) return nobody;
  std::string_view rest = written.substr(kLineBegins.size());
  std::int64_t contact = 0;
  const auto [end, failed] = std::from_chars(rest.data(), rest.data() + rest.size(), contact);
  if (failed != std::errc{} || contact <= 0) return nobody;
  rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
  const std::size_t name_ends = rest.find(kLineEnds);
  if (!rest.starts_with(kNameBegins) || name_ends == std::string_view::npos ||
      rest.substr(0, name_ends).find_first_of("\r\n") != std::string_view::npos) {
    return nobody;
  }
  rest.remove_prefix(name_ends + kLineEnds.size());
  while (!rest.empty() && (rest.front() == '\r' || rest.front() == '\n')) rest.remove_prefix(1);
  return {ContactId{contact}, rest};
}

}  // namespace sd::clients
