#include "extension/health/rules/backfill_progress.h"

#include <algorithm>

namespace sd::health {
namespace {

using kanban::BackfillPhase;
using kanban::Figure;

struct Row {
  BackfillPhase phase;
  Figure planned, done;
};
constexpr std::array<Row, 6> kRows{{
    {BackfillPhase::kDirectory, Figure::kBackfillDirectoryPlanned, Figure::kBackfillDirectoryDone},
    {BackfillPhase::kOpen, Figure::kBackfillOpenPlanned, Figure::kBackfillOpenDone},
    {BackfillPhase::kOpenHistory, Figure::kBackfillOpenHistoryPlanned, Figure::kBackfillOpenHistoryDone},
    {BackfillPhase::kClosed, Figure::kBackfillClosedPlanned, Figure::kBackfillClosedDone},
    {BackfillPhase::kLabour, Figure::kBackfillLabourPlanned, Figure::kBackfillLabourDone},
    {BackfillPhase::kClosedHistory, Figure::kBackfillClosedHistoryPlanned,
     Figure::kBackfillClosedHistoryDone},
}};

// A pace from fewer objects says nothing.
constexpr std::int64_t kEnoughForAPace = 50;

}  // namespace

std::string_view to_string(BackfillPhase phase) {
  switch (phase) {
    case BackfillPhase::kDirectory: return "directory";
    case BackfillPhase::kOpen: return "open";
    case BackfillPhase::kOpenHistory: return "open_history";
    case BackfillPhase::kClosed: return "closed";
    case BackfillPhase::kLabour: return "labour";
    case BackfillPhase::kClosedHistory: return "closed_history";
    case BackfillPhase::kFinished: return "finished";
    case BackfillPhase::kNone: break;
  }
  return "none";
}

bool BackfillProgress::running() const { return known() && phase != BackfillPhase::kFinished; }

std::int64_t BackfillProgress::planned() const {
  std::int64_t sum = 0;
  for (const PhaseProgress& each : phases) sum += each.planned;
  return sum;
}

std::int64_t BackfillProgress::done() const {
  std::int64_t sum = 0;
  for (const PhaseProgress& each : phases) sum += each.done;
  return sum;
}

BackfillProgress backfill_progress(const kanban::Figures& figures, TimePoint now) {
  const auto value = [&figures](Figure which) { return kanban::figure(figures, which); };
  const auto instant = [&](Figure which) {
    return value(which) == 0 ? std::nullopt : std::optional(from_ms(value(which)));
  };
  BackfillProgress progress;
  const std::int64_t phase = value(Figure::kBackfillPhase);
  if (phase > 0 && phase <= static_cast<std::int64_t>(BackfillPhase::kFinished)) {
    progress.phase = static_cast<BackfillPhase>(phase);
  }
  for (std::size_t at = 0; at < kRows.size(); ++at) {
    const std::int64_t done = std::max<std::int64_t>(0, value(kRows[at].done));
    progress.phases[at] = {kRows[at].phase, std::max(done, value(kRows[at].planned)), done};
  }
  progress.requests = value(Figure::kBackfillRequests);
  progress.started_at = instant(Figure::kBackfillStartedAt);
  progress.finished_at = instant(Figure::kBackfillFinishedAt);
  const std::int64_t done = progress.done();
  if (progress.running() && progress.started_at && done >= kEnoughForAPace && now > *progress.started_at) {
    const double each = static_cast<double>((now - *progress.started_at).count()) / static_cast<double>(done);
    progress.left = Millis{static_cast<std::int64_t>(each * static_cast<double>(progress.planned() - done))};
  }
  return progress;
}

}  // namespace sd::health
