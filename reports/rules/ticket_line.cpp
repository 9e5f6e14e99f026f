#include "reports/rules/ticket_line.h"

#include <algorithm>

#include "reports/rules/cells.h"

namespace sd::reports {

std::optional<std::int64_t> overrun(const std::optional<std::int64_t>& estimate, std::int64_t fact) {
  if (!estimate) return std::nullopt;
  return std::max<std::int64_t>(0, fact - *estimate);
}

Table tasks_table(std::span<const TicketSeconds> spent, std::span<const TicketLine> lines,
                  std::int64_t total) {
  Table table;
  table.key = "tasks";
  table.columns = {{"ticket", Unit::kTicket, false},  {"company", Unit::kCompany, false},
                   {"class", Unit::kClass, false},    {"estimate", Unit::kMinutes, false},
                   {"spent", Unit::kMinutes, true},   {"spent_all", Unit::kMinutes, false},
                   {"overrun", Unit::kMinutes, false}};
  std::vector<std::int64_t> seconds;
  seconds.reserve(spent.size());
  for (const TicketSeconds& one : spent) seconds.push_back(one.seconds);
  const std::vector<std::int64_t> minutes = shared_out_to(seconds, 60, total);
  for (std::size_t i = 0; i < lines.size() && i < minutes.size(); ++i) {
    const TicketLine& line = lines[i];
    const std::int64_t all = in_minutes(line.seconds, 60);
    table.rows.push_back(
        {{line.ticket.value(), line.company.value(), line.card_class, cell(line.estimate_minutes), minutes[i],
          all, cell(overrun(line.estimate_minutes, all))},
         ""});
  }
  if (lines.size() == spent.size()) table.totals = {Cell{}, Cell{}, Cell{}, Cell{}, total, Cell{}, Cell{}};
  return table;
}

}  // namespace sd::reports
