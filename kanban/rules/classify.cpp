#include "kanban/rules/classify.h"

namespace sd::kanban {

Classified classify(const Grounds& grounds, bool estimate_first) {
  const bool estimated = grounds.estimate.value_or(0) > 0;
  const Classified incident{CardClass::kIncident, ClassReason::kImportant};
  const Classified change{CardClass::kChange, ClassReason::kEstimate};
  if (grounds.important && estimated) return estimate_first ? change : incident;
  if (grounds.important) return incident;
  if (estimated) return change;
  return {};
}

Classified classify(const Grounds& grounds, bool estimate_first,
                    const std::optional<ClassOverride>& by_hand) {
  if (by_hand && by_hand->grounds == grounds) return {by_hand->value, ClassReason::kOverride};
  return classify(grounds, estimate_first);
}

}  // namespace sd::kanban
