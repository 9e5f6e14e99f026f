// What a calendar can be made of, as the settings page offers it.
#pragma once

#include <boost/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "kanban/rules/country_days.h"

namespace sd::settings {

struct CountryChoice {
  kanban::CountryDays days;
  std::vector<std::pair<std::string, std::string>> titles;  // language, title
  struct Year {
    int year = 0;
    bool provisional = false;
    std::string source;
  };
  std::vector<Year> years;
};

struct CalendarChoices {
  std::vector<std::string> zones;
  std::vector<CountryChoice> countries;
};

// {"zones": [...], "countries": [{"country", "titles": {"en": ...}, "short_by_minutes", "years": [{"year",
// "provisional", "source"}], "days": {"2026-02-23": "off" | "work" | "short"}}]}
boost::json::object choices_json(const CalendarChoices& choices);

}  // namespace sd::settings
