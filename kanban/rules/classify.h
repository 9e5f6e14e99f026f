// The class of a card, why it has it, and a manager's override. Source: domain.md 4.
#pragma once

#include <optional>
#include <string>

#include "kanban/rules/card.h"
#include "kanban/rules/estimate.h"

namespace sd::kanban {

// Everything a class is decided from. An override stands on the grounds it was made on.
struct Grounds {
  bool important = false;
  Minutes estimate;

  friend bool operator==(const Grounds&, const Grounds&) = default;
};

struct ClassOverride {
  CardClass value = CardClass::kService;
  std::string reason;
  Grounds grounds;

  friend bool operator==(const ClassOverride&, const ClassOverride&) = default;
};

struct Classified {
  CardClass value = CardClass::kService;
  ClassReason reason = ClassReason::kOtherwise;

  friend bool operator==(const Classified&, const Classified&) = default;
};

// Important -> incident; estimate above 0 -> change request; otherwise service request. `estimate_first`
// swaps the first two. An estimate of 0 makes no change request.
Classified classify(const Grounds& grounds, bool estimate_first);

// The same with an override, which counts only while its grounds are these.
Classified classify(const Grounds& grounds, bool estimate_first, const std::optional<ClassOverride>& by_hand);

}  // namespace sd::kanban
