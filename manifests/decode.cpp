#include "manifests/decode.h"

#include <boost/json/serialize.hpp>
#include <boost/json/value_to.hpp>
#include <exception>
#include <stdexcept>

namespace sd::manifests {
namespace {

namespace json = boost::json;

// A name the schema allows and the program does not know: the two have come apart.
template <class T>
T known(std::optional<T> value, const std::string& word) {
  if (!value) throw std::invalid_argument("unknown word \"" + word + "\"");
  return *value;
}

std::string text(const json::value& value) {
  const json::string& raw = value.as_string();
  return std::string(raw.data(), raw.size());
}

std::string text_or(const json::object& object, const char* key) {
  const json::value* found = object.if_contains(key);
  return found == nullptr ? std::string() : text(*found);
}

bool flag_or(const json::object& object, const char* key, bool otherwise) {
  const json::value* found = object.if_contains(key);
  return found == nullptr ? otherwise : found->as_bool();
}

int number(const json::value& value) { return json::value_to<int>(value); }

LocalText words(const json::value& value) {
  LocalText result;
  for (const auto& [language, word] : value.as_object()) {
    result.by_language.emplace(std::string(language), text(word));
  }
  return result;
}

std::vector<std::string> texts(const json::value* value) {
  std::vector<std::string> result;
  if (value == nullptr) return result;
  for (const json::value& one : value->as_array()) result.push_back(text(one));
  return result;
}

template <class Read>
auto list(const json::value& value, Read read) {
  std::vector<decltype(read(value.as_array().at(0).as_object()))> result;
  for (const json::value& one : value.as_array()) result.push_back(read(one.as_object()));
  return result;
}

Scope scope(const json::object& from) {
  return {text(from.at("name")), texts(from.if_contains("alternatives")), from.at("required").as_bool(),
          text(from.at("why"))};
}

Placement placement(const json::object& from) {
  return {text(from.at("code")), text(from.at("handler")), text_or(from, "scope"), words(from.at("title")),
          words(from.at("description"))};
}

Event event(const json::object& from) {
  Event result{text(from.at("name")), text(from.at("scope")), {}};
  if (const json::value* timeout = from.if_contains("min_timeout_seconds")) {
    result.min_timeout_seconds = number(*timeout);
  }
  return result;
}

std::optional<FieldUse> use_from(std::string_view word) {
  if (word == "type") return FieldUse::kType;
  if (word == "stopper") return FieldUse::kStopper;
  if (word == "estimate") return FieldUse::kEstimate;
  return std::nullopt;
}

Field field(const json::object& from) {
  const std::string use = text(from.at("use"));
  Field result{known(use_from(use), use), text(from.at("name")),   text(from.at("user_type")),
               words(from.at("label")),   number(from.at("sort")), {}};
  if (const json::value* settings = from.if_contains("settings")) {
    for (const auto& [name, value] : settings->as_object()) {
      result.settings.emplace_back(std::string(name), json::serialize(value));
    }
  }
  return result;
}

kanban::Role role(const std::string& word) { return known(kanban::role_from(word), word); }

StageTemplate stage(const json::object& from) {
  return {role(text(from.at("role"))), words(from.at("title")), text(from.at("color")),
          flag_or(from, "optional", false)};
}

TypeEntry type(const json::object& from) { return {words(from.at("title")), text(from.at("color"))}; }

StopperEntry stopper(const json::object& from) {
  return {words(from.at("title")), words(from.at("public")), text(from.at("color")),
          from.at("waits_for_client").as_bool()};
}

std::optional<kanban::ClassReason> reason_from(std::string_view word) {
  if (word == "important") return kanban::ClassReason::kImportant;
  if (word == "estimate") return kanban::ClassReason::kEstimate;
  return std::nullopt;
}

std::optional<Timer> timer_from(std::string_view word) {
  if (word == "lu") return Timer::kLastUpdate;
  if (word == "wia") return Timer::kWorkInAge;
  return std::nullopt;
}

Threshold threshold(const json::object& from) {
  const std::string timer = text(from.at("timer"));
  Threshold result{
      known(timer_from(timer), timer), {}, {}, number(from.at("warn_days")), number(from.at("alarm_days"))};
  if (const json::value* only = from.if_contains("role")) result.role = role(text(*only));
  if (const json::value* only = from.if_contains("class")) {
    result.card_class = known(kanban::class_from(text(*only)), text(*only));
  }
  return result;
}

// "02-23" of a year; the schema knows the form.
std::chrono::year_month_day day_of_year(std::chrono::year year, const std::string& month_day) {
  return year / std::chrono::month{static_cast<unsigned>(std::stoi(month_day.substr(0, 2)))} /
         std::chrono::day{static_cast<unsigned>(std::stoi(month_day.substr(3)))};
}

// A year's days into the calendar; the pointer and the reason of the first that cannot be, or nothing.
std::pair<std::string, std::string> take_days(const json::object& from, std::chrono::year year,
                                              const std::string& at,
                                              std::map<std::chrono::sys_days, kanban::DayKind>& days) {
  const std::pair<const char*, kanban::DayKind> lists[] = {{"off", kanban::DayKind::kOff},
                                                           {"working", kanban::DayKind::kWorking},
                                                           {"short", kanban::DayKind::kShort}};
  for (const auto& [name, kind] : lists) {
    const json::array& list = from.at(name).as_array();
    for (std::size_t i = 0; i < list.size(); ++i) {
      const std::chrono::year_month_day day = day_of_year(year, text(list[i]));
      const std::string pointer = at + "/" + name + "/" + std::to_string(i);
      if (!day.ok()) return {pointer, "the year has no such day"};
      if (!days.emplace(std::chrono::sys_days{day}, kind).second) return {pointer, "the day occurs twice"};
    }
  }
  return {};
}

// Runs `read` on the file's object; the one place where what Boost.JSON throws becomes an Error.
template <class Read>
auto decoded(const JsonText& document, Read read) -> Result<decltype(read(document.root.as_object()))> {
  try {
    return read(document.root.as_object());
  } catch (const std::exception& failure) {
    return document.refuse(
        "bad_schema", "",
        std::string("the schema lets through what the program cannot read: ") + failure.what());
  }
}

}  // namespace

Result<Application> decode_application(const JsonText& document) {
  return decoded(document, [](const json::object& root) {
    Application result;
    result.names = words(root.at("name"));
    result.languages = texts(&root.at("languages"));
    result.event_handler = text(root.at("event_handler"));
    result.installer = text(root.at("installer"));
    result.scopes = list(root.at("scopes"), scope);
    result.placements = list(root.at("placements"), placement);
    result.online_events = list(root.at("events").at("online"), event);
    result.offline_events = list(root.at("events").at("offline"), event);
    result.fields = list(root.at("fields"), field);
    return result;
  });
}

Result<std::vector<StageTemplate>> decode_stages(const JsonText& document) {
  return decoded(document, [](const json::object& root) { return list(root.at("stages"), stage); });
}

Result<Dictionaries> decode_dictionaries(const JsonText& document) {
  return decoded(document, [](const json::object& root) {
    return Dictionaries{list(root.at("types"), type), list(root.at("stoppers"), stopper)};
  });
}

Result<Settings> decode_settings(const JsonText& document) {
  return decoded(document, [](const json::object& root) {
    Settings result;
    const std::vector<std::string> order = texts(&root.at("class_order"));
    for (std::size_t i = 0; i < result.class_order.size(); ++i) {
      result.class_order[i] = known(reason_from(order.at(i)), order.at(i));
    }
    const json::object& follow = root.at("follow").as_object();
    result.status_follows_stage = follow.at("status_follows_stage").as_bool();
    result.stage_follows_status = follow.at("stage_follows_status").as_bool();
    result.robots_are_meaningful = root.at("robots_are_meaningful").as_bool();
    result.day = std::chrono::minutes{number(root.at("day_minutes"))};
    result.thresholds = list(root.at("thresholds"), threshold);
    return result;
  });
}

Result<CountryCalendar> decode_country(const JsonText& document) {
  std::pair<std::string, std::string> wrong;
  Result<CountryCalendar> country = decoded(document, [&wrong](const json::object& root) {
    CountryCalendar result;
    result.titles = words(root.at("title"));
    result.days.country = text(root.at("country"));
    result.days.short_by = std::chrono::minutes{number(root.at("short_by_minutes"))};
    const json::array& years = root.at("years").as_array();
    for (std::size_t i = 0; i < years.size(); ++i) {
      const json::object& from = years[i].as_object();
      const std::chrono::year year{number(from.at("year"))};
      result.years.push_back({year, text(from.at("source")), from.at("provisional").as_bool()});
      auto found = take_days(from, year, "/years/" + std::to_string(i), result.days.days);
      if (wrong.second.empty()) wrong = std::move(found);
    }
    return result;
  });
  if (country && !wrong.second.empty()) return document.refuse("rule", wrong.first, wrong.second);
  return country;
}

Result<std::map<std::string, std::string, std::less<>>> decode_translations(const JsonText& document) {
  return decoded(document, [](const json::object& root) {
    std::map<std::string, std::string, std::less<>> result;
    for (const auto& [key, value] : root) result.emplace(std::string(key), text(value));
    return result;
  });
}

}  // namespace sd::manifests
