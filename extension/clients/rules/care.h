// What is done by itself for a client: reminded of work he has to check, closed when he stays silent, asked
// how it was. Pure. Source: domain.md 2.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "extension/clients/rules/client.h"
#include "extension/core/result.h"

namespace sd::clients {

enum class CheckStep { kWait, kRemind, kClose };

// `silence`: working time since the last word or change of a request that awaits its client's check;
// `reminded`: once in this silence already. After half of the days, rounded up, he is reminded once, after
// all of them it is closed. 0 days: never.
CheckStep check_step(const CareRules& rules, Millis silence, Millis working_day, bool reminded);

// Whether he may open a done request again: within the days of the rules, 0: never.
bool may_reopen(const CareRules& rules, const kanban::Card& card, TimePoint now);

// Whether he may be asked about another request now, where he was last asked at `last`. 0 days: never asked.
bool may_ask(const CareRules& rules, std::optional<TimePoint> last, TimePoint now);

// A question about one request, in one cycle of it, to one person.
struct Rating {
  TimePoint asked;
  std::optional<TimePoint> answered;
  int stars = 0;  // 1 to 5; 0: not answered
  std::string words;

  friend bool operator==(const Rating&, const Rating&) = default;
};

// A second answer replaces the first for an hour, then the question is used up.
bool may_answer(const Rating& rating, TimePoint now);

// Errors (kInvalidArgument): "rating.stars" outside 1 to 5; "rating.words_too_long" above kMaxRatingWords
// bytes.
Status check_rating(int stars, const std::string& words);

inline constexpr std::size_t kMaxRatingWords = 2'000;

}  // namespace sd::clients
