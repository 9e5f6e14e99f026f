#include "reports/rules/flow_rows.h"

#include <algorithm>

namespace sd::reports {
namespace {

bool forget_later(std::optional<TimePoint>& instant, TimePoint at) {
  if (!instant || *instant <= at) return false;
  instant.reset();
  return true;
}

template <class Row>
bool passes_but_class(const FlowFilter& filter, const Row& row, const std::string& type, Titles& types) {
  if (filter.company && row.company != *filter.company) return false;
  if (filter.assignee && row.assignee != *filter.assignee) return false;
  if (filter.type && types.of(type) != *filter.type) return false;
  return std::find(filter.left_out.begin(), filter.left_out.end(), row.assignee) == filter.left_out.end();
}

}  // namespace

bool as_it_was(CycleRow& row, TimePoint at) {
  kanban::FlowCycle& cycle = row.cycle;
  if (cycle.begin > at) return false;
  forget_later(cycle.left_at, at);
  forget_later(cycle.work_since, at);
  if (forget_later(cycle.done_at, at)) cycle.stopped = Millis{0};
  while (!cycle.stays.empty() && cycle.stays.back().from > at) cycle.stays.pop_back();
  return true;
}

bool as_it_was(StopRow& row, TimePoint at) {
  if (row.stop.from > at) return false;
  forget_later(row.stop.to, at);
  return true;
}

const std::string& Titles::of(const std::string& raw) {
  const auto found = known_.find(raw);
  if (found != known_.end()) return found->second;
  return known_.emplace(raw, dictionary_.match(raw).title).first->second;
}

bool passes(const FlowFilter& filter, const CycleRow& row, Titles& types) {
  if (filter.card_class && row.cycle.card_class != *filter.card_class) return false;
  return passes_but_class(filter, row, row.cycle.type, types);
}

bool passes(const FlowFilter& filter, const StopRow& row, Titles& types) {
  if (filter.card_class && row.card_class != *filter.card_class) return false;
  return passes_but_class(filter, row, row.type, types);
}

}  // namespace sd::reports
