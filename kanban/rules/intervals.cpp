#include "kanban/rules/intervals.h"

#include "kanban/rules/replay.h"

namespace sd::kanban {
namespace {

// Replays rows up to `until` and shows each row with the state after it.
template <class Visit>
void each_state(std::span<const JournalRow> rows, const GroupView& group, TimePoint until, Visit visit) {
  Replay replay(group);
  for (const JournalRow& row : rows) {
    if (row.at > until) return;
    replay.apply(row);
    visit(row, replay.state());
  }
}

}  // namespace

std::vector<StageInterval> stage_intervals(std::span<const JournalRow> rows, const GroupView& group,
                                           TimePoint until) {
  std::vector<StageInterval> found;
  each_state(rows, group, until, [&](const JournalRow& row, const CardAsOf& state) {
    if (row.fact != Fact::kCreated && row.fact != Fact::kStage) return;
    if (row.fact == Fact::kCreated && !found.empty()) return;
    std::string title;
    if (state.stage == StageId{0}) title = row.to.starts_with('?') ? row.to.substr(1) : row.to;
    if (!found.empty()) {
      StageInterval& last = found.back();
      if (last.stage == state.stage && last.title == title) return;
      last.to = row.at;
      if (last.from == row.at) found.pop_back();
    }
    found.push_back({state.stage, std::move(title), state.stage_role, row.at, std::nullopt, row.actor});
  });
  return found;
}

std::vector<StopperInterval> stopper_intervals(std::span<const JournalRow> rows, TimePoint until) {
  std::vector<StopperInterval> found;
  for (const JournalRow& row : rows) {
    if (row.at > until) break;
    if (row.fact != Fact::kStopper) continue;
    const bool open = !found.empty() && !found.back().to;
    if (row.to == (open ? found.back().stopper : std::string_view{})) continue;
    if (open) {
      found.back().to = row.at;
      if (found.back().from == row.at) found.pop_back();
    }
    if (!row.to.empty()) found.push_back({row.to, row.at, std::nullopt, row.actor});
  }
  return found;
}

std::vector<Cycle> cycles(std::span<const JournalRow> rows, const GroupView& group, TimePoint until) {
  std::vector<Cycle> found;
  each_state(rows, group, until, [&](const JournalRow& row, const CardAsOf& state) {
    if (found.empty() || found.back().number != state.cycle) {
      found.push_back({state.cycle, found.empty() ? state.created_at : row.at, std::nullopt, std::nullopt});
    }
    found.back().work_since = state.work_since;
    found.back().done_at = state.done_at;
  });
  return found;
}

std::vector<ClassSpan> class_history(std::span<const JournalRow> rows, const GroupView& group,
                                     TimePoint until) {
  std::vector<ClassSpan> found;
  each_state(rows, group, until, [&](const JournalRow& row, const CardAsOf& state) {
    if (!found.empty()) {
      const ClassSpan& last = found.back();
      if (last.value == state.classified.value && last.reason == state.classified.reason) return;
      if (last.from == row.at) found.pop_back();
    }
    found.push_back({state.classified.value, state.classified.reason, row.at});
  });
  return found;
}

std::vector<TitleSpan> ticket_titles(std::span<const JournalRow> rows, TimePoint until) {
  std::vector<TitleSpan> found;
  for (const JournalRow& row : rows) {
    if (row.at > until) break;
    if (row.fact != Fact::kTitle) continue;
    if (found.empty() && !row.from.empty()) found.push_back({row.from, rows.front().at});
    found.push_back({row.to, row.at});
  }
  return found;
}

}  // namespace sd::kanban
