// Instants as text: any bytes end in an instant that writes and reads back as itself, or in a reason.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "extension/core/iso_time.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const sd::Result<sd::TimePoint> at = sd::parse_iso_time(text);
  if (!at) {
    if (at.error().detail.empty() || !at.error().code.starts_with("time.")) std::abort();
    return 0;
  }
  const std::string again = sd::format_iso_time(*at);
  const bool year_of_four_digits = again.size() >= 25 && again[4] == '-' && again[0] != '-';
  if (year_of_four_digits && sd::parse_iso_time(again).value() != *at) std::abort();
  return 0;
}
