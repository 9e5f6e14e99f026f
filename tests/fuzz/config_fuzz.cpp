// servicedesk.toml: any bytes end in a Config or in problems that name a reason and advice.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "extension/config/read_config.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const sd::config::Reading reading =
      sd::config::parse_config(text, "/etc/servicedesk.toml", [](const std::string&) { return "secret"; });
  if (reading.config.has_value() != reading.problems.empty()) std::abort();
  for (const sd::config::Problem& problem : reading.problems) {
    if (problem.reason.empty() || problem.advice.empty()) std::abort();
  }
  if (reading.config) (void)sd::config::describe(*reading.config);
  return 0;
}
