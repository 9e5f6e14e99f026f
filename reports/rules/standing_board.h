// The board as it stood at an instant: its open cards, where they stood, since when, and under which stopper.
// Pure. Source: domain.md 2, 3, 5.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "reports/rules/flow_rows.h"
#include "reports/rules/report.h"

namespace sd::reports {

class StandingBoard {
 public:
  // `until`: the instant ages are told of. The titles must outlive this object.
  StandingBoard(TimePoint until, Titles& stoppers, Titles& types)
      : until_(until), stoppers_(stoppers), types_(types) {}

  // An open card as it was then, and when it was last updated. Updates behind `until` count as at it.
  void add(const CycleRow& row, TimePoint updated);
  // One of them stood under this stopper (raw).
  void add_stopper(TicketId ticket, const std::string& stopper);

  // Tables "stages" (cards, and how many of them stood under a stopper; behind: "stage:<id>"), "stoppers"
  // (cards under each; behind: "stopper:<title>") and "cards" (by stage, then the oldest there first; at most
  // kMostCards: then the note "cut"); bars of the first; figures "open", "in_work" (in stages of that role)
  // and "under_stopper". Note "no_open".
  void finish(Report& report) &&;

  static constexpr std::size_t kMostCards = 500;

 private:
  struct Line {
    CycleRow row;
    TimePoint updated;
    std::string stopper;  // "": none
  };
  Table stages_table() const;
  Table stoppers_table() const;
  Table cards_table(bool& cut);

  TimePoint until_;
  Titles& stoppers_;
  Titles& types_;
  std::vector<Line> lines_;
  std::unordered_map<TicketId, std::size_t> places_;
};

}  // namespace sd::reports
