#include "extension/settings/http/calendar_choices.h"

#include "extension/core/iso_time.h"

namespace sd::settings {
namespace {

namespace json = boost::json;

// As the lines of a calendar say it (calendar_sheet.h).
const char* word_of(kanban::DayKind kind) {
  switch (kind) {
    case kanban::DayKind::kOff: return "off";
    case kanban::DayKind::kWorking: return "work";
    case kanban::DayKind::kShort: return "short";
  }
  return "work";
}

}  // namespace

json::object choices_json(const CalendarChoices& choices) {
  json::array zones, countries;
  for (const std::string& zone : choices.zones) zones.emplace_back(zone);
  for (const CountryChoice& choice : choices.countries) {
    json::object titles, days;
    json::array years;
    for (const auto& [language, title] : choice.titles) titles[language] = title;
    for (const auto& [day, kind] : choice.days.days) days[format_iso_time(day).substr(0, 10)] = word_of(kind);
    for (const CountryChoice::Year& year : choice.years) {
      years.emplace_back(
          json::object{{"year", year.year}, {"provisional", year.provisional}, {"source", year.source}});
    }
    countries.emplace_back(json::object{{"country", choice.days.country},
                                        {"titles", std::move(titles)},
                                        {"short_by_minutes", choice.days.short_by.count()},
                                        {"years", std::move(years)},
                                        {"days", std::move(days)}});
  }
  return {{"zones", std::move(zones)}, {"countries", std::move(countries)}};
}

}  // namespace sd::settings
