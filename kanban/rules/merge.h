// What a look at a ticket adds to its journal. The portal's history is the truth (a row "h<id>" each); what
// it does not hold is found by comparing what the journal says with the ticket as it stands ("o<...>");
// changes of class are ours ("x<...>"). Looking again adds nothing: the same fact has the same key. Source:
// domain.md 4, 7.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "kanban/rules/card.h"
#include "kanban/rules/group_rules.h"
#include "kanban/rules/journal.h"

namespace sd::kanban {

// A background write of ours that is under way: the latest new row that says so is not a person's.
struct OwnWrite {
  Fact fact = Fact::kStage;
  std::string to;  // as in JournalRow
  UserId by{};     // whom the portal names; 0: anybody
  TimePoint until = TimePoint::max();

  friend bool operator==(const OwnWrite&, const OwnWrite&) = default;
};

// The titles another bound group's stages had, for what a ticket's history tells of its time there.
struct OtherGroup {
  GroupId group;
  std::span<const StageTitle> titles;  // oldest first
  std::span<const Stage> stages;       // ascending by sort
};

// One look at one ticket. Refers to what its maker owns.
struct Look {
  const Ticket& ticket;
  std::span<const HistoryRow> history;  // all the portal has
  std::span<const JournalRow> known;    // ascending
  std::span<const StageTitle> titles;   // oldest first
  std::span<const OwnWrite> own;
  std::span<const JournalRow> added;  // rows of ours to add with this look: an override, an agreement
  std::optional<CardClass> shown;     // the class of the stored card
  TimePoint read_at{};                // the portal's clock
  std::span<const OtherGroup> elsewhere = {};
};

// The rows to add, ascending; none when the look tells nothing new. Values:
// - a stage is its id, a title meaning what it meant in the group the ticket was in then. A title nobody was
//   ever called is kept as "?title", except that the newest move names the stage the ticket stands in. Stage
//   0 is the first stage.
// - a change of group moves to the new group's first stage, which the portal's history does not say: a row
//   "m<id of the change>".
// - the first look also says how the ticket was created, from its history or, lacking that, from its present.
// - a row of user 0 is a robot's.
// - a fact that differs from the present although the history does not reach it is observed at the ticket's
// last
//   change; a look whose history is newer than its ticket observes nothing.
// - every change of class that a new row causes, or a changed setting, is a kClass row.
// O(n log n) in known + history.
std::vector<JournalRow> merge(const Look& look, const GroupView& group);

// Whether the journal already holds later history than this look: it was overtaken and must not be projected.
bool is_overtaken(const Look& look);

}  // namespace sd::kanban
