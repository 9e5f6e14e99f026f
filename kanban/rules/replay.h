// Reads a journal row by row and knows the ticket's state after each. The one place where rows get their
// meaning; as_of.h and intervals.h are views of it. Source: domain.md 2-5, 7.
#pragma once

#include "kanban/rules/as_of.h"

namespace sd::kanban {

class Replay {
 public:
  // `group` must outlive the replay.
  explicit Replay(const GroupView& group) : group_(group) {}

  // Rows must come ascending (earlier()). An observed row that only repeats what the journal says by then
  // changes nothing, not even LU: the same fact seen twice is one fact. False for such a row.
  bool apply(const JournalRow& row);

  const CardAsOf& state() const { return state_; }
  // The present stage as the rows name it: its id as text, or "?title".
  const std::string& stage_text() const { return stage_text_; }

 private:
  void begin(const JournalRow& row);
  bool repeats(const JournalRow& row) const;
  Speaker speaker(UserId actor) const;
  void apply_value(const JournalRow& row);
  void move_to(const JournalRow& row);
  void set_status(const JournalRow& row);
  void set_stopper(const JournalRow& row);
  void set_grounds(bool important, Minutes estimate);
  void settle_role(TimePoint at);
  void leave_done();
  void settle_update(const JournalRow& row, Role role_before);

  const GroupView& group_;
  CardAsOf state_;
  bool created_ = false;
  bool closed_by_status_ = false;
  bool opened_ = false;        // it stood outside of done at some time
  bool completed_ = false;     // since it is done, its status said so at some time
  Millis stopped_in_done_{0};  // closed stopper time since then
  std::string stage_text_;     // as in the row that moved the card
};

// Whether a row is a meaningful update by itself (domain.md 5): every fact of a person or an import; a
// robot's by setting; never the extension's own writes and class rows.
bool meaningful(const JournalRow& row, const GroupRules& rules);

}  // namespace sd::kanban
