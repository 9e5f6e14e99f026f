// The portal's codes in our words, wherever they are met: in answers over REST and in the box's own tables.
// Source: portal-api.md 4.2, 4.10, 9.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "extension/core/ids.h"
#include "extension/portal/field_names.h"
#include "kanban/rules/ticket.h"

namespace sd::portal {

// The portal's code of a changed field.
kanban::HistoryField history_field(std::string_view code, const FieldNames& names);

// Absent: a number nobody knows.
std::optional<kanban::TaskStatus> task_status(std::int64_t number);

// "CO_591" of UF_CRM_TASK; other bindings lead to a company only by way of the CRM.
std::optional<CompanyId> bound_company(std::string_view binding);

}  // namespace sd::portal
