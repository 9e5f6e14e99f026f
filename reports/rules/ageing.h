// Open cards in work, and how their age compares with what cards took that were closed. Pure. Source:
// domain.md 5, 8.
#pragma once

#include <map>
#include <unordered_map>
#include <vector>

#include "reports/rules/days.h"
#include "reports/rules/flow_rows.h"

namespace sd::reports {

// Age: WIA of an open card, calendar time since the first work of its cycle, stopper or not. It is held
// against the percentiles of the cycle times of cards closed in the period: above p85 a card is older than 85
// in a hundred ever got.
class Ageing {
 public:
  // `days` must outlive this object. `until`: the instant ages are told of.
  Ageing(const Days& days, TimePoint until) : days_(days), until_(until) {}

  // Cycles of the period and open ones, as they were at `until`, in any order. Cards that were never in work
  // count nowhere.
  void add(const CycleRow& row);
  // The open cards that were added, whose stopper intervals are asked for next.
  std::vector<TicketId> open() const;
  void add_stop(const StopRow& row);

  // Tables "stages" (open cards by age; behind: "stage:<id>") and "cards" (the oldest first, at most
  // kMostCards: then the note "cut"); a scatter of ages by stage with the percentiles; figures "ageing" (open
  // cards in work), "above_p85", "cycle_p50", "cycle_p85", "cycle_p95". Notes "no_closed" (nothing to compare
  // with: then the cards stand in no band), "no_ageing".
  void finish(Report& report) &&;

  static constexpr std::size_t kMostCards = 500;

 private:
  struct Open {
    CycleRow row;
    std::int64_t stopped_minutes = 0;
  };
  struct Bands {
    kanban::Role role = kanban::Role::kWork;
    std::int64_t cards = 0, to_p50 = 0, to_p85 = 0, to_p95 = 0, above = 0;
  };
  Millis age(const Open& one) const { return until_ - *one.row.cycle.work_since; }
  Table stages_table(const std::vector<std::int64_t>& levels) const;
  Table cards_table(const std::vector<std::int64_t>& levels, bool& cut);

  const Days& days_;
  TimePoint until_;
  std::vector<std::int64_t> closed_;  // cycle times, milliseconds
  std::vector<Open> open_;
  std::unordered_map<TicketId, std::size_t> places_;  // in open_, until finish()
};

// Where an open card stands.
kanban::FlowStay last_stay(const CycleRow& row);

}  // namespace sd::reports
