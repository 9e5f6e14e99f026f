// One ticket as the board shows it: the portal's truth plus what the journal says about time. A value;
// it can be thrown away and computed again from ticket and journal. Source: domain.md 2-5.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extension/core/ids.h"
#include "extension/core/time.h"
#include "kanban/rules/stage.h"
#include "kanban/rules/ticket.h"

namespace sd::kanban {

enum class CardClass { kIncident, kChange, kService };
std::string_view to_string(CardClass value);  // "incident", "change", "service"
std::optional<CardClass> class_from(std::string_view text);

// Why the card has its class; the page words it ("Оценка 4 ч").
enum class ClassReason { kImportant, kEstimate, kOtherwise, kOverride };
std::string_view to_string(ClassReason value);  // "important", "estimate", "otherwise", "override"

enum class Speaker { kNobody, kStaff, kClient };
std::string_view to_string(Speaker value);  // "nobody", "staff", "client"

enum class Agreement { kNone, kAsked, kAgreed, kDeclined };
std::string_view to_string(Agreement value);  // "none", "asked", "agreed", "declined"
std::optional<Agreement> agreement_from(std::string_view text);

struct Card {
  TicketId ticket;
  GroupId group;
  StageId stage;  // never 0: the first stage is named
  Role role = Role::kIntake;
  TaskStatus status = TaskStatus::kPending;
  std::string title;
  std::string xml_id;
  UserId assignee;
  UserId creator;
  CompanyId company;  // 0: none
  bool important = false;
  bool task_control = false;

  CardClass card_class = CardClass::kService;
  ClassReason class_reason = ClassReason::kOtherwise;
  std::string override_reason;  // the manager's words when class_reason is kOverride

  std::string type;        // the dictionary's title, or the unknown text as it stands
  bool type_known = true;  // false: not in the dictionary, flagged
  std::string stopper;     // "" = none
  bool stopper_known = true;
  std::optional<TimePoint> stopper_since;
  UserId stopper_by;
  std::optional<std::int64_t> estimate_minutes;  // absent: empty; 0 is not empty
  std::string estimate_invalid;                  // the raw value when it was refused (domain.md 3), else ""
  Agreement agreement = Agreement::kNone;
  std::int64_t spent_minutes = 0;

  TimePoint created_at;
  std::optional<TimePoint> deadline;
  std::optional<TimePoint> closed_at;
  TimePoint last_update_at;                 // LU counts from here; frozen when done
  Speaker last_speaker = Speaker::kNobody;  // who spoke last
  std::optional<TimePoint> work_since;      // WIA counts from here; absent when never in work this cycle
  std::optional<TimePoint> done_at;         // the cycle's end; WIA and LU stand still from here
  std::int64_t stopped_before_ms = 0;  // closed stopper time since work_since; the open one is added live
  int cycle = 1;
  std::int64_t comments = 0;
  std::string tags;          // joined by commas, see tags.h
  bool history_read = true;  // false: made from the task's row alone (row_card.h); its past is not known yet

  bool awaiting_check = false;  // status 4 (domain.md 2, task control)
  std::int64_t revision = 0;    // the board's revision with which the card was last stored

  friend bool operator==(const Card&, const Card&) = default;
};

}  // namespace sd::kanban
