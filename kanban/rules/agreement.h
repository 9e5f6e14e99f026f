// Agreement on an estimate: none, asked, agreed or declined, and who may take which step. Pure.
// Source: domain.md 3.
#pragma once

#include <optional>
#include <string_view>

#include "extension/core/result.h"
#include "kanban/rules/card.h"

namespace sd::kanban {

// On whose behalf somebody speaks about an estimate.
enum class Side { kStaff, kManager, kClient };

struct AgreementStep {
  Side side = Side::kStaff;
  Agreement to = Agreement::kAsked;
  std::string_view note;  // a manager's words when he speaks for the client; may be blank otherwise
};

// Whether the step may be taken on a card with this agreement and estimate. Staff asks; the client's side
// agrees or declines, or a manager does it for the client with a note. A changed estimate is back at none by
// itself (rules/replay.h), so what was agreed to cannot be asked again.
//
// Errors: "agreement.no_estimate" (kConflict) without an estimate above 0; "agreement.already" (kConflict)
// when it stands there, or has been agreed to; "agreement.not_asked" (kConflict) for an answer nobody waits
// for; "agreement.not_yours" (kPermissionDenied) for an answer by staff or a question by the client;
// "agreement.note_missing" (kInvalidArgument); "agreement.step" (kInvalidArgument) for none as a goal.
Status may_step(const AgreementStep& step, Agreement now, std::optional<std::int64_t> estimate_minutes);

}  // namespace sd::kanban
