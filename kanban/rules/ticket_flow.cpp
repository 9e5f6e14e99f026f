#include "kanban/rules/ticket_flow.h"

#include <algorithm>
#include <charconv>

#include "kanban/rules/intervals.h"
#include "kanban/rules/replay.h"

namespace sd::kanban {
namespace {

StageId stage_in(const std::string& text) {
  std::int64_t id = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), id);
  return failed == std::errc{} && end == text.data() + text.size() ? StageId{id} : StageId{0};
}

void drop_empty(std::vector<FlowStay>& stays, TimePoint at) {
  if (!stays.empty() && stays.back().from == at) stays.pop_back();
}

// A stay that began in the instant of its end is none.
void end(FlowCycle& cycle) {
  if (cycle.done_at) drop_empty(cycle.stays, *cycle.done_at);
}

void take_stay(FlowCycle& cycle, const Replay& replay, TimePoint at) {
  const FlowStay now{stage_in(replay.stage_text()), replay.state().role, at};
  const auto same = [&] {
    return !cycle.stays.empty() && cycle.stays.back().stage == now.stage &&
           cycle.stays.back().role == now.role;
  };
  if (same()) return;
  drop_empty(cycle.stays, at);
  if (!same()) cycle.stays.push_back(now);
}

void take_state(FlowCycle& cycle, const Replay& replay, TimePoint at) {
  const CardAsOf& state = replay.state();
  cycle.work_since = state.work_since;
  if (!state.done_at) cycle.done_at.reset();  // it was only handed over for its check
  // The class it was closed with: what happens to a closed card changes no report of its past.
  if (!cycle.done_at) cycle.card_class = state.classified.value;
  cycle.type = state.type;
  if (!state.done_at) {
    take_stay(cycle, replay, at);
    return;
  }
  cycle.done_at = state.done_at;
  cycle.stopped = stopped_in_work(state, *state.done_at);
}

std::vector<FlowCycle> flow_cycles(std::span<const JournalRow> rows, const GroupView& group) {
  std::vector<FlowCycle> cycles;
  Replay replay(group);
  for (const JournalRow& row : rows) {
    replay.apply(row);
    const CardAsOf& state = replay.state();
    if (cycles.empty() || cycles.back().number != state.cycle) {
      if (!cycles.empty()) {
        cycles.back().left_at = row.at;
        end(cycles.back());
      }
      FlowCycle& fresh = cycles.emplace_back();
      fresh.number = state.cycle;
      fresh.begin = row.at;
    }
    take_state(cycles.back(), replay, row.at);
  }
  if (!cycles.empty()) end(cycles.back());
  return cycles;
}

// Cuts an interval where the card was closed and where it was opened again.
void take_stop(const FlowStop& whole, const std::vector<FlowCycle>& cycles, std::vector<FlowStop>& stops) {
  const auto piece = [&](TimePoint from, std::optional<TimePoint> to, bool open) {
    FlowStop part = whole;
    part.from = std::max(whole.from, from);
    part.open = open;
    if (!part.to || (to && *to < *part.to)) part.to = to;
    if (!part.to || part.from < *part.to) stops.push_back(std::move(part));
  };
  for (const FlowCycle& cycle : cycles) {
    piece(cycle.begin, cycle.done_at, true);
    if (cycle.done_at) piece(*cycle.done_at, cycle.left_at, false);
  }
}

std::vector<FlowStop> flow_stops(std::span<const JournalRow> rows, const std::vector<FlowCycle>& cycles,
                                 const GroupView& group) {
  std::vector<FlowStop> stops;
  std::optional<FlowStop> before;
  for (StopperInterval& interval : stopper_intervals(rows, TimePoint::max())) {
    FlowStop whole{std::move(interval.stopper), interval.from, interval.from, interval.to, true};
    if (before && before->to == whole.from && group.rules.stoppers.same(before->stopper, whole.stopper)) {
      whole.since = before->since;
    }
    take_stop(whole, cycles, stops);
    before = std::move(whole);
  }
  return stops;
}

// Changes with what ticket_flow() makes of the same rows.
constexpr std::string_view kMaking = "2";

}  // namespace

TicketFlow ticket_flow(std::span<const JournalRow> rows, const GroupView& group) {
  TicketFlow flow;
  flow.cycles = flow_cycles(rows, group);
  flow.stops = flow_stops(rows, flow.cycles, group);
  return flow;
}

std::int64_t flow_basis(const GroupView& group) {
  std::uint64_t hash = 14'695'981'039'346'656'037U;  // FNV-1a
  const auto add = [&hash](std::string_view text) {
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1'099'511'628'211U;
    hash = (hash ^ 0xFFU) * 1'099'511'628'211U;
  };
  add(kMaking);
  add(group.rules.stage_follows_status ? "1" : "0");
  add(group.rules.estimate_first ? "1" : "0");
  add(std::to_string(to_ms(group.rules.bound_at)));
  // Where stages were deleted, the order in which they are found is of no account.
  std::vector<std::pair<StageId, Role>> roles;
  for (const auto& stages : {group.stages, group.elsewhere}) {
    for (const Stage& stage : stages) roles.emplace_back(stage.id, stage.role);
  }
  std::stable_sort(roles.begin(), roles.end(),
                   [](const auto& one, const auto& two) { return one.first < two.first; });
  StageId last{-1};
  for (const auto& [stage, role] : roles) {
    if (stage == last) continue;  // the group's own comes first, and is what counts
    last = stage;
    add(std::to_string(stage.value()));
    add(to_string(role));
  }
  return static_cast<std::int64_t>(hash >> 1U) + 1;
}

// "<role's place>:<stage>+<ms since begin>", parted by blanks.
std::string stays_text(std::span<const FlowStay> stays, TimePoint begin) {
  std::string text;
  for (const FlowStay& stay : stays) {
    if (!text.empty()) text += ' ';
    text += static_cast<char>('0' + static_cast<int>(stay.role));
    text += ':';
    text += std::to_string(stay.stage.value());
    text += '+';
    text += std::to_string((stay.from - begin).count());
  }
  return text;
}

void read_stays(std::string_view text, TimePoint begin, std::vector<FlowStay>& stays) {
  stays.clear();
  const char* at = text.data();
  const char* const end = at + text.size();
  while (end - at >= 5 && *at >= '0' && *at < '0' + static_cast<int>(Role::kDone) && at[1] == ':') {
    const Role role = static_cast<Role>(*at - '0');
    std::int64_t stage = 0, since = 0;
    const auto stage_end = std::from_chars(at + 2, end, stage);
    if (stage_end.ec != std::errc{} || stage_end.ptr == end || *stage_end.ptr != '+') return;
    const auto since_end = std::from_chars(stage_end.ptr + 1, end, since);
    if (since_end.ec != std::errc{}) return;
    stays.push_back({StageId{stage}, role, begin + Millis{since}});
    if (since_end.ptr == end || *since_end.ptr != ' ') return;
    at = since_end.ptr + 1;
  }
}

}  // namespace sd::kanban
