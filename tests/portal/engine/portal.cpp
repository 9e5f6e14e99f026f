#include "tests/portal/engine/portal.h"

namespace sd::portal_double {

Portal::Portal(Settings given, const Clock& machine)
    : settings(std::move(given)),
      clock(machine),
      secrets(settings.seed),
      stages(settings.russian),
      apps(clock, secrets),
      events(clock, secrets, apps) {
  if (settings.member_id.empty()) settings.member_id = digest("member:" + settings.domain);
  limits.on = settings.cloud;
}

Caller Portal::session(std::int64_t user_id) const {
  Caller caller;
  caller.user = user_id;
  caller.session = true;
  if (const User* user = directory.user(user_id)) {
    caller.admin = user->admin;
    caller.offset_minutes = user->offset_minutes;
  }
  return caller;
}

}  // namespace sd::portal_double
