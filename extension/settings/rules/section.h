// What people may set in a portal, as tables of rows: what each section is made of, what its fields may hold
// and who may change it. Checks, journal, storage and wire all follow from these descriptions. Source:
// domain.md 1-6, 8.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace sd::settings {

enum class Section {
  kTypes,
  kStoppers,
  kGroup,   // order of classes, stage and status: kept with the bound group; only its saves are here
  kGroups,  // binding and unbinding: only its saves are here
  kStages,  // entry rules of a group's stages; the stages themselves are the portal's
  kThresholds,
  kEmployeePlans,
  kClientPlans,
  kPeople,
  kManagers,
  kClients,
  kTemplates,
  kCalendar,  // of the portal for group 0; a group's lines win over those (calendar_sheet.h)
  kAbsences,
  kClientRules,  // of the companies; company 0: of every one without a line of its own
};
std::string_view to_string(Section section);  // "types", "stoppers", ...: as in the database and on the wire
std::optional<Section> section_from(std::string_view text);

enum class Kind {
  kTitle,   // one line of text that is not blank
  kText,    // text, may be empty
  kColor,   // six hex digits, or empty
  kDate,    // 2026-01-31
  kChoice,  // one of `choices`
  kNumber,  // whole, from least to most
  kFlag,    // 0 or 1
  kPerson,  // a user's id; 0 where `least` is 0: nobody
  kCompany,
  kGroup,
  kStage,
};
inline bool is_text(Kind kind) { return kind <= Kind::kChoice; }

struct Field {
  std::string_view name;  // of the column and on the wire
  Kind kind = Kind::kText;
  bool key = false;         // tells rows apart
  std::int64_t least = 0;   // of numbers and ids
  std::int64_t most = 250;  // of numbers; of texts: bytes
  std::span<const std::string_view> choices = {};
};

struct Description {
  Section section = Section::kTypes;
  std::string_view table;       // "": no rows of its own
  std::string_view dictionary;  // value of the column `kind`, where several sections share a table
  std::vector<Field> fields;
  bool of_group = false;     // one for each group
  bool ordered = false;      // the order of rows means something
  bool by_managers = false;  // managers change it too, where it concerns their groups
  std::size_t most_rows = 500;
};
const Description& describe(Section section);

// A number for numbers, flags and ids, text for the rest.
using Cell = std::variant<std::int64_t, std::string>;
using Row = std::vector<Cell>;  // in the order of the description's fields

const std::string& text_of(const Row& row, std::size_t field);
std::int64_t number_of(const Row& row, std::size_t field);
// As people read it in the journal: "12", "1", the text itself.
std::string shown(const Cell& cell);
// The key's cells, joined by " | ".
std::string name_of(const Description& description, const Row& row);

}  // namespace sd::settings
