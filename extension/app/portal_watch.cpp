#include "extension/app/portal_watch.h"

#include "extension/core/iso_time.h"

namespace sd::app {
namespace {

using kanban::Figure;
using kanban::OutageReason;

// The last answer is recorded this often at most: it changes with every call.
constexpr std::int64_t kGrainMs = 5'000;

std::int64_t ms_or_zero(const std::optional<TimePoint>& at) { return at ? to_ms(*at) : 0; }

}  // namespace

OutageReason outage_reason(const std::string& code) {
  if (code.empty()) return OutageReason::kNone;
  if (code == "portal.unreachable") return OutageReason::kUnreachable;
  if (code == "portal.not_json") return OutageReason::kNotJson;
  if (code == "portal.auth") return OutageReason::kTokenRefused;
  if (code == "portal.licence") return OutageReason::kLicence;
  if (code == "portal.deleted") return OutageReason::kDeleted;
  return OutageReason::kOther;
}

void PortalWatch::heard(PortalId portal, const portal::Condition& now) {
  const std::lock_guard lock(mutex_);
  if (!begin(portal)) return;
  record(portal, told_[portal], now);
}

void PortalWatch::keep(PortalId portal, const portal::Condition& now) {
  const std::lock_guard lock(mutex_);
  if (!begin(portal)) return;
  Told& told = told_[portal];
  const std::int64_t answered = ms_or_zero(now.last_answer);
  if (answered >= told.answered_at + kGrainMs) {
    told.answered_at = answered;
    health_.set(portal, Figure::kAnsweredAt, answered);
  }
  record(portal, told, now);
}

// Whether what was recorded by earlier processes is known.
bool PortalWatch::begin(PortalId portal) {
  if (told_.contains(portal)) return true;
  const Result<kanban::Figures> figures = health_.all(portal);
  if (!figures) return false;
  told_[portal].outage_before = figure(*figures, Figure::kOutageSince);
  return true;
}

void PortalWatch::record(PortalId portal, Told& told, const portal::Condition& now) {
  const portal::Condition last = std::exchange(told.last, now);
  if (now.last_answer && !now.ill() && told.outage_before != 0 && !last.ill()) {
    health_.set(portal, Figure::kOutageSince, std::int64_t{0});
  }
  if (now.last_answer && !now.ill()) told.outage_before = 0;
  if (now.ill() && (last.reason != now.reason || !last.ill())) {
    const std::int64_t since = told.outage_before != 0 ? told.outage_before : to_ms(*now.ill_since);
    health_.set(portal, Figure::kOutageSince, since);
    health_.set(portal, Figure::kOutageReason, static_cast<std::int64_t>(outage_reason(now.reason)));
    log_(portal,
         "does not serve us since " + format_iso_time(from_ms(since)) + ": " + now.reason + " " + now.detail);
  }
  if (last.ill() && !now.ill()) {
    health_.set(portal, Figure::kOutageSince, std::int64_t{0});
    log_(portal, "answers again");
  }
  const bool refused = now.spare_since || now.reason == "portal.auth";
  const bool was_refused = last.spare_since || last.reason == "portal.auth";
  if (refused != was_refused) health_.set(portal, Figure::kInstallerRevoked, std::int64_t{refused});
  if (now.spare_since.has_value() != last.spare_since.has_value()) {
    health_.set(portal, Figure::kSpareInUse, std::int64_t{now.spare_since.has_value()});
    log_(portal, now.spare_since ? "background work goes on with the spare administrator's access, user " +
                                       std::to_string(now.acting.value())
                                 : "background work uses the first administrator's access again");
    if (now.spare_since) spare_serves_(portal, now.acting);
  }
  if (now.moved_at != last.moved_at && now.moved_at) {
    health_.set(portal, Figure::kRenamedAt, *now.moved_at);
    log_(portal, "was found under a new address");
  }
}

}  // namespace sd::app
