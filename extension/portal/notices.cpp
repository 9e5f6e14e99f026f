#include "extension/portal/notices.h"

namespace sd::portal {

Status notify(Caller& caller, const Actor& actor, UserId to, const std::string& message,
              const std::string& tag) {
  // Repeating replaces the notice, so a lost answer may be asked for again like a read's.
  const auto sent = caller.call(
      actor,
      {"im.notify.system.add", {{"USER_ID", to.value()}, {"MESSAGE", message}, {"TAG", tag}}, Effect::kRead});
  if (!sent) return sent.error();
  return Done{};
}

}  // namespace sd::portal
