// How a ticket went through a group, made from its journal in one pass: what reports count is kept in this
// form beside the journal (kanban/sql writes it with every card), so that no report reads journals. Pure.
// Source: domain.md 5, 7, 8.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kanban/rules/card.h"
#include "kanban/rules/group_rules.h"
#include "kanban/rules/journal.h"

namespace sd::kanban {

// A stretch in one stage; it lasts until the next one of its cycle begins, or until the cycle's end.
struct FlowStay {
  StageId stage;              // as the journal has it, deleted stages too; 0: a title nobody knows
  Role role = Role::kIntake;  // never done
  TimePoint from;

  friend bool operator==(const FlowStay&, const FlowStay&) = default;
};

// From creation, or from re-opening, to done.
struct FlowCycle {
  int number = 1;
  TimePoint begin;
  std::optional<TimePoint> work_since;  // WIA of the cycle runs from here
  std::optional<TimePoint> done_at;
  std::optional<TimePoint> left_at;  // when done was left again: the next cycle's beginning
  Millis stopped{0};                 // under a stopper between work_since and done_at; 0 while open
  // As they were last known before the ticket was opened again: of the last cycle, as the card has them now.
  CardClass card_class = CardClass::kService;  // at its closing, or the present one
  std::string type;                            // raw
  // Without gaps from `begin` on, none of length 0; empty when the cycle is.
  std::vector<FlowStay> stays;

  friend bool operator==(const FlowCycle&, const FlowCycle&) = default;
};

// A stopper interval, or the part of one in which the card was open, or was done, throughout.
struct FlowStop {
  std::string stopper;  // raw
  TimePoint since;      // beginning of the whole interval; an entry that was renamed goes on
  TimePoint from;
  std::optional<TimePoint> to;
  bool open = true;  // the card was not done

  friend bool operator==(const FlowStop&, const FlowStop&) = default;
};

struct TicketFlow {
  std::vector<FlowCycle> cycles;  // ascending; none for a ticket without a journal
  std::vector<FlowStop> stops;    // ascending, never overlapping, none of length 0

  friend bool operator==(const TicketFlow&, const TicketFlow&) = default;
};

// `rows`: the whole journal, ascending. O(rows).
TicketFlow ticket_flow(std::span<const JournalRow> rows, const GroupView& group);

// A number for all of a group that ticket_flow() depends on, never 0. Where it has changed, what is kept of
// the group's tickets has to be made anew (rebuild_flow.h). O(stages).
std::int64_t flow_basis(const GroupView& group);

// The stays of a cycle as one short text and back. What follows a malformed part is dropped; the second form
// reuses the memory of `stays`.
std::string stays_text(std::span<const FlowStay> stays, TimePoint begin);
void read_stays(std::string_view text, TimePoint begin, std::vector<FlowStay>& stays);

}  // namespace sd::kanban
