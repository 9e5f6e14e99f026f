// Up to when a look at a task has seen everything the portal changed in it. Source: portal-api.md 3.9.
#pragma once

#include <chrono>

#include "extension/core/time.h"

namespace sd::kanban {

// The portal tells changes by the second, and its clock is read off its answers: up to a minute after a
// change another one may have followed within the second that this look does not know of.
inline TimePoint seen_until(TimePoint changed_at, TimePoint read_at) {
  return read_at - changed_at >= std::chrono::seconds{60} ? changed_at : changed_at - Millis{1};
}

}  // namespace sd::kanban
