#include "tests/portal/app/front.h"

#include <cstdio>
#include <utility>

namespace sd::portal_double {

using std::chrono::milliseconds;

Status Front::open() {
  const std::lock_guard guard(mutex_);
  if (ended_) return Done{};
  listeners_.push_back(std::make_unique<http::Listener>(options_, handler_));
  return listeners_.back()->start();
}

void Front::restart(milliseconds down, std::function<void()> closed) {
  // Later, so that whoever asked for it gets his answer.
  later_.run_after(milliseconds{20}, [this, down, closed = std::move(closed)] {
    shut(milliseconds{0});
    closed();
    later_.run_after(down, [this] {
      if (const Status opened = open(); !opened) {
        std::fprintf(stderr, "portal_double: restart: %s\n", opened.error().detail.c_str());
      }
    });
  });
}

void Front::shut(milliseconds patience) {
  const std::lock_guard guard(mutex_);
  if (!listeners_.empty()) listeners_.back()->stop(patience);
}

void Front::close() {
  {
    const std::lock_guard guard(mutex_);
    ended_ = true;
  }
  shut(std::chrono::seconds{2});
}

}  // namespace sd::portal_double
