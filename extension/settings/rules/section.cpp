#include "extension/settings/rules/section.h"

#include <array>

namespace sd::settings {
namespace {

constexpr std::int64_t kAnyId = std::int64_t{1} << 53;  // what a page can count to
constexpr std::int64_t kMonthMinutes = 31 * 24 * 60;
constexpr std::int64_t kYears = std::int64_t{10} * 366 * 24 * 60;
constexpr std::array<std::string_view, 2> kTimers = {"lu", "wia"};
constexpr std::array<std::string_view, 7> kRoles = {"any",  "intake", "triage", "queue",
                                                    "work", "verify", "done"};
constexpr std::array<std::string_view, 4> kClasses = {"any", "incident", "change", "service"};
constexpr std::array<std::string_view, 2> kSees = {"company", "own"};
constexpr std::array<std::string_view, 2> kAnswersBy = {"service", "name"};
constexpr std::array<std::string_view, 4> kDemands = {"none", "warn", "reason", "forbid"};

std::vector<Field> entry_fields(bool stoppers) {
  std::vector<Field> fields{{"title", Kind::kTitle, true, 0, 250},
                            {"color", Kind::kColor},
                            {"public_title", Kind::kText, false, 0, 250}};
  if (!stoppers) fields.push_back({"assignee", Kind::kPerson, false, 0, kAnyId});
  if (stoppers) fields.push_back({"waits_for_client", Kind::kFlag, false, 0, 1});
  return fields;
}

std::vector<Field> plan_fields(const char* whose, Kind kind, std::int64_t most) {
  return {{whose, kind, true, 1, kAnyId},
          {"valid_from", Kind::kDate, true},
          {"minutes", Kind::kNumber, false, 0, most}};
}

struct Known {
  std::string_view name;
  Description description;
};

// In the order of Section.
const std::vector<Known>& all() {
  static const std::vector<Known> sections{
      {"types", {Section::kTypes, "dictionary", "type", entry_fields(false), false, true, false, 200}},
      {"stoppers",
       {Section::kStoppers, "dictionary", "stopper", entry_fields(true), false, true, false, 200}},
      {"group", {Section::kGroup, "", "", {}, true, false, true}},
      {"groups", {Section::kGroups, "", "", {}, true, false, false}},
      {"stages",
       {Section::kStages,
        "stage_rule",
        "",
        {{"stage_id", Kind::kStage, true, 1, kAnyId},
         {"wip_limit", Kind::kNumber, false, 0, 100'000},
         {"over_limit", Kind::kChoice, false, 0, 16, kDemands},
         {"without_estimate", Kind::kChoice, false, 0, 16, kDemands},
         {"under_stopper", Kind::kChoice, false, 0, 16, kDemands}},
        true,
        false,
        true}},
      {"thresholds",
       {Section::kThresholds,
        "timer_threshold",
        "",
        {{"timer", Kind::kChoice, true, 0, 16, kTimers},
         {"role", Kind::kChoice, true, 0, 16, kRoles},
         {"card_class", Kind::kChoice, true, 0, 16, kClasses},
         {"warn_minutes", Kind::kNumber, false, 1, kYears},
         {"alarm_minutes", Kind::kNumber, false, 1, kYears}}}},
      {"employee_plans",
       {Section::kEmployeePlans, "employee_plan", "", plan_fields("user_id", Kind::kPerson, 24 * 60), false,
        false, true, 5'000}},
      {"client_plans",
       {Section::kClientPlans, "client_plan", "",
        plan_fields("company_id", Kind::kCompany, 1'000 * kMonthMinutes), false, false, false, 5'000}},
      {"people",
       {Section::kPeople,
        "person",
        "",
        {{"user_id", Kind::kPerson, true, 1, kAnyId},
         {"administrator", Kind::kFlag, false, 0, 1},
         {"excluded", Kind::kFlag, false, 0, 1}},
        false,
        false,
        false,
        5'000}},
      {"managers",
       {Section::kManagers,
        "group_manager",
        "",
        {{"group_id", Kind::kGroup, true, 1, kAnyId}, {"user_id", Kind::kPerson, true, 1, kAnyId}},
        false,
        false,
        false,
        2'000}},
      {"clients",
       {Section::kClients,
        "client_company",
        "",
        {{"user_id", Kind::kPerson, true, 1, kAnyId}, {"company_id", Kind::kCompany, false, 1, kAnyId}},
        false,
        false,
        false,
        5'000}},
      {"templates",
       {Section::kTemplates,
        "request_template",
        "",
        {{"group_id", Kind::kGroup, true, 0, kAnyId},
         {"name", Kind::kTitle, true, 0, 120},
         {"title", Kind::kTitle, false, 0, 250},
         {"body", Kind::kText, false, 0, 20'000},
         {"type", Kind::kText, false, 0, 250},
         {"estimate_minutes", Kind::kNumber, false, 0, 600'000},
         {"important", Kind::kFlag, false, 0, 1},
         {"for_clients", Kind::kFlag, false, 0, 1}},
        false,
        true,
        true,
        200}},
      {"calendar",
       {Section::kCalendar,
        "calendar_line",
        "",
        {{"name", Kind::kTitle, true, 0, 16}, {"value", Kind::kTitle, false, 0, 200}},
        true,
        false,
        false,
        2'000}},
      {"absences",
       {Section::kAbsences,
        "absence",
        "",
        {{"user_id", Kind::kPerson, true, 1, kAnyId},
         {"first_day", Kind::kDate, true},
         {"last_day", Kind::kDate},
         {"note", Kind::kText, false, 0, 200}},
        false,
        false,
        true,
        5'000}},
      {"client_rules",
       {Section::kClientRules,
        "client_rule",
        "",
        {{"company_id", Kind::kCompany, true, 0, kAnyId},
         {"sees", Kind::kChoice, false, 0, 16, kSees},
         {"answers_by", Kind::kChoice, false, 0, 16, kAnswersBy},
         {"important", Kind::kFlag, false, 0, 1},
         {"lands_in", Kind::kGroup, false, 0, kAnyId},
         {"check_days", Kind::kNumber, false, 0, 365},
         {"reopen_days", Kind::kNumber, false, 0, 365},
         {"rating_days", Kind::kNumber, false, 0, 365},
         {"vip", Kind::kFlag, false, 0, 1},
         {"manager", Kind::kPerson, false, 0, kAnyId},
         {"staff_note", Kind::kText, false, 0, 1'000}},
        false,
        false,
        false,
        5'000}},
  };
  return sections;
}

}  // namespace

std::string_view to_string(Section section) { return all()[static_cast<std::size_t>(section)].name; }

std::optional<Section> section_from(std::string_view text) {
  for (const Known& named : all()) {
    if (named.name == text) return named.description.section;
  }
  return std::nullopt;
}

const Description& describe(Section section) { return all()[static_cast<std::size_t>(section)].description; }

const std::string& text_of(const Row& row, std::size_t field) { return std::get<std::string>(row.at(field)); }
std::int64_t number_of(const Row& row, std::size_t field) { return std::get<std::int64_t>(row.at(field)); }

std::string shown(const Cell& cell) {
  if (const auto* number = std::get_if<std::int64_t>(&cell)) return std::to_string(*number);
  return std::get<std::string>(cell);
}

std::string name_of(const Description& description, const Row& row) {
  std::string name;
  for (std::size_t i = 0; i < description.fields.size(); ++i) {
    if (!description.fields[i].key) continue;
    if (!name.empty()) name += " | ";
    name += shown(row[i]);
  }
  return name;
}

}  // namespace sd::settings
