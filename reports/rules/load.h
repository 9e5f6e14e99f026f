// Load ahead: what is still to be done of the cards in queue and work. Source: domain.md 8.
#pragma once

#include <map>
#include <vector>

#include "reports/rules/question.h"
#include "reports/rules/ticket_line.h"

namespace sd::reports {

// Estimate minus what is spent, never below 0; none without an estimate.
std::optional<std::int64_t> remaining_minutes(const QueuedCard& card);

// Table "load" (behind: "user:7", "user:0" for cards of nobody). `plans`: minutes of a working day as they
// are valid today; who has none, or 0, has no load in days. Notes: "as_of_now" (the period says nothing
// here), "no_cards", "some_without_estimate".
Report load_ahead(const std::vector<QueuedCard>& cards, const std::map<UserId, std::int64_t>& plans,
                  const ReportQuestion& question);

// Table "queued": the cards themselves.
Table queued_table(const std::vector<QueuedCard>& cards, std::size_t most);

}  // namespace sd::reports
