// The portal's time. Tasks, history and answers live in portal time, which a test may set, stop and
// move; tokens, codes and rate limits live in lease time, which only explicit advances move, so that
// playing two years of history does not expire every token on the way.
#pragma once

#include <cstdint>

#include "extension/core/clock.h"

namespace sd::portal_double {

using Ms = std::int64_t;  // unix milliseconds, UTC; 0 = no date

class PortalClock {
 public:
  explicit PortalClock(const Clock& machine) : machine_(&machine) {}

  Ms now() const { return standing_ ? stood_at_ : machine_now() + shift_; }
  Ms lease_now() const { return machine_now() + advanced_; }

  // Portal time becomes `at`; it stands there or runs on from there.
  void set(Ms at, bool stand) {
    standing_ = stand;
    stood_at_ = at;
    shift_ = at - machine_now();
  }
  void stand(bool still) { set(now(), still); }
  // Both times move.
  void advance(Ms by) {
    stood_at_ += by;
    shift_ += by;
    advanced_ += by;
  }
  // Portal time alone moves, backwards too: tokens and limits do not notice.
  void pass(Ms by) {
    stood_at_ += by;
    shift_ += by;
  }
  void follow_machine() {
    standing_ = false;
    shift_ = 0;
  }
  bool standing() const { return standing_; }

 private:
  Ms machine_now() const { return to_ms(machine_->now()); }

  const Clock* machine_;
  bool standing_ = false;
  Ms stood_at_ = 0;
  Ms shift_ = 0;
  Ms advanced_ = 0;
};

}  // namespace sd::portal_double
