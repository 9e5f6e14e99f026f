// Views of one journal as stretches of time. All take ascending rows, cost O(rows), and describe the journal
// up to and including the instant `until`; the stretch that is still going on has no end. Source: domain.md
// 3-5, 7.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "kanban/rules/as_of.h"

namespace sd::kanban {

struct StageInterval {
  StageId stage;      // 0: a stage whose title nobody knows
  std::string title;  // the title as the history had it, only when `stage` is 0
  Role role = Role::kIntake;
  TimePoint from;
  std::optional<TimePoint> to;
  UserId by;  // who moved it here

  friend bool operator==(const StageInterval&, const StageInterval&) = default;
};

// Without gaps from creation on; a move to the same stage starts nothing.
std::vector<StageInterval> stage_intervals(std::span<const JournalRow> rows, const GroupView& group,
                                           TimePoint until);

struct StopperInterval {
  std::string stopper;  // raw text
  TimePoint from;
  std::optional<TimePoint> to;
  UserId by;  // who set it

  friend bool operator==(const StopperInterval&, const StopperInterval&) = default;
};

// Setting opens, clearing or changing closes; never overlapping, never of length 0.
std::vector<StopperInterval> stopper_intervals(std::span<const JournalRow> rows, TimePoint until);

struct Cycle {
  int number = 1;
  TimePoint begin;                      // creation, or the instant done was left
  std::optional<TimePoint> work_since;  // WIA of the cycle runs from here
  std::optional<TimePoint> done_at;     // none: the present cycle, still open

  friend bool operator==(const Cycle&, const Cycle&) = default;
};

std::vector<Cycle> cycles(std::span<const JournalRow> rows, const GroupView& group, TimePoint until);

struct ClassSpan {
  CardClass value = CardClass::kService;
  ClassReason reason = ClassReason::kOtherwise;
  TimePoint from;

  friend bool operator==(const ClassSpan&, const ClassSpan&) = default;
};

// By today's rules over the facts of the journal; what was announced then is in its kClass rows.
std::vector<ClassSpan> class_history(std::span<const JournalRow> rows, const GroupView& group,
                                     TimePoint until);

struct TitleSpan {
  std::string title;
  TimePoint from;

  friend bool operator==(const TitleSpan&, const TitleSpan&) = default;
};

// Titles of the ticket, the first from its creation when the journal tells it. Empty: never renamed.
std::vector<TitleSpan> ticket_titles(std::span<const JournalRow> rows, TimePoint until);

}  // namespace sd::kanban
