#include "extension/clients/rules/new_request.h"

#include <algorithm>

#include "kanban/rules/dictionary.h"

namespace sd::clients {
namespace {

bool is_control(unsigned char byte) { return (byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7F; }

// U+202A-202E are E2 80 AA-AE, U+2066-2069 are E2 81 A6-A9.
bool turns_direction(std::string_view text) {
  if (text.size() < 3 || text[0] != '\xE2') return false;
  const auto last = static_cast<unsigned char>(text[2]);
  if (text[1] == '\x80') return last >= 0xAA && last <= 0xAE;
  return text[1] == '\x81' && last >= 0xA6 && last <= 0xA9;
}

}  // namespace

std::string plain_writing(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    if (turns_direction(text.substr(i))) {
      i += 3;
      continue;
    }
    if (!is_control(static_cast<unsigned char>(text[i]))) out += text[i];
    ++i;
  }
  return kanban::trimmed(out);
}

Result<NewRequest> checked(const NewRequest& asked, const ClientRules& rules) {
  NewRequest request{plain_writing(asked.subject), plain_writing(asked.text), asked.important, asked.like};
  std::replace_if(
      request.subject.begin(), request.subject.end(), [](char one) { return one == '\n' || one == '\t'; },
      ' ');
  if (request.subject.empty()) return Error{ErrorKind::kInvalidArgument, "client.no_subject", {}};
  if (request.subject.size() > kMaxSubject) {
    return Error{ErrorKind::kInvalidArgument, "client.subject_too_long", {}};
  }
  if (request.text.size() > kMaxText) return Error{ErrorKind::kInvalidArgument, "client.text_too_long", {}};
  if (request.important && !rules.may_be_important) {
    return Error{ErrorKind::kPermissionDenied, "client.not_important", {}};
  }
  return request;
}

}  // namespace sd::clients
