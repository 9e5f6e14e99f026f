#include "extension/lease/leases.h"

namespace sd::lease {

bool Leases::mine(PortalId portal) {
  const std::lock_guard lock(mutex_);
  if (released_) return false;
  const TimePoint now = clock_.now();
  State& state = states_[portal];
  if (now - state.looked_at >= kRenewEvery || now < state.looked_at) look(portal, state, now);
  return trusted(state, now);
}

void Leases::keep() {
  const std::lock_guard lock(mutex_);
  if (released_) return;
  const TimePoint now = clock_.now();
  for (auto& [portal, state] : states_) {
    if (state.held) look(portal, state, now);
  }
}

void Leases::look(PortalId portal, State& state, TimePoint now) {
  state.looked_at = now;
  const auto row = store_.find(portal);
  if (!row) return;
  const bool first = !state.looked;
  if (first || *row != state.seen || now < state.seen_since) state.seen_since = now;
  state.looked = true;
  state.seen = *row;
  const std::optional<LeaseRow> next = claim(*row, {me_, now - state.seen_since, first});
  if (!next) {
    state.held = false;
    return;
  }
  const Result<bool> replaced = store_.replace(portal, *row, *next, now);
  if (!replaced) return;
  state.held = *replaced;
  if (!*replaced) return;
  state.seen = next;
  state.seen_since = state.renewed_at = now;
}

void Leases::release() {
  const std::lock_guard lock(mutex_);
  released_ = true;
  for (const auto& [portal, state] : states_) {
    // Whether it worked or not: an abandoned lease expires.
    if (state.held) (void)store_.replace(portal, state.seen, {"", state.seen->beat + 1}, clock_.now());
  }
  states_.clear();
}

}  // namespace sd::lease
