// Tickets as lines of plan reports. Source: domain.md 8.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "reports/rules/report.h"

namespace sd::reports {

struct TicketSeconds {
  TicketId ticket;
  std::int64_t seconds = 0;  // of the records asked for

  friend bool operator==(const TicketSeconds&, const TicketSeconds&) = default;
};

struct TicketLine {
  TicketId ticket;
  CompanyId company;
  UserId assignee;
  std::string card_class;
  std::optional<std::int64_t> estimate_minutes;
  std::int64_t seconds = 0;  // of all its records, excluded people's left out

  friend bool operator==(const TicketLine&, const TicketLine&) = default;
};

// A card in queue or work.
struct QueuedCard {
  TicketId ticket;
  UserId assignee;  // 0: nobody
  std::optional<std::int64_t> estimate_minutes;
  std::int64_t spent_minutes = 0;  // as the portal says

  friend bool operator==(const QueuedCard&, const QueuedCard&) = default;
};

// Fact minus estimate, where there is an estimate and the fact is above it; none where there is no estimate.
std::optional<std::int64_t> overrun(const std::optional<std::int64_t>& estimate, std::int64_t fact);

// Table "tasks": what was spent in the period on each ticket, and in all. `spent` is all of it, the first
// ones are the rows; `lines` has their lines in the same order. Column "spent" adds up to `total` minutes,
// the value of the row it stands behind, where all of them are rows.
Table tasks_table(std::span<const TicketSeconds> spent, std::span<const TicketLine> lines,
                  std::int64_t total);

}  // namespace sd::reports
