#include "extension/app/nets.h"

#include <charconv>

namespace sd::app {
namespace {

using kanban::Figure;
using kanban::Repairs;

constexpr Millis kDay = std::chrono::hours{24};

std::int64_t number_or_zero(const std::optional<std::string>& text) {
  std::int64_t number = 0;
  if (text) std::from_chars(text->data(), text->data() + text->size(), number);
  return number;
}

}  // namespace

TimePoint last_night(TimePoint now, Millis utc_offset, Millis time_of_day) {
  const TimePoint local = now + utc_offset;
  const TimePoint today = std::chrono::floor<std::chrono::days>(local) + time_of_day;
  return (today <= local ? today : today - kDay) - utc_offset;
}

Result<bool> Nets::queue_goes_first(PortalId portal) {
  const Result<kanban::Figures> figures = parts_.health.all(portal);
  if (!figures) return figures.error();
  const TimePoint now = parts_.clock.now();
  const std::int64_t polled = figure(*figures, Figure::kQueuePolledAt);
  const std::lock_guard lock(mutex_);
  if (polled == 0 || now - from_ms(polled) <= kQueueBehind) {
    queue_awaited_.erase(portal);
    return false;
  }
  TimePoint& since = queue_awaited_.try_emplace(portal, now).first->second;
  if (parts_.is_ill(portal)) since = now;
  return now - since < kQueuePatience;
}

Status Nets::reconcile(PortalId portal) {
  const Result<bool> queue_first = queue_goes_first(portal);
  if (!queue_first) return queue_first.error();
  if (*queue_first) {
    parts_.wake_queue(portal);
    return Done{};
  }
  const Result<Repairs> gone = parts_.sweep.confirm(portal);
  if (!gone) return gone.error();
  note(portal, "sweep", *gone);
  parts_.health.add(portal, Figure::kSweepGone, static_cast<std::int64_t>(gone->gone));
  const Result<Repairs> repairs = parts_.reconcile.run(portal);
  if (!repairs) return repairs.error();
  note(portal, "reconciliation", *repairs);
  const std::size_t all = repairs->total() + gone->changed;
  if (all > 0) parts_.health.add(portal, Figure::kReconcileRepaired, static_cast<std::int64_t>(all));
  parts_.health.set(portal, Figure::kReconciledAt, parts_.clock.now());
  return Done{};
}

Status Nets::stages(PortalId portal) {
  const auto groups = parts_.cards.groups(portal);
  if (!groups) return groups.error();
  for (const kanban::BoundGroup& group : *groups) {
    if (const Status read = parts_.events.group(portal, group.group); !read) return read;
  }
  parts_.health.set(portal, Figure::kStagesRefreshedAt, parts_.clock.now());
  return Done{};
}

Result<bool> Nets::is_due(PortalId portal) {
  const Result<kanban::Figures> figures = parts_.health.all(portal);
  if (!figures) return figures.error();
  const std::int64_t phase = figure(*figures, Figure::kBackfillPhase);
  const bool filling = phase != static_cast<std::int64_t>(kanban::BackfillPhase::kNone) &&
                       phase != static_cast<std::int64_t>(kanban::BackfillPhase::kFinished);
  // The first reading goes through the same lists, and what it has not come to yet is not amiss. One that
  // does not come to its end keeps the sweep waiting for a day at most.
  const TimePoint filling_since = from_ms(figure(*figures, Figure::kBackfillStartedAt));
  if (filling && parts_.clock.now() - filling_since < kDay) return false;
  const auto asked = parts_.settings.setting(portal, kanban::kSweepAsked);
  if (!asked) return asked.error();
  const std::int64_t swept = figure(*figures, Figure::kSweptAt);
  const TimePoint night = last_night(parts_.clock.now(), parts_.utc_offset(portal), parts_.sweep_at);
  return from_ms(swept) < night || number_or_zero(*asked) > swept;
}

Status Nets::nightly(PortalId portal, const std::stop_token& stop) {
  const Result<bool> due = is_due(portal);
  if (!due) return due.error();
  if (!*due) return Done{};
  const TimePoint began = parts_.clock.now();
  const Result<Repairs> repairs = parts_.sweep.run(portal, stop);
  if (!repairs) return repairs.error();
  note(portal, "sweep", *repairs);
  const auto add = [&](Figure figure, std::size_t count) {
    if (count > 0) parts_.health.add(portal, figure, static_cast<std::int64_t>(count));
  };
  add(Figure::kSweepMissed, repairs->missed);
  add(Figure::kSweepMoved, repairs->moved);
  add(Figure::kSweepGone, repairs->gone);
  add(Figure::kReconcileRepaired, repairs->changed);
  if (const Status people = parts_.people.run(portal, stop); !people) return people;
  parts_.people_changed(portal);
  parts_.health.set(portal, Figure::kPeopleRefreshedAt, parts_.clock.now());
  if (const Status labour = parts_.compare_labour(portal, stop); !labour) return labour;
  parts_.health.set(portal, Figure::kSweptAt, began);
  return Done{};
}

void Nets::note(PortalId portal, const char* net, const Repairs& repairs) {
  const std::string whose = "portal " + std::to_string(portal.value()) + ": " + net + " ";
  if (repairs.total() > 0) {
    parts_.log(whose + "repaired " + std::to_string(repairs.total()) + " cards: " +
               std::to_string(repairs.missed) + " missed, " + std::to_string(repairs.moved) + " moved, " +
               std::to_string(repairs.changed) + " changed, " + std::to_string(repairs.gone) + " gone");
  }
  for (const auto& [ticket, code] : repairs.failed) {
    std::string line = whose;
    line.append("cannot read task ").append(std::to_string(ticket.value())).append(": ").append(code);
    parts_.log(line);
  }
}

}  // namespace sd::app
