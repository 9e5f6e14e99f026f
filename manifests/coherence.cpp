#include "manifests/coherence.h"

#include <algorithm>
#include <set>

namespace sd::manifests {
namespace {

constexpr std::string_view kQueueEvent = "ONOFFLINEEVENT";  // announces the offline queue, is never in it
constexpr std::string_view kAlwaysGranted = "basic";

std::string at(std::string_view list, std::size_t index, std::string_view key) {
  std::string pointer = step(list, std::to_string(index));
  return key.empty() ? pointer : step(pointer, key);
}

// Collects broken rules; the first one counts.
class Rules {
 public:
  explicit Rules(const Application& application) : application_(application) {}

  void broken(const JsonText& source, std::string_view pointer, const std::string& reason) {
    if (verdict_) verdict_ = source.refuse("rule", pointer, reason);
  }

  void complete(const JsonText& source, const std::string& pointer, const LocalText& words) {
    for (const std::string& language : application_.languages) {
      if (!words.by_language.contains(language))
        broken(source, pointer, "the text in '" + language + "' is missing");
    }
    for (const auto& [language, word] : words.by_language) {
      if (std::find(application_.languages.begin(), application_.languages.end(), language) ==
          application_.languages.end()) {
        broken(source, step(pointer, language), "'" + language + "' is not a language of the application");
      }
    }
  }

  // Texts of a list that must differ from one another, in each language.
  void distinct(const JsonText& source, const std::string& pointer, const LocalText& words,
                std::set<std::pair<std::string, std::string>>& seen) {
    for (const auto& one : words.by_language) {
      if (!seen.insert(one).second)
        broken(source, step(pointer, one.first), "'" + one.second + "' occurs twice");
    }
  }

  void once(const JsonText& source, const std::string& pointer, const std::string& name,
            std::set<std::string>& seen) {
    if (!seen.insert(name).second) broken(source, pointer, "'" + name + "' occurs twice");
  }

  Status verdict() const { return verdict_; }

 private:
  const Application& application_;
  Status verdict_ = Done{};
};

void check_events(const Application& application, const std::vector<Event>& events, const std::string& list,
                  bool offline, const JsonText& source, Rules& rules) {
  std::set<std::string> names;
  for (std::size_t i = 0; i < events.size(); ++i) {
    const Event& event = events[i];
    rules.once(source, at(list, i, "name"), event.name, names);
    const bool asked = event.scope == kAlwaysGranted ||
                       std::any_of(application.scopes.begin(), application.scopes.end(),
                                   [&](const Scope& scope) { return scope.name == event.scope; });
    if (!asked)
      rules.broken(source, at(list, i, "scope"), "the scope '" + event.scope + "' is not asked for");
    if (offline && event.name == kQueueEvent) {
      rules.broken(source, at(list, i, "name"), event.name + " cannot be bound offline");
    }
    if (event.min_timeout_seconds && (offline || event.name != kQueueEvent)) {
      rules.broken(source, at(list, i, "min_timeout_seconds"),
                   "only the online " + std::string(kQueueEvent) + " has one");
    }
  }
}

void check_fields(const Application& application, const JsonText& source, Rules& rules) {
  std::set<FieldUse> uses;
  std::set<std::string> names;
  for (std::size_t i = 0; i < application.fields.size(); ++i) {
    const Field& field = application.fields[i];
    rules.complete(source, at("/fields", i, "label"), field.labels);
    rules.once(source, at("/fields", i, "name"), field.name, names);
    if (!uses.insert(field.use).second) {
      rules.broken(source, at("/fields", i, "use"), "there is a field for this use already");
    }
    const std::string_view wanted = field.use == FieldUse::kEstimate ? "double" : "string";
    if (field.user_type != wanted) {
      rules.broken(source, at("/fields", i, "user_type"),
                   "must be \"" + std::string(wanted) + "\" for this use");
    }
  }
}

void check_application(const Manifests& manifests, const JsonText& source, Rules& rules) {
  const Application& application = manifests.application;
  rules.complete(source, "/name", application.names);
  std::set<std::string> scopes;
  for (std::size_t i = 0; i < application.scopes.size(); ++i) {
    rules.once(source, at("/scopes", i, "name"), application.scopes[i].name, scopes);
    for (const auto& [language, texts] : manifests.translations) {
      if (texts.contains(application.scopes[i].why_key)) continue;
      rules.broken(source, at("/scopes", i, "why"), "translations/" + language + ".json has no such key");
    }
  }
  std::set<std::string> codes;
  for (std::size_t i = 0; i < application.placements.size(); ++i) {
    const Placement& placement = application.placements[i];
    rules.once(source, at("/placements", i, "code"), placement.code, codes);
    rules.complete(source, at("/placements", i, "title"), placement.titles);
    rules.complete(source, at("/placements", i, "description"), placement.descriptions);
    if (!placement.scope.empty() && !scopes.contains(placement.scope)) {
      rules.broken(source, at("/placements", i, "scope"),
                   "the scope '" + placement.scope + "' is not asked for");
    }
  }
  if (!scopes.contains("placement")) rules.broken(source, "/scopes", "placements need the scope 'placement'");
  check_events(application, application.online_events, "/events/online", false, source, rules);
  check_events(application, application.offline_events, "/events/offline", true, source, rules);
  check_fields(application, source, rules);
}

void check_stages(const std::vector<StageTemplate>& stages, const JsonText& source, Rules& rules) {
  std::set<std::pair<std::string, std::string>> titles;
  for (std::size_t i = 0; i < stages.size(); ++i) {
    rules.complete(source, at("/stages", i, "title"), stages[i].titles);
    rules.distinct(source, at("/stages", i, "title"), stages[i].titles, titles);
  }
  const auto count = [&](kanban::Role role, bool with_optional) {
    return std::count_if(stages.begin(), stages.end(), [&](const StageTemplate& stage) {
      return stage.role == role && (with_optional || !stage.optional);
    });
  };
  if (stages.empty() || stages.front().role != kanban::Role::kIntake || stages.front().optional) {
    rules.broken(source, "/stages",
                 "the first stage must have the role intake: the portal puts new tasks there");
  }
  if (count(kanban::Role::kWork, false) < 1)
    rules.broken(source, "/stages", "a stage of the role work is missing");
  if (count(kanban::Role::kDone, false) != 1 || count(kanban::Role::kDone, true) != 1) {
    rules.broken(source, "/stages", "exactly one stage must have the role done, and not as an option");
  }
}

void check_dictionaries(const Dictionaries& dictionaries, const JsonText& source, Rules& rules) {
  std::set<std::pair<std::string, std::string>> types;
  for (std::size_t i = 0; i < dictionaries.types.size(); ++i) {
    rules.complete(source, at("/types", i, "title"), dictionaries.types[i].titles);
    rules.distinct(source, at("/types", i, "title"), dictionaries.types[i].titles, types);
  }
  std::set<std::pair<std::string, std::string>> stoppers;
  for (std::size_t i = 0; i < dictionaries.stoppers.size(); ++i) {
    rules.complete(source, at("/stoppers", i, "title"), dictionaries.stoppers[i].titles);
    rules.distinct(source, at("/stoppers", i, "title"), dictionaries.stoppers[i].titles, stoppers);
    rules.complete(source, at("/stoppers", i, "public"), dictionaries.stoppers[i].public_titles);
  }
}

void check_settings(const Settings& settings, const JsonText& source, Rules& rules) {
  for (std::size_t i = 0; i < settings.thresholds.size(); ++i) {
    const Threshold& one = settings.thresholds[i];
    if (one.warn_days >= one.alarm_days) {
      rules.broken(source, at("/thresholds", i, "warn_days"), "the warning must come before the alarm");
    }
  }
  for (const Timer timer : {Timer::kLastUpdate, Timer::kWorkInAge}) {
    if (settings.default_limits(timer) != Limits{}) continue;
    rules.broken(source, "/thresholds",
                 std::string("an entry for the timer '") + (timer == Timer::kLastUpdate ? "lu" : "wia") +
                     "' without role and class is missing");
  }
}

void check_country(const CountryCalendar& country, const JsonText& source, Rules& rules) {
  rules.complete(source, "/title", country.titles);
  if (source.name != "calendars/" + country.days.country + ".json") {
    rules.broken(source, "/country", "the file is not called after it");
  }
  for (std::size_t i = 1; i < country.years.size(); ++i) {
    if (country.years[i - 1].year >= country.years[i].year) {
      rules.broken(source, at("/years", i, "year"), "years must ascend");
    }
  }
}

// Every key of `texts` must be in `other` with the same placeholders.
void check_twin(const JsonText& source, const std::map<std::string, std::string, std::less<>>& texts,
                const std::string& other_name, const std::map<std::string, std::string, std::less<>>& other,
                Rules& rules) {
  for (const auto& [key, text] : texts) {
    const std::string pointer = step("", key);
    const auto twin = other.find(key);
    if (twin == other.end()) {
      rules.broken(source, pointer, other_name + " lacks this key");
      continue;
    }
    const Result<std::vector<std::string>> names = placeholders(text);
    const Result<std::vector<std::string>> twin_names = placeholders(twin->second);
    if (!names) {
      rules.broken(source, pointer, names.error().detail);
    } else if (twin_names && *names != *twin_names) {
      rules.broken(source, pointer, "the placeholders differ from " + other_name);
    }
  }
}

// The first language is compared with every other, both ways.
void check_translations(const Manifests& manifests, const Sources& sources, Rules& rules) {
  const std::vector<std::string>& languages = manifests.application.languages;
  const JsonText& first = sources.translations.at(0);
  const auto& first_texts = manifests.translations.at(languages.at(0));
  check_twin(first, first_texts, first.name, first_texts, rules);
  for (std::size_t i = 1; i < languages.size(); ++i) {
    const JsonText& source = sources.translations.at(i);
    const auto& texts = manifests.translations.at(languages[i]);
    check_twin(first, first_texts, source.name, texts, rules);
    check_twin(source, texts, first.name, first_texts, rules);
  }
}

}  // namespace

Result<std::vector<std::string>> placeholders(std::string_view text) {
  std::set<std::string> names;
  for (std::size_t open = text.find('{'); open != std::string_view::npos; open = text.find('{', open + 1)) {
    const std::size_t close = text.find_first_of("{}", open + 1);
    if (close == std::string_view::npos || text[close] == '{' || close == open + 1) {
      return Error{ErrorKind::kInvalidArgument, "manifest.rule", "a placeholder must read {name}"};
    }
    names.emplace(text.substr(open + 1, close - open - 1));
  }
  return std::vector<std::string>(names.begin(), names.end());
}

Status check_coherence(const Manifests& manifests, const Sources& sources) {
  Rules rules(manifests.application);
  check_application(manifests, sources.application, rules);
  check_stages(manifests.stages, sources.stages, rules);
  check_dictionaries(manifests.dictionaries, sources.dictionaries, rules);
  check_settings(manifests.settings, sources.settings, rules);
  for (std::size_t i = 0; i < manifests.countries.size(); ++i) {
    check_country(manifests.countries[i], sources.countries.at(i), rules);
  }
  check_translations(manifests, sources, rules);
  return rules.verdict();
}

}  // namespace sd::manifests
