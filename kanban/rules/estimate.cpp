#include "kanban/rules/estimate.h"

#include <charconv>
#include <cmath>
#include <system_error>

#include "kanban/rules/dictionary.h"

namespace sd::kanban {
namespace {

constexpr std::int64_t kMaxHours = 10'000;
constexpr int kMaxDecimals = 10;

Error refused(const char* code) { return {ErrorKind::kInvalidArgument, code, {}}; }

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// A non-negative decimal number: digits / 10^decimals.
struct Decimal {
  std::int64_t digits = 0;
  std::int64_t scale = 1;
  bool huge = false;  // more than six digits before the point
};

// Takes a decimal number off the front of `text`; nothing when there is none. Digits behind the tenth decimal
// cannot decide a rounding that matters and are dropped.
std::optional<Decimal> take_number(std::string_view& text) {
  Decimal number;
  int whole = 0, decimals = 0;
  bool any_whole = false;
  while (!text.empty() && is_digit(text.front())) {
    any_whole = true;
    if (whole > 0 || text.front() != '0') ++whole;
    if (whole > 6) number.huge = true;
    if (!number.huge) number.digits = number.digits * 10 + (text.front() - '0');
    text.remove_prefix(1);
  }
  if (!text.empty() && (text.front() == '.' || text.front() == ',') && text.size() > 1 && is_digit(text[1])) {
    text.remove_prefix(1);
    while (!text.empty() && is_digit(text.front())) {
      if (++decimals <= kMaxDecimals && !number.huge) {
        number.digits = number.digits * 10 + (text.front() - '0');
        number.scale *= 10;
      }
      text.remove_prefix(1);
    }
  }
  if (!any_whole && decimals == 0) return std::nullopt;
  return number;
}

// Whole minutes of `number` units of `unit_minutes` each, rounded half up.
std::int64_t rounded(const Decimal& number, std::int64_t unit_minutes) {
  return (number.digits * unit_minutes * 2 + number.scale) / (number.scale * 2);
}

// Minutes in the unit `word` names (already folded), 0 when it names none.
std::int64_t unit_of(std::string_view word) {
  for (const std::string_view hours :
       {"", "ч", "ч.", "час", "часа", "часов", "h", "hr", "hrs", "hour", "hours"}) {
    if (word == hours) return 60;
  }
  for (const std::string_view minutes :
       {"м", "м.", "мин", "мин.", "минут", "минута", "минуты", "m", "min", "mins", "minute", "minutes"}) {
    if (word == minutes) return 1;
  }
  return 0;
}

Result<Minutes> within_limit(const Decimal& number, std::int64_t unit, std::int64_t more_minutes) {
  const std::int64_t limit = kMaxHours * 60;
  if (number.huge || number.digits * unit + more_minutes * number.scale > limit * number.scale) {
    return refused("estimate.too_large");
  }
  return Minutes{rounded(number, unit) + more_minutes};
}

}  // namespace

Result<Minutes> parse_estimate(std::string_view text) {
  const std::string folded = fold_title(text);
  std::string_view rest = folded;
  if (rest.empty()) return Minutes{};

  bool negative = false;
  for (const std::string_view sign : {"-", "\u2212", "+"}) {
    if (!rest.starts_with(sign)) continue;
    negative = sign != "+";
    rest.remove_prefix(sign.size());
    break;
  }
  if (rest.empty() || (!is_digit(rest.front()) && rest.front() != '.' && rest.front() != ',')) {
    return refused("estimate.not_a_number");
  }
  const std::optional<Decimal> number = take_number(rest);
  if (!number) return refused("estimate.not_a_number");
  std::int64_t unit = 60, more = 0;
  if (rest.starts_with(':')) {
    if (number->scale != 1 || rest.size() != 3 || !is_digit(rest[1]) || !is_digit(rest[2]) || rest[1] > '5') {
      return refused("estimate.not_a_number");
    }
    more = (rest[1] - '0') * 10 + (rest[2] - '0');
  } else {
    const std::size_t word_end = rest.find_first_of("0123456789");
    unit = unit_of(rest.substr(0, word_end));
    rest.remove_prefix(word_end == std::string_view::npos ? rest.size() : word_end);
    if (!rest.empty()) {  // "1ч30мин"
      const std::optional<Decimal> minutes = take_number(rest);
      if (unit != 60 || !minutes || minutes->scale != 1 || minutes->digits > 59 || unit_of(rest) != 1) {
        return refused("estimate.not_a_number");
      }
      more = minutes->digits;
    }
    if (unit == 0) return refused("estimate.not_a_number");
  }
  if (negative && (number->digits > 0 || number->huge || more > 0)) return refused("estimate.negative");
  return within_limit(*number, unit, more);
}

PortalEstimate read_estimate(std::string_view raw) {
  const std::string text = trimmed(raw);
  const Result<Minutes> plain = parse_estimate(text);
  if (plain) return {*plain, {}};
  double hours = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), hours);
  const bool whole = failed == std::errc{} && end == text.data() + text.size();
  if (!whole || !std::isfinite(hours) || hours < 0 || hours > static_cast<double>(kMaxHours)) {
    return {std::nullopt, text};
  }
  return {static_cast<std::int64_t>(std::floor(hours * 60 + 0.5)), {}};
}

std::string portal_estimate(Minutes minutes) {
  if (!minutes) return {};
  const std::int64_t tenthousandths = (*minutes * 10'000 + 30) / 60;
  std::string text = std::to_string(tenthousandths / 10'000);
  std::string decimals = std::to_string(tenthousandths % 10'000 + 10'000).substr(1);
  decimals.erase(decimals.find_last_not_of('0') + 1);
  if (!decimals.empty()) text += '.' + decimals;
  return text;
}

}  // namespace sd::kanban
