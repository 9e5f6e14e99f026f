#include "kanban/rules/unagreed.h"

namespace sd::kanban {

std::string_view to_string(Unagreed unagreed) {
  switch (unagreed) {
    case Unagreed::kOff: return "off";
    case Unagreed::kFlag: return "flag";
    case Unagreed::kForbid: return "forbid";
  }
  return "off";
}

std::optional<Unagreed> unagreed_from(std::string_view text) {
  for (const Unagreed unagreed : {Unagreed::kOff, Unagreed::kFlag, Unagreed::kForbid}) {
    if (to_string(unagreed) == text) return unagreed;
  }
  return std::nullopt;
}

bool wants_agreement(const Card& card) {
  return card.card_class == CardClass::kChange && card.agreement != Agreement::kAgreed;
}

bool pulls(Role from, Role to) { return from < Role::kWork && (to == Role::kWork || to == Role::kVerify); }

}  // namespace sd::kanban
