// Thresholds of LU and WIA and the colour they give. The elapsed times themselves are in as_of.h; the display
// is the page's. Source: domain.md 5.
#pragma once

#include <array>
#include <optional>

#include "extension/core/time.h"
#include "kanban/rules/card.h"

namespace sd::kanban {

enum class Level { kCalm, kWarn, kAlarm };
std::string_view to_string(Level level);  // "calm", "warn", "alarm"

struct Threshold {
  Millis warn{0};
  Millis alarm{0};

  friend bool operator==(const Threshold&, const Threshold&) = default;
};

// At or above a threshold counts; an alarm below its warning is an alarm.
Level level_of(Millis elapsed, const Threshold& threshold);

// Thresholds of one timer by role and class, one default for whatever is not set.
class ThresholdTable {
 public:
  explicit ThresholdTable(Threshold by_default) : by_default_(by_default) {}
  void set(Role role, CardClass card_class, Threshold threshold);
  const Threshold& get(Role role, CardClass card_class) const;

 private:
  static std::size_t place(Role role, CardClass card_class);

  Threshold by_default_;
  std::array<std::optional<Threshold>, 18> own_;
};

// A threshold somebody has set: of the cards in a role, of a class, or of any.
enum class Timer { kLastUpdate, kWorkInAge };
struct SetThreshold {
  Timer timer = Timer::kLastUpdate;
  std::optional<Role> role;
  std::optional<CardClass> card_class;
  Threshold limits;

  friend bool operator==(const SetThreshold&, const SetThreshold&) = default;
};

struct TimerThresholds {
  ThresholdTable last_update;
  ThresholdTable work_in_age;
};

// LU 1/3 and WIA 5/10 working days, a working day being `working_day` long: 24 h when timers run in calendar
// time, the calendar's day when they run in working time.
TimerThresholds default_thresholds(Millis working_day);

// What a card's timers show at `now`: spans counted from the card's instants, and their colours. Done cards
// stand still and are calm.
struct TimerReading {
  Millis last_update{0};
  Level last_update_level = Level::kCalm;
  std::optional<Millis> work_in_age;
  Millis stopped{0};  // of work_in_age
  Level work_in_age_level = Level::kCalm;

  friend bool operator==(const TimerReading&, const TimerReading&) = default;
};
TimerReading read_timers(const Card& card, const TimerThresholds& thresholds, TimePoint now);

}  // namespace sd::kanban
