#include "reports/rules/snapshot.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "kanban/rules/intervals.h"

namespace sd::reports {
namespace {

std::int64_t whole_minutes(Millis span) { return std::chrono::floor<std::chrono::minutes>(span).count(); }

}  // namespace

void SnapshotBuilder::add(const kanban::Card& card, std::span<const kanban::JournalRow> rows) {
  if (!card.history_read) {
    ++snapshot_.without_history;
    return;
  }
  const kanban::CardAsOf then = kanban::as_of(rows, group_, at_);
  if (!then.exists) return;

  const kanban::Dictionary& titles = group_.rules.stoppers;
  for (const kanban::StopperInterval& stretch : kanban::stopper_intervals(rows, at_)) {
    stopped_[titles.match(stretch.stopper).title] += stretch.to.value_or(at_) - stretch.from;
  }
  ++snapshot_.roles[std::string(kanban::to_string(then.role))];
  if (then.role == kanban::Role::kDone) return;

  SnapshotCard row{card.ticket, card.xml_id,
                   then.role,   titles.match(then.stopper).title,
                   {},          whole_minutes(kanban::last_update(then, at_))};
  if (const std::optional<Millis> age = kanban::work_in_age(then, at_)) row.wia_minutes = whole_minutes(*age);
  if (!row.stopper.empty()) ++snapshot_.stoppers[row.stopper];
  snapshot_.cards.push_back(std::move(row));
}

Snapshot SnapshotBuilder::finish() && {
  for (const auto& [title, span] : stopped_) {
    if (const std::int64_t minutes = whole_minutes(span); minutes != 0)
      snapshot_.stopper_minutes[title] = minutes;
  }
  std::sort(snapshot_.cards.begin(), snapshot_.cards.end(),
            [](const SnapshotCard& one, const SnapshotCard& two) {
              return std::tie(one.xml_id, one.ticket) < std::tie(two.xml_id, two.ticket);
            });
  return std::move(snapshot_);
}

}  // namespace sd::reports
