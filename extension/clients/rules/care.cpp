#include "extension/clients/rules/care.h"

namespace sd::clients {

using std::chrono::days;

CheckStep check_step(const CareRules& rules, Millis silence, Millis working_day, bool reminded) {
  if (rules.check_days <= 0) return CheckStep::kWait;
  if (silence >= rules.check_days * working_day) return CheckStep::kClose;
  const std::int64_t half = (rules.check_days + 1) / 2;
  return !reminded && silence >= half * working_day ? CheckStep::kRemind : CheckStep::kWait;
}

bool may_reopen(const CareRules& rules, const kanban::Card& card, TimePoint now) {
  return card.role == kanban::Role::kDone && card.done_at && rules.reopen_days > 0 &&
         now - *card.done_at <= days{rules.reopen_days};
}

bool may_ask(const CareRules& rules, std::optional<TimePoint> last, TimePoint now) {
  return rules.rating_days > 0 && (!last || now - *last >= days{rules.rating_days});
}

bool may_answer(const Rating& rating, TimePoint now) {
  return !rating.answered || now - *rating.answered <= std::chrono::hours{1};
}

Status check_rating(int stars, const std::string& words) {
  if (stars < 1 || stars > 5) return Error{ErrorKind::kInvalidArgument, "rating.stars", {}};
  if (words.size() > kMaxRatingWords) {
    return Error{ErrorKind::kInvalidArgument, "rating.words_too_long", {}};
  }
  return Done{};
}

}  // namespace sd::clients
