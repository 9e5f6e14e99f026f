// What people add to a task: comments, labour records, check-list items (portal-api 4.7-4.9). Everything
// throws Refusal; labour leaves a history row and no event.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "tests/portal/engine/portal.h"

namespace sd::portal_double {

std::int64_t add_comment(Portal& portal, const Caller& caller, std::int64_t task, const std::string& text,
                         std::int64_t author = 0);
void update_comment(Portal& portal, const Caller& caller, std::int64_t task, std::int64_t comment,
                    const std::string& text);
void delete_comment(Portal& portal, const Caller& caller, std::int64_t task, std::int64_t comment);

struct LabourWrite {
  std::optional<std::int64_t> seconds;
  std::optional<std::string> comment;
  std::int64_t user = 0;  // 0 = the caller
  Ms created = 0;         // the day the work was done; 0 = now
};
std::int64_t add_labour(Portal& portal, const Caller& caller, std::int64_t task, const LabourWrite& write);
void update_labour(Portal& portal, const Caller& caller, std::int64_t task, std::int64_t record,
                   const LabourWrite& write);
void delete_labour(Portal& portal, const Caller& caller, std::int64_t task, std::int64_t record);
bool labour_allowed(Portal& portal, const Caller& caller, std::int64_t task, std::int64_t record, int action);

struct ChecklistWrite {
  std::optional<std::string> title;
  std::optional<std::int64_t> parent, sort;
  std::optional<bool> complete, important;
};
std::int64_t add_item(Portal& portal, const Caller& caller, std::int64_t task, const ChecklistWrite& write);
void update_item(Portal& portal, const Caller& caller, std::int64_t task, std::int64_t item,
                 const ChecklistWrite& write);
void delete_item(Portal& portal, const Caller& caller, std::int64_t task, std::int64_t item);

// The numeric exception groups of the positional family (portal-api 1.7).
[[noreturn]] void refuse_positional(int group, const std::string& text);

}  // namespace sd::portal_double
