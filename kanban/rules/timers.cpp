#include "kanban/rules/timers.h"

#include <algorithm>
#include <functional>

#include "kanban/rules/working_timers.h"

namespace sd::kanban {

std::string_view to_string(Level level) {
  switch (level) {
    case Level::kCalm: return "calm";
    case Level::kWarn: return "warn";
    case Level::kAlarm: return "alarm";
  }
  return "calm";
}

Level level_of(Millis elapsed, const Threshold& threshold) {
  if (elapsed >= threshold.alarm) return Level::kAlarm;
  if (elapsed >= threshold.warn) return Level::kWarn;
  return Level::kCalm;
}

std::size_t ThresholdTable::place(Role role, CardClass card_class) {
  return static_cast<std::size_t>(role) * 3 + static_cast<std::size_t>(card_class);
}

void ThresholdTable::set(Role role, CardClass card_class, Threshold threshold) {
  own_.at(place(role, card_class)) = threshold;
}

const Threshold& ThresholdTable::get(Role role, CardClass card_class) const {
  const std::optional<Threshold>& own = own_.at(place(role, card_class));
  return own ? *own : by_default_;
}

TimerThresholds default_thresholds(Millis working_day) {
  return {ThresholdTable({working_day * 1, working_day * 3}),
          ThresholdTable({working_day * 5, working_day * 10})};
}

namespace {

using Since = std::function<Millis(TimePoint start)>;

TimerReading read_with(const Since& since, const Card& card, const TimerThresholds& thresholds,
                       TimePoint end) {
  TimerReading reading;
  reading.last_update = since(card.last_update_at);
  if (card.work_since) {
    reading.work_in_age = since(*card.work_since);
    reading.stopped = Millis{card.stopped_before_ms};
    if (card.stopper_since) {
      reading.stopped += std::max(Millis{0}, end - std::max(*card.stopper_since, *card.work_since));
    }
  }
  if (card.role == Role::kDone) return reading;
  reading.last_update_level =
      level_of(reading.last_update, thresholds.last_update.get(card.role, card.card_class));
  if (reading.work_in_age) {
    reading.work_in_age_level =
        level_of(*reading.work_in_age, thresholds.work_in_age.get(card.role, card.card_class));
  }
  return reading;
}

}  // namespace

TimerReading read_timers(const Card& card, const TimerThresholds& thresholds, TimePoint now) {
  const TimePoint end = card.done_at.value_or(now);
  return read_with([end](TimePoint start) { return std::max(Millis{0}, Millis{end - start}); }, card,
                   thresholds, end);
}

TimerReading read_timers(const Card& card, const TimerThresholds& thresholds, TimePoint now,
                         const Calendar& working) {
  const TimePoint end = card.done_at.value_or(now);
  const Since since = [&](TimePoint start) { return std::max(Millis{0}, working.diff(start, end)); };
  return read_with(since, card, thresholds, end);
}

}  // namespace sd::kanban
