// JSON that its schema has accepted, as the values of manifest.h.
#pragma once

#include "manifests/json_text.h"
#include "manifests/manifest.h"

namespace sd::manifests {

// Each answers "manifest.bad_schema" when the schema let something through that cannot be read.
Result<Application> decode_application(const JsonText& document);
Result<std::vector<StageTemplate>> decode_stages(const JsonText& document);
Result<Dictionaries> decode_dictionaries(const JsonText& document);
Result<Settings> decode_settings(const JsonText& document);
// Also "manifest.rule" for a day that the year has not, or that two lists name.
Result<CountryCalendar> decode_country(const JsonText& document);
Result<std::map<std::string, std::string, std::less<>>> decode_translations(const JsonText& document);

}  // namespace sd::manifests
