// What the extension brings into a portal, as plain values. Read from the JSON files of this folder by
// load_manifests (loader.h); every name, title, colour and threshold lives there and nowhere in code.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extension/core/time.h"
#include "kanban/rules/card.h"
#include "kanban/rules/country_days.h"
#include "kanban/rules/stage.h"

namespace sd::manifests {

// One text in every language of the application.
struct LocalText {
  std::map<std::string, std::string, std::less<>> by_language;

  // The text in `language`, else in the first language by code ("en" before "ru"), else "".
  const std::string& in(std::string_view language) const;

  friend bool operator==(const LocalText&, const LocalText&) = default;
};

struct Scope {
  std::string name;
  std::vector<std::string> alternatives;  // granting one of these instead will do
  bool required = true;                   // false: the extension works without it, with less on the cards
  std::string why_key;                    // translation key: what it is needed for
};

struct Placement {
  std::string code;     // e.g. SONET_GROUP_DETAIL_TAB
  std::string handler;  // path below the service's public address, e.g. "/b24/app"
  std::string scope;    // "" = none besides `placement`
  LocalText titles;
  LocalText descriptions;
};

struct Event {
  std::string name;                        // upper case, e.g. ONTASKUPDATE
  std::string scope;                       // not bound when this scope is not granted; "basic" always is
  std::optional<int> min_timeout_seconds;  // option minTimeout of ONOFFLINEEVENT
};

enum class FieldUse { kType, kStopper, kEstimate };

// A custom field of the portal's tasks.
struct Field {
  FieldUse use = FieldUse::kType;
  std::string name;       // UF_SD_TYPE; at most 20 characters
  std::string user_type;  // "string" or "double"
  LocalText labels;
  int sort = 0;
  std::vector<std::pair<std::string, std::string>> settings;  // the portal's names; numbers as text
};

struct Application {
  LocalText names;
  std::vector<std::string> languages;  // two-letter codes
  std::string event_handler;           // path of the address that online events are posted to
  std::string installer;               // path of the installation page
  std::vector<Scope> scopes;
  std::vector<Placement> placements;
  std::vector<Event> online_events;
  std::vector<Event> offline_events;
  std::vector<Field> fields;  // one for each FieldUse

  const Field& field(FieldUse use) const;
};

struct StageTemplate {
  kanban::Role role = kanban::Role::kIntake;
  LocalText titles;
  std::string color;      // six hex digits without '#'
  bool optional = false;  // not created unless asked for
};

struct TypeEntry {
  LocalText titles;  // the portal's field holds the title in the language of the installation
  std::string color;
};

struct StopperEntry {
  LocalText titles;
  LocalText public_titles;  // what a client is shown instead (domain.md 9)
  std::string color;
  bool waits_for_client = false;
};

struct Dictionaries {
  std::vector<TypeEntry> types;
  std::vector<StopperEntry> stoppers;
};

enum class Timer { kLastUpdate, kWorkInAge };  // "lu", "wia"

struct Threshold {
  Timer timer = Timer::kLastUpdate;
  std::optional<kanban::Role> role;             // absent: every role
  std::optional<kanban::CardClass> card_class;  // absent: every class
  int warn_days = 0;                            // working days
  int alarm_days = 0;
};

struct Limits {
  Millis warn{0};
  Millis alarm{0};
  friend bool operator==(const Limits&, const Limits&) = default;
};

struct Settings {
  std::array<kanban::ClassReason, 2> class_order{};  // which of importance and estimate counts first
  bool status_follows_stage = true;
  bool stage_follows_status = true;
  bool robots_are_meaningful = false;
  Millis day{0};                      // length of one day of a threshold, in the timers' calendar time
  std::vector<Threshold> thresholds;  // later entries win over earlier ones

  // The thresholds of a card: the last entry that fits.
  Limits limits(Timer timer, kanban::Role role, kanban::CardClass card_class) const;
  // The thresholds that hold where no entry names a role or a class; their days being `day`, or as long as is
  // said.
  Limits default_limits(Timer timer) const { return default_limits(timer, day); }
  Limits default_limits(Timer timer, Millis day_length) const;
};

// One year of a country's production calendar.
struct CountryYear {
  std::chrono::year year{0};
  std::string source;        // the act that decrees it
  bool provisional = false;  // expected, not seen decreed
};

struct CountryCalendar {
  LocalText titles;
  std::vector<CountryYear> years;  // ascending, each once; days outside of them are not in `days`
  kanban::CountryDays days;
};

// key -> text, per language. Placeholders are written {name}.
using Translations = std::map<std::string, std::map<std::string, std::string, std::less<>>, std::less<>>;

struct Manifests {
  Application application;
  std::vector<StageTemplate> stages;  // in the order of the columns
  Dictionaries dictionaries;
  Settings settings;
  std::vector<CountryCalendar> countries;  // by code; each once
  Translations translations;

  // The text of `key` with its {placeholders} filled in; the key itself when nobody wrote the text.
  std::string text(std::string_view language, std::string_view key,
                   const std::map<std::string, std::string, std::less<>>& args = {}) const;
};

// The days of all countries, as rules take them.
std::vector<kanban::CountryDays> country_days(const Manifests& manifests);

}  // namespace sd::manifests
