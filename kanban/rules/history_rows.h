// The portal's side of a look in the journal's words: its history, how the ticket was created, its present.
// Part of merge.h; not for others. Source: domain.md 7; portal-api.md 4.10.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kanban/rules/merge.h"

namespace sd::kanban {

// Refers to what `look` and `group` refer to.
class HistoryRows {
 public:
  HistoryRows(const Look& look, const GroupView& group);

  // The present value of stage, status, importance, type, stopper or estimate, as a row would say it.
  std::string present(Fact fact) const;

  // A row for each row of the history, and one more for a change of group: the move it is. In the order of
  // the history's ids; where the portal's clock was put back, an instant is that of the row before.
  std::vector<JournalRow> of_history() const;

  // What the ticket was created with: before the first change the history holds of a fact, or ever since. A
  // kCreated row is among them only when the history has none.
  std::vector<JournalRow> of_creation() const;

 private:
  // Where in the history something stands: by its place among the rows.
  using Place = std::size_t;

  std::optional<Place> first_of(HistoryField field) const;
  std::string first_stage_of(GroupId group) const;
  std::string stage_text(const std::string& title, TimePoint at, GroupId group, bool is_present) const;
  std::string value_of(Place place, const std::string& text, bool is_present) const;
  std::string moved_to(Place place, bool is_present) const;
  bool renamed_since(const std::string& stage, const std::string& title, TimePoint at) const;
  std::string stood_in(Place from) const;

  const Look& look_;
  const GroupView& group_;
  std::vector<GroupId> groups_;  // the group before each row of the history
};

// A row for a fact the history does not hold. Its key follows from fact, value and instant.
JournalRow observed_row(Fact fact, TimePoint at, std::string from, std::string to);

// A stage's id as rows hold it.
std::string id_text(StageId stage);

}  // namespace sd::kanban
