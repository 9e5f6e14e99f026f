#include "extension/portal/wire_words.h"

#include <charconv>
#include <utility>

namespace sd::portal {
namespace {

using kanban::HistoryField;
using kanban::TaskStatus;

// The documentation prints STAGE_ID and REAL_STATUS, installations write STAGE and STATUS.
constexpr std::pair<std::string_view, HistoryField> kFields[] = {
    {"NEW", HistoryField::kCreated},
    {"STAGE", HistoryField::kStage},
    {"STAGE_ID", HistoryField::kStage},
    {"STATUS", HistoryField::kStatus},
    {"REAL_STATUS", HistoryField::kStatus},
    {"PRIORITY", HistoryField::kImportance},
    {"RESPONSIBLE_ID", HistoryField::kAssignee},
    {"GROUP_ID", HistoryField::kGroup},
    {"COMMENT", HistoryField::kComment},
    {"TIME_SPENT_IN_LOGS", HistoryField::kLabour},
    {"DEADLINE", HistoryField::kDeadline},
    {"TITLE", HistoryField::kTitle},
};

}  // namespace

HistoryField history_field(std::string_view code, const FieldNames& names) {
  if (code == names.type) return HistoryField::kType;
  if (code == names.stopper) return HistoryField::kStopper;
  if (code == names.estimate) return HistoryField::kEstimate;
  for (const auto& [known, field] : kFields) {
    if (known == code) return field;
  }
  return HistoryField::kOther;
}

std::optional<TaskStatus> task_status(std::int64_t number) {
  switch (number) {
    case 1:  // new and
    case 7:  // declined: legacy, both mean that nobody works on it
    case 2: return TaskStatus::kPending;
    case 3: return TaskStatus::kInProgress;
    case 4: return TaskStatus::kAwaitingCheck;
    case 5: return TaskStatus::kCompleted;
    case 6: return TaskStatus::kDeferred;
    default: return std::nullopt;
  }
}

std::optional<CompanyId> bound_company(std::string_view binding) {
  std::int64_t id = 0;
  if (!binding.starts_with("CO_")) return std::nullopt;
  const auto [end, fault] = std::from_chars(binding.data() + 3, binding.data() + binding.size(), id);
  if (fault != std::errc{} || end != binding.data() + binding.size() || id <= 0) return std::nullopt;
  return CompanyId{id};
}

}  // namespace sd::portal
