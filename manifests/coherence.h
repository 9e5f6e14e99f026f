// What no schema can say: rules between the parts of the manifests. Pure.
#pragma once

#include <vector>

#include "manifests/json_text.h"
#include "manifests/manifest.h"

namespace sd::manifests {

// The parsed files, for the lines in messages.
struct Sources {
  JsonText application;
  JsonText stages;
  JsonText dictionaries;
  JsonText settings;
  std::vector<JsonText> countries;     // in the order of Manifests::countries
  std::vector<JsonText> translations;  // in the order of Application::languages
};

// The first rule that is broken, as "manifest.rule" (kInvalidArgument) with file, line and reason:
// every text is there in every language; names occur once; scopes of placements and events are asked for;
// each of the three fields is there once, with the right type; the stages keep domain.md 2; warnings come
// before alarms; a country's calendar is in
// the file of its code, its years ascend; all languages have the same translation keys with the same
// placeholders.
Status check_coherence(const Manifests& manifests, const Sources& sources);

// The names between braces in `text`, sorted; "manifest.rule" when a brace is left open.
Result<std::vector<std::string>> placeholders(std::string_view text);

}  // namespace sd::manifests
