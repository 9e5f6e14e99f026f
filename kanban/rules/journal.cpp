#include "kanban/rules/journal.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

namespace sd::kanban {
namespace {

constexpr std::array<std::pair<Source, std::string_view>, 4> kSources{{{Source::kPerson, "person"},
                                                                       {Source::kExtension, "extension"},
                                                                       {Source::kRobot, "robot"},
                                                                       {Source::kImport, "import"}}};

constexpr std::array<std::pair<Fact, std::string_view>, 19> kFacts{{{Fact::kCreated, "created"},
                                                                    {Fact::kStage, "stage"},
                                                                    {Fact::kStatus, "status"},
                                                                    {Fact::kImportance, "importance"},
                                                                    {Fact::kType, "type"},
                                                                    {Fact::kStopper, "stopper"},
                                                                    {Fact::kEstimate, "estimate"},
                                                                    {Fact::kAssignee, "assignee"},
                                                                    {Fact::kGroup, "group"},
                                                                    {Fact::kDeadline, "deadline"},
                                                                    {Fact::kTitle, "title"},
                                                                    {Fact::kComment, "comment"},
                                                                    {Fact::kLabour, "labour"},
                                                                    {Fact::kOther, "other"},
                                                                    {Fact::kClass, "class"},
                                                                    {Fact::kOverride, "override"},
                                                                    {Fact::kAgreement, "agreement"},
                                                                    {Fact::kEntry, "entry"},
                                                                    {Fact::kFollowUp, "follow_up"}}};

template <class Table, class Value>
std::string_view name_of(const Table& table, Value value) {
  for (const auto& [known, name] : table) {
    if (known == value) return name;
  }
  return {};
}

template <class Value, class Table>
std::optional<Value> value_of(const Table& table, std::string_view text) {
  for (const auto& [known, name] : table) {
    if (name == text) return known;
  }
  return std::nullopt;
}

}  // namespace

std::string_view to_string(Source source) { return name_of(kSources, source); }
std::optional<Source> source_from(std::string_view text) { return value_of<Source>(kSources, text); }
std::string_view to_string(Fact fact) { return name_of(kFacts, fact); }
std::optional<Fact> fact_from(std::string_view text) { return value_of<Fact>(kFacts, text); }

bool earlier(const JournalRow& left, const JournalRow& right) {
  return std::tie(left.at, left.order, left.key) < std::tie(right.at, right.order, right.key);
}

}  // namespace sd::kanban
