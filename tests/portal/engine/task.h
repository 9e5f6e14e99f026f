// A task with everything that hangs on it. Portal words (portal-api 4.2), plain values.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "tests/portal/engine/clock.h"

namespace sd::portal_double {

// A name kept once for the whole portal: history has millions of field names.
using NameId = std::uint16_t;

struct HistoryRow {
  std::int64_t id = 0;
  Ms at = 0;
  std::int32_t user = 0;
  NameId field = 0;
  bool has_values = true;
  std::string from, to;
};

struct Comment {
  std::int64_t id = 0;
  std::int64_t author = 0;
  Ms at = 0;
  std::string text;
};

struct ChecklistItem {
  std::int64_t id = 0;
  std::int64_t parent = 0;
  std::int64_t created_by = 0, toggled_by = 0;
  Ms toggled_at = 0;
  std::string title;
  int sort = 0;
  bool complete = false, important = false;
};

struct Task {
  std::int64_t id = 0;
  std::int64_t parent = 0;
  std::string title, description, guid, xml_id;
  int status = 2;    // 2 pending, 3 in progress, 4 awaiting control, 5 completed, 6 deferred
  int priority = 1;  // 0 low, 1 medium, 2 high
  char mark = 0;     // 'P', 'N' or none
  std::int64_t group = 0, stage = 0;
  std::int64_t created_by = 0, responsible = 0, changed_by = 0, status_changed_by = 0, closed_by = 0;
  Ms created = 0, changed = 0, status_changed = 0, closed = 0, activity = 0;
  Ms date_start = 0, deadline = 0, start_plan = 0, end_plan = 0;
  std::int64_t sorting = 0;  // in the group's kanban; 0: where its id puts it
  std::int64_t duration_plan = 0, time_estimate = 0, spent = 0;
  bool spent_known = false;  // a labour record exists or existed
  bool task_control = false, allow_time_tracking = false, allow_change_deadline = false;
  bool match_work_time = false, add_in_report = false;
  std::vector<std::int64_t> accomplices, auditors, depends_on, files;
  std::vector<std::pair<std::int64_t, std::string>> tags;
  std::vector<std::string> crm;                                 // UF_CRM_TASK
  std::vector<std::pair<NameId, std::vector<std::string>>> uf;  // custom fields, without empty ones
  std::vector<HistoryRow> history;                              // ascending by id
  std::vector<Comment> comments;
  std::vector<ChecklistItem> checklist;
  std::vector<std::int64_t> labour;  // ids in Portal::labour
};

constexpr std::int64_t kKanbanStep = std::int64_t{1} << 20;
inline std::int64_t place_in_kanban(const Task& task) {
  return task.sorting != 0 ? task.sorting : task.id * kKanbanStep;
}

struct LabourRecord {
  std::int64_t id = 0, task = 0, user = 0;
  std::int64_t seconds = 0;
  int source = 2;
  Ms created = 0, start = 0, stop = 0;
  std::string comment;
};

}  // namespace sd::portal_double
