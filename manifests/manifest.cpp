#include "manifests/manifest.h"

#include <stdexcept>

namespace sd::manifests {

const std::string& LocalText::in(std::string_view language) const {
  static const std::string none;
  if (const auto found = by_language.find(language); found != by_language.end()) return found->second;
  return by_language.empty() ? none : by_language.begin()->second;
}

const Field& Application::field(FieldUse use) const {
  for (const Field& one : fields) {
    if (one.use == use) return one;
  }
  throw std::logic_error("an Application that no loader has made");
}

namespace {

bool fits(const Threshold& threshold, kanban::Role role, kanban::CardClass card_class) {
  return threshold.role.value_or(role) == role && threshold.card_class.value_or(card_class) == card_class;
}

}  // namespace

Limits Settings::limits(Timer timer, kanban::Role role, kanban::CardClass card_class) const {
  Limits result;
  for (const Threshold& one : thresholds) {
    if (one.timer != timer || !fits(one, role, card_class)) continue;
    result = {one.warn_days * day, one.alarm_days * day};
  }
  return result;
}

Limits Settings::default_limits(Timer timer, Millis day_length) const {
  Limits result;
  for (const Threshold& one : thresholds) {
    if (one.timer != timer || one.role || one.card_class) continue;
    result = {one.warn_days * day_length, one.alarm_days * day_length};
  }
  return result;
}

std::string Manifests::text(std::string_view language, std::string_view key,
                            const std::map<std::string, std::string, std::less<>>& args) const {
  auto texts = translations.find(language);
  if (texts == translations.end()) texts = translations.begin();
  if (texts == translations.end()) return std::string(key);
  const auto found = texts->second.find(key);
  if (found == texts->second.end()) return std::string(key);

  const std::string& pattern = found->second;
  std::string result;
  for (std::size_t i = 0; i < pattern.size();) {
    const std::size_t end = pattern[i] == '{' ? pattern.find('}', i) : std::string::npos;
    const auto arg = end == std::string::npos ? args.end() : args.find(pattern.substr(i + 1, end - i - 1));
    if (arg == args.end()) {
      result += pattern[i++];
    } else {
      result += arg->second;
      i = end + 1;
    }
  }
  return result;
}

std::vector<kanban::CountryDays> country_days(const Manifests& manifests) {
  std::vector<kanban::CountryDays> days;
  for (const CountryCalendar& country : manifests.countries) days.push_back(country.days);
  return days;
}

}  // namespace sd::manifests
