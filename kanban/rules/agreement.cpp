#include "kanban/rules/agreement.h"

#include "kanban/rules/dictionary.h"

namespace sd::kanban {

Status may_step(const AgreementStep& step, Agreement now, std::optional<std::int64_t> estimate_minutes) {
  if (step.to == Agreement::kNone) return Error{ErrorKind::kInvalidArgument, "agreement.step", {}};
  const bool asks = step.to == Agreement::kAsked;
  if (step.side == (asks ? Side::kClient : Side::kStaff)) {
    return Error{ErrorKind::kPermissionDenied, "agreement.not_yours", {}};
  }
  if (!estimate_minutes || *estimate_minutes == 0) {
    return Error{ErrorKind::kConflict, "agreement.no_estimate", {}};
  }
  if (now == step.to || now == Agreement::kAgreed) {
    return Error{ErrorKind::kConflict, "agreement.already", {}};
  }
  if (asks) return Done{};
  if (now != Agreement::kAsked) return Error{ErrorKind::kConflict, "agreement.not_asked", {}};
  if (step.side == Side::kManager && trimmed(step.note).empty()) {
    return Error{ErrorKind::kInvalidArgument, "agreement.note_missing", {}};
  }
  return Done{};
}

}  // namespace sd::kanban
