// An instant of an answer: milliseconds since 1970, null where there is none.
#pragma once

#include <boost/json.hpp>
#include <optional>

#include "extension/core/time.h"

namespace sd::kanban {

inline boost::json::value instant(const std::optional<TimePoint>& at) {
  if (!at) return nullptr;
  return to_ms(*at);
}

}  // namespace sd::kanban
