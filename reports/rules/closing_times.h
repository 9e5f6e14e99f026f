// How long closed cards took, and where they stood meanwhile. Pure. Source: domain.md 5, 8.
#pragma once

#include <array>
#include <map>
#include <vector>

#include "reports/rules/days.h"
#include "reports/rules/flow_rows.h"

namespace sd::reports {

// Cards closed in the period, each time. Lead time: from creation, or re-opening, to done. Cycle time: from
// the first work of that cycle to done; none for a card that was never in work. Both are calendar time.
// Flow efficiency: the cycle time without what the card stood under a stopper, of the lead time.
class ClosingTimes {
 public:
  // `days` must outlive this object.
  explicit ClosingTimes(const Days& days) : days_(days) {}

  // O(stays).
  void add(const CycleRow& row);

  // Tables "classes" (percentiles by class; behind: "class:<word>"), "stages" (time in stage; behind:
  // "stage:<id>"), "cards" (the points: all closed cards, or every n-th of them in the order of closing so
  // that they are at most kMostPoints, which the note "sampled" tells); scatters of cycle and lead time with
  // their percentiles; figures "closed", "lead_p50" .. "cycle_p95", "efficiency". Note "no_closed".
  void finish(Report& report) &&;

  static constexpr std::size_t kMostPoints = 2'000;

 private:
  struct Sums {
    std::vector<std::int64_t> leads, cycles;             // milliseconds
    std::int64_t lead_minutes = 0, flowing_minutes = 0;  // cycle time without stoppers
  };
  struct Stage {
    kanban::Role role = kanban::Role::kIntake;
    std::int64_t visits = 0, minutes = 0;
  };
  struct Point {
    TimePoint closed;
    TicketId ticket;
    kanban::CardClass card_class;
    Millis lead;
    std::optional<Millis> cycle;
  };
  Table classes_table(Sums& all);
  Table stages_table() const;
  Table points_table(bool& sampled);

  const Days& days_;
  std::array<Sums, 3> by_class_;
  std::map<StageId, Stage> stages_;
  std::vector<Point> points_;
};

}  // namespace sd::reports
