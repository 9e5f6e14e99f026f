#include "kanban/rules/as_of.h"

#include <algorithm>

#include "kanban/rules/replay.h"

namespace sd::kanban {

CardAsOf as_of(std::span<const JournalRow> rows, const GroupView& group, TimePoint at) {
  Replay replay(group);
  for (const JournalRow& row : rows) {
    if (row.at > at) break;
    replay.apply(row);
  }
  return replay.state();
}

CardAsOf latest(std::span<const JournalRow> rows, const GroupView& group) {
  return as_of(rows, group, TimePoint::max());
}

Millis last_update(const CardAsOf& card, TimePoint at) {
  return std::max(Millis{0}, card.done_at.value_or(at) - card.last_update_at);
}

std::optional<Millis> work_in_age(const CardAsOf& card, TimePoint at) {
  if (!card.work_since) return std::nullopt;
  return card.done_at.value_or(at) - *card.work_since;
}

Millis stopped_in_work(const CardAsOf& card, TimePoint at) {
  if (!card.work_since || !card.stopper_since) return card.stopped_before;
  const TimePoint from = std::max(*card.stopper_since, *card.work_since);
  const TimePoint to = std::min(at, card.done_at.value_or(at));
  return card.stopped_before + std::max(Millis{0}, to - from);
}

}  // namespace sd::kanban
