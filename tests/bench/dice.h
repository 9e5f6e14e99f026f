// What the makers of big desks share: chance that falls the same on every machine, and no patience with a
// database that refuses something.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "extension/core/result.h"

namespace sd::bench {

inline constexpr std::int64_t kMinute = 60'000, kHour = 60 * kMinute, kDay = 24 * kHour;

template <class T>
T must(Result<T> result) {
  if (!result) {
    std::fprintf(stderr, "%s %s\n", result.error().code.c_str(), result.error().detail.c_str());
    std::exit(1);
  }
  return std::move(result).value();
}

class Dice {
 public:
  std::int64_t below(std::int64_t sides) {
    state_ = state_ * 6'364'136'223'846'793'005U + 1'442'695'040'888'963'407U;
    return static_cast<std::int64_t>((state_ >> 33U) % static_cast<std::uint64_t>(sides));
  }
  bool in_a_hundred(std::int64_t chance) { return below(100) < chance; }

 private:
  std::uint64_t state_ = 20'261'128;
};

}  // namespace sd::bench
