// Tokens and ids of the double: made from a seed, so that a run can be repeated. Nothing here is secret
// in earnest; the double guards no data.
#pragma once

#include <array>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>

namespace sd::portal_double {

class Secrets {
 public:
  explicit Secrets(std::uint64_t seed) : engine_(seed) {}

  // `count` lower-case hex digits.
  std::string hex(std::size_t count) {
    static constexpr std::string_view kDigits = "0123456789abcdef";
    std::string out(count, '0');
    for (char& digit : out) digit = kDigits[engine_() & 15U];
    return out;
  }

 private:
  std::mt19937_64 engine_;
};

// 32 hex digits that depend on every byte of `text` (stands where a portal puts an md5).
inline std::string digest(std::string_view text) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  for (const std::uint64_t seed : {0xcbf29ce484222325ULL, 0x9e3779b97f4a7c15ULL}) {
    std::uint64_t hash = seed;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    for (int shift = 60; shift >= 0; shift -= 4) out += kDigits[(hash >> shift) & 15U];
  }
  return out;
}

}  // namespace sd::portal_double
