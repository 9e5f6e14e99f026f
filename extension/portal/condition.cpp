#include "extension/portal/condition.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace sd::portal {
namespace {

// Not "portal.lost": whoever lost a write's answer reads back, and that call tells.
constexpr std::array<std::string_view, 9> kIllnesses{
    "portal.unreachable", "portal.not_json", "portal.redirected", "portal.auth_link",  "portal.stopped",
    "portal.deleted",     "portal.licence",  "portal.auth",       "portal.auth_server"};

bool has_to_be_mended(const std::string& reason) {
  return reason == "portal.auth" || reason == "portal.auth_server" || reason == "portal.licence" ||
         reason == "portal.deleted" || reason == "portal.stopped";
}

}  // namespace

bool is_illness(const Error& error) {
  return std::find(kIllnesses.begin(), kIllnesses.end(), error.code) != kIllnesses.end();
}

Millis illness_pause(const std::string& reason, int failures, double jitter) {
  const bool mend = has_to_be_mended(reason);
  const Millis longest{mend ? 900'000 : 60'000};
  Millis pause{mend ? 30'000 : 2'000};
  for (int failed = 1; failed < failures && pause < longest; ++failed) pause *= 2;
  pause = std::min(pause, longest);
  const double part = 1.0 - 0.5 * std::clamp(jitter, 0.0, 1.0);
  return Millis{static_cast<Millis::rep>(static_cast<double>(pause.count()) * part)};
}

Status Conditions::admit(PortalId portal, TimePoint now) {
  const std::lock_guard lock(mutex_);
  const auto found = states_.find(portal);
  if (found == states_.end() || !found->second.shown.ill()) return Done{};
  State& state = found->second;
  if (state.shown.ask_at && now < *state.shown.ask_at) {
    return Error{ErrorKind::kUnavailable, "portal.paused", "the portal is ill: " + state.shown.reason};
  }
  state.asking = true;
  state.shown.ask_at = now + kProbe;
  return Done{};
}

void Conditions::answered(PortalId portal, bool background, TimePoint now) {
  Condition told;
  {
    const std::lock_guard lock(mutex_);
    State& state = states_[portal];
    Condition& condition = state.shown;
    condition.last_answer = now;
    if (!condition.ill()) return;
    if (!background) {
      if (!state.asking) condition.ask_at = std::min(condition.ask_at.value_or(now), now);
      return;
    }
    state.asking = false;
    condition.ill_since.reset();
    condition.reason.clear();
    condition.detail.clear();
    condition.failures = 0;
    condition.ask_at.reset();
    told = condition;
  }
  if (heard_) heard_(portal, told);
}

void Conditions::failed(PortalId portal, bool background, const Error& error, TimePoint now) {
  // A person whose own access has ended says nothing of the portal.
  if (is_illness(error) && (background || error.kind == ErrorKind::kUnavailable)) {
    return fell_ill(portal, background, error, now);
  }
  const bool said_by_the_portal = error.code.starts_with("portal.") &&
                                  error.kind != ErrorKind::kUnavailable && error.code != "portal.unknown" &&
                                  !is_illness(error);
  if (said_by_the_portal) return answered(portal, background, now);
  if (!background) return;
  // Neither: our own limits, our own database. The next call asks.
  const std::lock_guard lock(mutex_);
  State& state = states_[portal];
  if (std::exchange(state.asking, false)) state.shown.ask_at = now + illness_pause("", 1, 0);
}

void Conditions::fell_ill(PortalId portal, bool background, const Error& error, TimePoint now) {
  Condition told;
  {
    const std::lock_guard lock(mutex_);
    State& state = states_[portal];
    Condition& condition = state.shown;
    // Calls that were under way when the portal fell ill say nothing new: only the one that asks again does.
    if (condition.ill() && !(background && state.asking)) return;
    const bool news = condition.reason != error.code;
    state.asking = false;
    if (!condition.ill()) condition.ill_since = now;
    if (news) condition.failures = 0;
    condition.reason = error.code;
    condition.detail = error.detail;
    condition.ask_at = now + illness_pause(error.code, ++condition.failures, random_.next());
    if (!news) return;
    told = condition;
  }
  if (heard_) heard_(portal, told);
}

void Conditions::acted(PortalId portal, UserId user, bool spare, TimePoint now) {
  Condition told;
  {
    const std::lock_guard lock(mutex_);
    Condition& condition = states_[portal].shown;
    if (condition.acting == user && condition.spare_since.has_value() == spare) return;
    const bool news = spare || condition.spare_since;
    condition.acting = user;
    condition.spare_since = spare ? std::optional(now) : std::nullopt;
    if (!news) return;
    told = condition;
  }
  if (heard_) heard_(portal, told);
}

void Conditions::moved(PortalId portal, TimePoint now) {
  Condition told;
  {
    const std::lock_guard lock(mutex_);
    states_[portal].shown.moved_at = now;
    told = states_[portal].shown;
  }
  if (heard_) heard_(portal, told);
}

std::vector<std::pair<PortalId, Condition>> Conditions::all() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::pair<PortalId, Condition>> shown;
  for (const auto& [portal, state] : states_) shown.emplace_back(portal, state.shown);
  return shown;
}

Condition Conditions::of(PortalId portal) const {
  const std::lock_guard lock(mutex_);
  const auto found = states_.find(portal);
  return found == states_.end() ? Condition{} : found->second.shown;
}

TimePoint Conditions::ready_at(PortalId portal) const { return of(portal).ask_at.value_or(TimePoint{}); }

}  // namespace sd::portal
