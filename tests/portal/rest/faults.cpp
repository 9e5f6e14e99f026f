#include "tests/portal/rest/faults.h"

namespace sd::portal_double {

std::optional<Fault> Faults::take(const std::string& method, bool inside_batch) {
  for (auto fault = faults_.begin(); fault != faults_.end(); ++fault) {
    const bool refusal =
        fault->kind == "503" || fault->kind == "429" || fault->kind == "expired" || fault->kind == "500";
    if (inside_batch && (fault->method == "*" || !refusal)) continue;
    if (fault->method != "*" && fault->method != method) continue;
    const Fault taken = *fault;
    if (--fault->count <= 0) faults_.erase(fault);
    return taken;
  }
  return std::nullopt;
}

}  // namespace sd::portal_double
