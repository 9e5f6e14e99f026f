// The words of somebody who comes by a personal link, as the background writes them into the portal: they
// begin with a line that names him and leads to his contact in the CRM. Pure. Source: domain.md 9.
#pragma once

#include <string>
#include <string_view>

#include "extension/core/contact_id.h"

namespace sd::clients {

// What is written for him. Nothing of `text` is markup of the portal's: written by an administrator's name it
// could notify people or show them what is not the writer's.
std::string said_for(ContactId contact, std::string_view name, std::string_view text);

// What was written, and by whom; contact 0: it does not begin with such a line, and `text` is all of it.
// Whoever may write as the staff may write such a line: ask who has written it first.
struct Said {
  ContactId contact;
  std::string_view text;  // of what was given
};
Said said_by(std::string_view written);

}  // namespace sd::clients
