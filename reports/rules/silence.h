// Forgotten cards: open ones by the time since their last meaningful update. Pure. Source: domain.md 5, 8.
#pragma once

#include <array>
#include <vector>

#include "reports/rules/days.h"
#include "reports/rules/flow_rows.h"

namespace sd::reports {

class Silence {
 public:
  // `until`: the instant LU is told of.
  explicit Silence(TimePoint until) : until_(until) {}

  // An open card as it was then, and when it was last updated. Updates behind `until` count as at it.
  void add(const CycleRow& row, TimePoint updated);

  // Tables "roles" (cards by LU: up to a day, three, a week, thirty days, longer; behind: "role:<word>") and
  // "cards" (the longest silent first, at most kMostCards: then the note "cut"); bars of the first; figures
  // "open", "silent_week" (silent for more than seven days), "lu_p50". Note "no_open".
  void finish(Report& report) &&;

  static constexpr std::size_t kMostCards = 500;

 private:
  struct Line {
    TimePoint updated;
    TicketId ticket;
    StageId stage;
    kanban::Role role;
    kanban::CardClass card_class;
    CompanyId company;
    UserId assignee;
  };
  Table roles_table() const;
  Table cards_table(bool& cut);

  TimePoint until_;
  std::vector<Line> lines_;
};

}  // namespace sd::reports
