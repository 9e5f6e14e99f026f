#include "extension/app/round_plan.h"

#include <algorithm>

namespace sd::app {
namespace {

Millis part_of(Millis whole, double part) {
  return Millis{static_cast<Millis::rep>(static_cast<double>(whole.count()) * part)};
}

}  // namespace

std::size_t RoundPlan::add(Millis every) {
  works_.push_back(every);
  return works_.size() - 1;
}

void RoundPlan::serve(std::span<const PortalId> portals, TimePoint now) {
  for (auto& [key, state] : states_) state.served = false;
  for (const PortalId portal : portals) {
    for (std::size_t work = 0; work < works_.size(); ++work) {
      State fresh;
      fresh.due = now;
      states_.try_emplace({portal, work}, fresh).first->second.served = true;
    }
  }
  std::erase_if(states_, [](const auto& entry) { return !entry.second.served && !entry.second.running; });
}

std::optional<RoundPlan::Turn> RoundPlan::take(TimePoint now) {
  std::map<PortalId, bool> ready;
  auto best = states_.end();
  for (auto entry = states_.begin(); entry != states_.end(); ++entry) {
    const auto& [key, state] = *entry;
    if (state.running || state.due > now) continue;
    if (best != states_.end() && best->second.due <= state.due) continue;
    const auto [asked, fresh] = ready.try_emplace(key.first, false);
    if (fresh) asked->second = ready_at_(key.first) <= now;
    if (asked->second) best = entry;
  }
  if (best == states_.end()) return std::nullopt;
  best->second.running = true;
  return Turn{best->first.second, best->first.first};
}

std::optional<TimePoint> RoundPlan::next() const {
  std::optional<TimePoint> next;
  for (const auto& [key, state] : states_) {
    if (state.running) continue;
    const TimePoint at = std::max(state.due, ready_at_(key.first));
    if (!next || at < *next) next = at;
  }
  return next;
}

void RoundPlan::end(const Turn& turn, bool well, TimePoint now) {
  const auto found = states_.find({turn.portal, turn.work});
  if (found == states_.end()) return;
  State& state = found->second;
  if (!state.served) {
    states_.erase(found);
    return;
  }
  state.running = false;
  const bool woken = std::exchange(state.woken, false), recovered = std::exchange(state.recovered, false);
  state.failures = well || recovered ? 0 : state.failures + 1;
  const bool again = well ? woken : recovered;
  state.due = again ? now : now + pause_after(state, works_[turn.work]);
}

Millis RoundPlan::pause_after(const State& state, Millis every) const {
  if (state.failures == 0) return part_of(every, 0.9 + 0.2 * jitter_());
  const Millis longest = std::max(kLongestPause, every);
  Millis pause = kFirstPause;
  for (int failed = 1; failed < state.failures && pause < longest; ++failed) pause *= 2;
  return part_of(std::min(pause, longest), 1.0 - 0.5 * jitter_());
}

bool RoundPlan::wake(std::size_t work, PortalId portal, TimePoint now) {
  bool served = false;
  for (auto& [key, state] : states_) {
    if (key.second != work || (portal.value() != 0 && key.first != portal)) continue;
    served = true;
    if (state.running) {
      state.woken = true;
    } else if (state.failures == 0) {
      state.due = std::min(state.due, now);
    }
  }
  return served;
}

void RoundPlan::recovered(PortalId portal, TimePoint now) {
  for (auto& [key, state] : states_) {
    if (key.first != portal) continue;
    if (state.running) {
      state.recovered = true;
    } else if (state.failures > 0) {
      state.failures = 0;
      state.due = std::min(state.due, now);
    }
  }
}

}  // namespace sd::app
