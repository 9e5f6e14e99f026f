#include "extension/health/rules/concerns.h"

#include <algorithm>

namespace sd::health {
namespace {

using kanban::Figure;
using kanban::OutageReason;

std::string_view name_of(OutageReason reason) {
  switch (reason) {
    case OutageReason::kUnreachable: return "outage.unreachable";
    case OutageReason::kNotJson: return "outage.not_json";
    case OutageReason::kTokenRefused: return "outage.token";
    case OutageReason::kLicence: return "outage.licence";
    case OutageReason::kDeleted: return "outage.deleted";
    case OutageReason::kTooFast: return "outage.too_fast";
    case OutageReason::kNone:
    case OutageReason::kOther: break;
  }
  return "outage.other";
}

class Verdict {
 public:
  Verdict(const Facts& facts, TimePoint now) : facts_(facts), now_(now) {}

  std::vector<Concern> run() {
    if (!facts_.installed) {
      note("installing");
      return std::move(concerns_);
    }
    const std::optional<TimePoint> alive = instant(Figure::kServiceAt);
    const bool silent = late(alive, kServiceSilent);
    if (silent) attention("service.silent", alive);
    const bool outage = look_at_portal() || silent;
    look_at_tokens();
    look_at_inbox(outage);
    if (!outage) look_at_rounds();
    look_at_news();
    std::stable_sort(concerns_.begin(), concerns_.end(),
                     [](const Concern& a, const Concern& b) { return a.level > b.level; });
    return std::move(concerns_);
  }

 private:
  std::int64_t value(Figure which) const { return kanban::figure(facts_.figures, which); }
  std::optional<TimePoint> instant(Figure which) const {
    const std::int64_t ms = value(which);
    return ms == 0 ? std::nullopt : std::optional(from_ms(ms));
  }
  void attention(std::string_view code, std::optional<TimePoint> since = {}, std::int64_t count = 0) {
    concerns_.push_back({std::string(code), Level::kAttention, since, count});
  }
  void note(std::string_view code, std::optional<TimePoint> since = {}, std::int64_t count = 0) {
    concerns_.push_back({std::string(code), Level::kNote, since, count});
  }
  bool late(std::optional<TimePoint> at, Millis allowed) const { return at && now_ - *at > allowed; }

  // The same, counted from the service's start where that is later.
  bool late_turn(std::optional<TimePoint> at, Millis allowed) const {
    const std::optional<TimePoint> started = instant(Figure::kServiceStartedAt);
    return at && late(started ? std::max(*at, *started) : *at, allowed);
  }

  bool look_at_portal() {
    const std::optional<TimePoint> since = instant(Figure::kOutageSince);
    if (!since) return false;
    const auto reason = static_cast<OutageReason>(value(Figure::kOutageReason));
    if (late(since, kOutageGrace)) attention(name_of(reason), since);
    return true;
  }

  void look_at_tokens() {
    if (facts_.background_users == 0) return attention("token.none");
    if (value(Figure::kInstallerRevoked) != 0) {
      attention("token.revoked");
    } else if (value(Figure::kSpareInUse) != 0) {
      attention("token.spare");
    } else if (facts_.background_users == 1) {
      note("token.single");
    }
    if (late(facts_.oldest_token, kTokenOld)) {
      attention("token.old", facts_.oldest_token,
                std::chrono::duration_cast<std::chrono::days>(now_ - *facts_.oldest_token).count());
    }
  }

  void look_at_inbox(bool outage) {
    if (facts_.set_aside > 0) attention("inbox.set_aside", {}, facts_.set_aside);
    if (!outage && late_turn(facts_.oldest_waiting, kInboxLate)) {
      attention("inbox.late", facts_.oldest_waiting, facts_.waiting);
    }
  }

  void look_at_rounds() {
    const std::optional<TimePoint> polled = instant(Figure::kQueuePolledAt);
    const std::optional<TimePoint> oldest = instant(Figure::kQueueOldestWaiting);
    if (late_turn(polled, std::max(kQueueLate, kTurnsMissed * facts_.rhythm.poll_every))) {
      attention("queue.silent", polled);
    } else if (late_turn(oldest, kInboxLate)) {
      attention("queue.late", oldest);
    }
    const std::optional<TimePoint> reconciled = instant(Figure::kReconciledAt);
    if (late_turn(reconciled, std::max(kReconcileLate, kTurnsMissed * facts_.rhythm.reconcile_every))) {
      attention("reconcile.late", reconciled);
    }
    if (late_turn(instant(Figure::kSweptAt), kSweepLate)) attention("sweep.late", instant(Figure::kSweptAt));
  }

  void look_at_news() {
    if (static_cast<kanban::QueueMode>(value(Figure::kQueueMode)) == kanban::QueueMode::kClearedAtOnce) {
      note("queue.cleared_at_once");
    }
    const auto phase = static_cast<kanban::BackfillPhase>(value(Figure::kBackfillPhase));
    if (phase != kanban::BackfillPhase::kNone && phase != kanban::BackfillPhase::kFinished) {
      note("backfill.running", instant(Figure::kBackfillStartedAt));
    }
    const std::optional<TimePoint> renamed = instant(Figure::kRenamedAt);
    if (renamed && !late(renamed, kRenamedNews)) note("portal.renamed", renamed);
  }

  const Facts& facts_;
  const TimePoint now_;
  std::vector<Concern> concerns_;
};

}  // namespace

std::string_view to_string(Level level) { return level == Level::kAttention ? "attention" : "note"; }

std::vector<Concern> concerns_of(const Facts& facts, TimePoint now) { return Verdict(facts, now).run(); }

bool healthy(const std::vector<Concern>& concerns) {
  return std::none_of(concerns.begin(), concerns.end(),
                      [](const Concern& concern) { return concern.level == Level::kAttention; });
}

}  // namespace sd::health
