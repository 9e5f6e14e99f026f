#include "kanban/fill_store.h"

#include <array>
#include <utility>

namespace sd::kanban {
namespace {

constexpr std::array<std::pair<FillPhase, std::string_view>, 9> kNames{{
    {FillPhase::kUsers, "users"},
    {FillPhase::kOpen, "open"},
    {FillPhase::kOpenHistory, "open_history"},
    {FillPhase::kClosed, "closed"},
    {FillPhase::kCompanies, "companies"},
    {FillPhase::kAgain, "again"},
    {FillPhase::kLabour, "labour"},
    {FillPhase::kClosedHistory, "closed_history"},
    {FillPhase::kImport, "import"},
}};

}  // namespace

std::string_view to_string(FillPhase phase) {
  for (const auto& [known, name] : kNames) {
    if (known == phase) return name;
  }
  return {};
}

std::optional<FillPhase> fill_phase_from(std::string_view text) {
  for (const auto& [known, name] : kNames) {
    if (name == text) return known;
  }
  return std::nullopt;
}

}  // namespace sd::kanban
