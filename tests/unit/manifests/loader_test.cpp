// Every kind of mistake is refused with file, line, place and reason. The files are the shipped ones with
// one thing changed.
#include "manifests/loader.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace sd::manifests {
namespace {

Files shipped() {
  Files files;
  const std::filesystem::path root = SD_MANIFESTS;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (entry.path().extension() != ".json") continue;
    std::ifstream file(entry.path(), std::ios::binary);
    std::ostringstream bytes;
    bytes << file.rdbuf();
    files[std::filesystem::relative(entry.path(), root).generic_string()] = bytes.str();
  }
  return files;
}

std::string line_of(const std::string& text, int number) {
  std::istringstream lines(text);
  std::string line;
  for (int i = 0; i < number; ++i) std::getline(lines, line);
  return line;
}

struct Mistake {
  const char* name;  // of the test
  const char* file;
  const char* from;
  const char* to;
  const char* code;
  const char* pointer;
  const char* reason;  // a part of the message
};

void PrintTo(const Mistake& mistake, std::ostream* out) { *out << mistake.name; }

class Refused : public testing::TestWithParam<Mistake> {};

TEST_P(Refused, WithFileLineAndReason) {
  const Mistake& mistake = GetParam();
  Files files = shipped();
  std::string& text = files.at(mistake.file);
  const std::size_t place = text.find(mistake.from);
  ASSERT_NE(place, std::string::npos) << "the shipped file no longer holds " << mistake.from;
  text.replace(place, std::string(mistake.from).size(), mistake.to);

  const Result<Manifests> read = read_manifests(files);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, std::string("manifest.") + mistake.code);
  EXPECT_EQ(read.error().kind, ErrorKind::kInvalidArgument);
  const std::string& detail = read.error().detail;
  EXPECT_TRUE(detail.starts_with(std::string(mistake.file) + ":")) << detail;
  EXPECT_NE(detail.find(std::string(": ") + mistake.pointer + ": "), std::string::npos) << detail;
  EXPECT_NE(detail.find(mistake.reason), std::string::npos) << detail;

  const int line = std::stoi(detail.substr(std::string(mistake.file).size() + 1));
  const std::string pointer = mistake.pointer;
  const std::string last_step = pointer.substr(pointer.rfind('/') + 1);
  if (last_step.find_first_not_of("0123456789") != std::string::npos) {
    EXPECT_NE(line_of(text, line).find('"' + last_step + '"'), std::string::npos) << detail;
  }
}

const Mistake kMistakes[] = {
    {"UnknownKey", "stages.json", "\"stages\": [", "\"colour\": 1, \"stages\": [", "schema", "/colour",
     "no such key is known"},
    {"MissingKey", "stages.json", "\"role\": \"intake\", ", "", "schema", "/stages/0", "'role' is missing"},
    {"WrongType", "settings.json", "\"day_minutes\": 1440", "\"day_minutes\": \"1440\"", "schema",
     "/day_minutes", "of the wrong type"},
    {"FractionForInteger", "settings.json", "\"day_minutes\": 1440", "\"day_minutes\": 100.5", "schema",
     "/day_minutes", "of the wrong type"},
    {"OutOfRange", "settings.json", "\"day_minutes\": 1440", "\"day_minutes\": 1e999", "schema",
     "/day_minutes", ""},
    {"UnknownRole", "stages.json", "\"triage\"", "\"triaje\"", "schema", "/stages/1/role",
     "\"triaje\" is none of the allowed values"},
    {"UnknownPlacement", "application.json", "\"LEFT_MENU\"", "\"RIGHT_MENU\"", "schema",
     "/placements/3/code", "\"RIGHT_MENU\" is none of the allowed values"},
    {"BadColour", "stages.json", "\"00C4FB\"", "\"#00C4FB\"", "schema", "/stages/0/color", "required form"},
    {"LongFieldName", "application.json", "\"UF_SD_STOPPER\"", "\"UF_SD_STOPPER_REASONS\"", "schema",
     "/fields/1/name", "20 characters"},
    {"FieldWithoutPrefix", "application.json", "\"UF_SD_TYPE\"", "\"SD_TYPE\"", "schema", "/fields/0/name",
     "required form"},
    {"EmptyText", "stages.json", "\"en\": \"New requests\"", "\"en\": \"\"", "schema", "/stages/0/title/en",
     "1 char"},
    {"DuplicateKey", "stages.json", "\"role\": \"intake\"", "\"role\": \"intake\", \"role\": \"work\"",
     "duplicate_key", "/stages/0/role", "second time"},
    {"MissingLanguage", "stages.json", "\"ru\": \"В работе\", ", "", "rule", "/stages/3/title",
     "'ru' is missing"},
    {"StrangeLanguage", "stages.json", "\"ru\": \"В работе\", ", "\"ru\": \"В работе\", \"de\": \"Dran\", ",
     "rule", "/stages/3/title/de", "not a language of the application"},
    {"NoWorkStage", "stages.json", "\"role\": \"work\"", "\"role\": \"queue\"", "rule", "/stages",
     "role work"},
    {"TwoDoneStages", "stages.json", "\"role\": \"verify\"", "\"role\": \"done\"", "rule", "/stages",
     "exactly one"},
    {"FirstStageNotIntake", "stages.json", "\"role\": \"intake\"", "\"role\": \"queue\"", "rule", "/stages",
     "the first stage"},
    {"SameTitleTwice", "stages.json", "\"Classification\"", "\"New requests\"", "rule", "/stages/1/title/en",
     "occurs twice"},
    {"ScopeNotAskedFor", "application.json", "\"name\": \"crm\"", "\"name\": \"crn\"", "rule",
     "/placements/2/scope", "'crm' is not asked for"},
    {"ScopeTwice", "application.json", "\"name\": \"crm\"", "\"name\": \"task\"", "rule", "/scopes/4/name",
     "occurs twice"},
    {"WhyNotTranslated", "application.json", "scope.crm.why", "scope.crm.no", "rule", "/scopes/4/why",
     "has no such key"},
    {"EstimateAsText", "application.json", "\"user_type\": \"double\"", "\"user_type\": \"string\"", "rule",
     "/fields/2/user_type", "must be \"double\""},
    {"FieldTwice", "application.json", "\"use\": \"stopper\"", "\"use\": \"type\"", "rule", "/fields/1/use",
     "already"},
    {"QueueEventOffline", "application.json", "\"ONUSERADD\"", "\"ONOFFLINEEVENT\"", "rule",
     "/events/offline/9/name", "cannot be bound offline"},
    {"TimeoutOfAnotherEvent", "application.json", "{ \"name\": \"ONAPPUPDATE\",",
     "{ \"min_timeout_seconds\": 5, \"name\": \"ONAPPUPDATE\",", "rule",
     "/events/online/7/min_timeout_seconds", "only the online"},
    {"WarnAfterAlarm", "settings.json", "\"warn_days\": 5", "\"warn_days\": 10", "rule",
     "/thresholds/1/warn_days", "before the alarm"},
    {"NoDefaultThreshold", "settings.json", "\"timer\": \"wia\"", "\"role\": \"work\", \"timer\": \"wia\"",
     "rule", "/thresholds", "'wia' without role"},
    {"DayWithoutItsYear", "calendars/ru.json", "\"year\": 2025", "\"year\": 2024", "rule", "/years/1/off/0",
     "occurs twice"},
    {"NoSuchDay", "calendars/ru.json", "\"02-22\"", "\"02-30\"", "rule", "/years/0/short/0", "no such day"},
    {"DayOfTwoKinds", "calendars/ru.json", "\"04-27\"", "\"05-01\"", "rule", "/years/0/working/0",
     "occurs twice"},
    {"DayOfAnotherForm", "calendars/ru.json", "\"04-27\"", "\"27.04\"", "schema", "/years/0/working/0",
     "required form"},
    {"YearsOutOfOrder", "calendars/ru.json", "\"year\": 2024", "\"year\": 2028", "rule", "/years/1/year",
     "must ascend"},
    {"CountryOfAnotherFile", "calendars/ru.json", "\"country\": \"ru\"", "\"country\": \"by\"", "rule",
     "/country", "called after it"},
    {"KeyInOneLanguage", "translations/en.json", "\"error.network\"", "\"error.netwrk\"", "rule",
     "/error.netwrk", "lacks this key"},
    {"OtherPlaceholder", "translations/en.json", "{detail}", "{details}", "rule", "/error.install.not_kept",
     "placeholders differ"},
    {"OpenPlaceholder", "translations/en.json", "{detail}", "{detail", "rule", "/error.install.not_kept",
     "must read {name}"},
};

INSTANTIATE_TEST_SUITE_P(Manifest, Refused, testing::ValuesIn(kMistakes),
                         [](const auto& test) { return test.param.name; });

TEST(Loader, NamesTheVeryLine) {
  Files files = shipped();
  files["stages.json"] =
      "{\n \"stages\": [\n  {\n   \"role\": \"intake\",\n   \"title\": {\"ru\": \"а\"},\n"
      "   \"color\": 7\n  }\n ]\n}";
  const Result<Manifests> read = read_manifests(files);
  ASSERT_FALSE(read);
  EXPECT_TRUE(read.error().detail.starts_with("stages.json:2: /stages: ") ||
              read.error().detail.starts_with("stages.json:6: /stages/0/color: "))
      << read.error().detail;
}

TEST(Loader, SaysWhichFileIsMissing) {
  for (const char* name : {"application.json", "translations/ru.json", "schemas/stages.schema.json"}) {
    Files files = shipped();
    files.erase(name);
    const Result<Manifests> read = read_manifests(files);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, "manifest.unreadable");
    EXPECT_TRUE(read.error().detail.starts_with(name)) << read.error().detail;
  }
  EXPECT_EQ(load_manifests("/nonexistent/folder").error().code, "manifest.unreadable");
}

TEST(Loader, RefusesASchemaThatIsNone) {
  Files files = shipped();
  files["schemas/stages.schema.json"] = R"({"type": "no such type"})";
  EXPECT_EQ(read_manifests(files).error().code, "manifest.bad_schema");
  files["schemas/stages.schema.json"] = "{}";
  files["stages.json"] = R"({"stages": {"role": "intake"}})";
  EXPECT_EQ(read_manifests(files).error().code, "manifest.bad_schema");
}

}  // namespace
}  // namespace sd::manifests
