// What a ticket's journal says about the ticket at any instant. Everything that depends on time (timers,
// reports, the card itself) is read from this and from nothing else. Source: domain.md 2, 5, 7.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "kanban/rules/classify.h"
#include "kanban/rules/group_rules.h"
#include "kanban/rules/journal.h"

namespace sd::kanban {

struct CardAsOf {
  bool exists = false;  // false: the ticket was created later; nothing below means anything then
  TimePoint created_at{};

  StageId stage;  // 0: a stage of another group, or none is known by the title the journal holds
  Role stage_role = Role::kIntake;  // of the stage; an unknown stage leaves the role as it was
  // The role the card counts as: `stage_role`, or done when it was completed by its status and the stage has
  // not followed (yet, or because that was before the group was bound).
  Role role = Role::kIntake;
  StageId left_stage;  // the last stage outside done, 0: none; where re-opening returns to
  TaskStatus status = TaskStatus::kPending;

  bool important = false;
  Minutes estimate;
  std::string type;     // raw
  std::string stopper;  // raw, "" = none
  std::optional<TimePoint> stopper_since;
  UserId stopper_by;
  std::optional<ClassOverride> by_hand;  // present only while it holds
  Classified classified;
  Agreement agreement = Agreement::kNone;  // falls back to none when the estimate changes

  TimePoint last_update_at{};  // the last meaningful change; while done: the one that ended the cycle
  Speaker last_speaker = Speaker::kNobody;
  int cycle = 1;                        // grows by one when done is left, but by a card that awaits its check
  std::optional<TimePoint> work_since;  // first entry into work in this cycle
  std::optional<TimePoint> done_at;     // end of this cycle
  Millis stopped_before{0};             // closed stopper time since work_since, up to done_at

  friend bool operator==(const CardAsOf&, const CardAsOf&) = default;
};

// The state at `at`: rows later than it are not looked at. `rows` must be ascending (earlier()). O(rows).
CardAsOf as_of(std::span<const JournalRow> rows, const GroupView& group, TimePoint at);

// The state after all rows.
CardAsOf latest(std::span<const JournalRow> rows, const GroupView& group);

// LU: time since the last meaningful change, as it stood at `at` (domain.md 5). Stands still while done.
Millis last_update(const CardAsOf& card, TimePoint at);

// WIA: time since the card was first taken into work in this cycle, until done; none when it never was.
std::optional<Millis> work_in_age(const CardAsOf& card, TimePoint at);

// How much of work_in_age() the card stood under a stopper ("WIA 6 d, stopped for 2 d of it").
Millis stopped_in_work(const CardAsOf& card, TimePoint at);

}  // namespace sd::kanban
