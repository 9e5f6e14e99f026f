#include "kanban/http/sync_notes.h"

#include <boost/json.hpp>

namespace sd::kanban {
namespace {

namespace json = boost::json;

constexpr Millis kFresh{1'000};

struct Part {
  const char* name = nullptr;
  Figure planned = Figure::kEnd, done = Figure::kEnd;
};

Part part_of(BackfillPhase phase) {
  switch (phase) {
    case BackfillPhase::kDirectory:
      return {"directory", Figure::kBackfillDirectoryPlanned, Figure::kBackfillDirectoryDone};
    case BackfillPhase::kOpen: return {"open", Figure::kBackfillOpenPlanned, Figure::kBackfillOpenDone};
    case BackfillPhase::kOpenHistory:
      return {"open_history", Figure::kBackfillOpenHistoryPlanned, Figure::kBackfillOpenHistoryDone};
    case BackfillPhase::kClosed:
      return {"closed", Figure::kBackfillClosedPlanned, Figure::kBackfillClosedDone};
    case BackfillPhase::kLabour:
      return {"labour", Figure::kBackfillLabourPlanned, Figure::kBackfillLabourDone};
    case BackfillPhase::kClosedHistory:
      return {"closed_history", Figure::kBackfillClosedHistoryPlanned, Figure::kBackfillClosedHistoryDone};
    case BackfillPhase::kNone:
    case BackfillPhase::kFinished: break;
  }
  return {};
}

std::string encode(const Figures& figures, TimePoint now) {
  const auto number = [&figures](Figure which) -> json::value {
    return which == Figure::kEnd ? 0 : figure(figures, which);
  };
  const auto instant = [&figures](Figure which) -> json::value {
    const std::int64_t ms = figure(figures, which);
    if (ms == 0) return nullptr;
    return ms;
  };
  const std::int64_t outage = figure(figures, Figure::kOutageSince);
  const bool shown = outage != 0 && now - from_ms(outage) >= kOutageShownAfter;
  const Part part = part_of(static_cast<BackfillPhase>(figure(figures, Figure::kBackfillPhase)));
  json::object out{{"outage_ms", nullptr},
                   {"as_of_ms", instant(Figure::kAnsweredAt)},
                   {"filling", nullptr},
                   {"done", number(part.done)},
                   {"planned", number(part.planned)}};
  if (shown) out["outage_ms"] = outage;
  if (part.name) out["filling"] = part.name;
  return "\"sync\":" + json::serialize(out) + ",";
}

}  // namespace

std::string SyncNotes::json(PortalId portal) {
  const TimePoint now = clock_.now();
  {
    const std::lock_guard lock(mutex_);
    const auto found = kept_.find(portal);
    if (found != kept_.end() && now - found->second.at < kFresh && now >= found->second.at) {
      return found->second.text;
    }
  }
  const Result<Figures> figures = health_.all(portal);
  std::string text = encode(figures ? *figures : Figures{}, now);
  const std::lock_guard lock(mutex_);
  kept_[portal] = {now, text};
  return text;
}

}  // namespace sd::kanban
