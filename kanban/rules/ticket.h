// What the portal says of a task, in our words. Translated from the wire in extension/portal; nothing
// here is computed by us. Source: portal-api.md 4.2, 4.10.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "extension/core/ids.h"
#include "extension/core/time.h"

namespace sd::kanban {

// The portal's real status (portal-api.md 4.2 STATUS).
enum class TaskStatus { kPending = 2, kInProgress = 3, kAwaitingCheck = 4, kCompleted = 5, kDeferred = 6 };

// What can be done to a task's status, by the portal's own actions (portal-api.md 4.4).
enum class StatusStep { kStart, kPause, kComplete, kRenew, kApprove, kDisapprove };

struct Ticket {
  TicketId id;
  GroupId group;
  StageId stage;  // as the portal says; 0 = first stage of the group
  std::string title;
  std::string xml_id;
  TaskStatus status = TaskStatus::kPending;
  bool important = false;     // PRIORITY 2
  bool task_control = false;  // completion needs the creator's approval
  UserId creator;
  UserId assignee;
  std::string creator_name;  // as embedded in the answer; may be "" (keeps users that user.get hides)
  std::string assignee_name;
  TimePoint created_at;
  TimePoint changed_at;
  std::optional<TimePoint> closed_at;
  std::optional<TimePoint> deadline;
  std::int64_t spent_seconds = 0;
  std::vector<CompanyId> companies;  // CO_ bindings of UF_CRM_TASK, in the portal's order
  std::string type;                  // UF_SD_TYPE, raw
  std::string stopper;               // UF_SD_STOPPER, raw
  std::string estimate;              // UF_SD_ESTIMATE, raw text of the number; "" = empty
  std::int64_t comments = 0;
  std::vector<std::string> tags;  // in the portal's order

  friend bool operator==(const Ticket&, const Ticket&) = default;
};

// One row of the portal's task history. `field` is normalised by the adapter to our words where we know
// them (see HistoryField), the portal's code stays in `raw_field`.
enum class HistoryField {
  kCreated,     // NEW
  kStage,       // STAGE or STAGE_ID; values are stage TITLES of that moment
  kStatus,      // STATUS or REAL_STATUS; values are numbers
  kImportance,  // PRIORITY; values "0", "1", "2"
  kType,        // UF_SD_TYPE
  kStopper,     // UF_SD_STOPPER
  kEstimate,    // UF_SD_ESTIMATE
  kAssignee,    // RESPONSIBLE_ID
  kGroup,       // GROUP_ID
  kComment,     // COMMENT
  kLabour,      // TIME_SPENT_IN_LOGS
  kDeadline,    // DEADLINE
  kTitle,       // TITLE
  kOther,       // any other; meaningful unless listed in journal.h
};

struct HistoryRow {
  std::int64_t id = 0;
  TimePoint at;
  UserId user;  // 0: robot or system
  HistoryField field = HistoryField::kOther;
  std::string raw_field;
  std::string from;
  std::string to;

  friend bool operator==(const HistoryRow&, const HistoryRow&) = default;
};

}  // namespace sd::kanban
