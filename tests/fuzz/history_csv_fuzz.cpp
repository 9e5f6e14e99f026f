// Case histories as CSV: any bytes end in rows in order of time, or in a reason that names the line.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "tests/portal/engine/history_player.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sd::portal_double;
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto rows = decode_history(text, "Europe/Brussels");
  if (!rows) {
    if (!rows.error().code.starts_with("csv.") || rows.error().detail.empty()) std::abort();
    return 0;
  }
  if (!std::is_sorted(rows->begin(), rows->end(),
                      [](const CaseRow& a, const CaseRow& b) { return a.at < b.at; }))
    std::abort();
  return 0;
}
