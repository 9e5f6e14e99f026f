// A refusal in the words of REST v3 (portal-api 1.10).
#pragma once

#include <string>

#include "tests/portal/engine/refusal.h"

namespace sd::portal_double {

struct V3Refusal : Refusal {
  V3Refusal(int http_status, const std::string& suffix, const std::string& text, const std::string& field)
      : Refusal(http_status, "BITRIX_REST_V3_EXCEPTION_" + suffix, text) {
    argument = field;
  }
};

}  // namespace sd::portal_double
