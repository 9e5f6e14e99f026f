#include "extension/storage/script.h"

namespace sd::storage {
namespace {

bool blank(const std::string& text) { return text.find_first_not_of(" \t\r\n") == std::string::npos; }

std::string trimmed(const std::string& text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

}  // namespace

std::vector<std::string> statements_of(const std::string& script) {
  std::vector<std::string> statements;
  std::string current;
  bool in_text = false;
  for (std::size_t at = 0; at < script.size(); ++at) {
    const char c = script[at];
    if (c == '\'') in_text = !in_text;  // a doubled quote leaves the text and enters it again
    if (!in_text && script.compare(at, 2, "--") == 0) {
      at = std::min(script.find('\n', at), script.size()) - 1;
      continue;
    }
    if (in_text || c != ';') {
      current += c;
      continue;
    }
    if (!blank(current)) statements.push_back(trimmed(current));
    current.clear();
  }
  if (!blank(current)) statements.push_back(trimmed(current));
  return statements;
}

}  // namespace sd::storage
