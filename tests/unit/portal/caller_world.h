// Calls of the portal of PortalWorld: one that reads, one that writes.
#pragma once

#include "tests/unit/portal/portal_world.h"

namespace sd::portal {

class CallerWorld : public PortalWorld {
 protected:
  static constexpr const char* kGood = R"({"result":true,"time":{"finish":1766000000.5}})";
  static constexpr const char* kExpired = R"({"error":"expired_token","error_description":"expired"})";

  Result<Answer> read(const Actor& actor) { return caller_.call(actor, {"profile"}); }
  Result<Answer> write(const Actor& actor) {
    return caller_.call(actor, {"task.stages.add", {}, Effect::kWrite});
  }
};

}  // namespace sd::portal
