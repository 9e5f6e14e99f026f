// What a client writes as a new request, checked and made safe to pass on. Pure. Source: domain.md 1, 9.
#pragma once

#include <string>
#include <string_view>

#include "extension/clients/rules/client.h"
#include "extension/core/result.h"

namespace sd::clients {

struct NewRequest {
  std::string subject;
  std::string text;
  bool important = false;
  std::string like;  // the template it was begun from; "": none
};

// `text` without what is no writing: control characters but line ends and tabs, and the marks that turn the
// direction of what follows (U+202A-202E, U+2066-2069): with them a title reads as another one. Right-to-left
// writing and emoji stay. Blanks at both ends are taken off. Valid UTF-8 stays valid.
std::string plain_writing(std::string_view text);

// The request as it is passed on; the subject is one line. Errors (kInvalidArgument): "client.no_subject";
// "client.subject_too_long" above kMaxSubject bytes; "client.text_too_long" above kMaxText; "client.not_
// important" (kPermissionDenied) for what the rules do not let him mark.
Result<NewRequest> checked(const NewRequest& asked, const ClientRules& rules);

inline constexpr std::size_t kMaxSubject = 250;
inline constexpr std::size_t kMaxText = 10'000;

}  // namespace sd::clients
