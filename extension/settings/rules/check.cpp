#include "extension/settings/rules/check.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <set>

#include "kanban/rules/dictionary.h"

namespace sd::settings {
namespace {

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

bool is_hex(char letter) {
  return is_digit(letter) || (letter >= 'a' && letter <= 'f') || (letter >= 'A' && letter <= 'F');
}

// Line ends and tabs are text where more than one line is allowed.
bool has_control(std::string_view text, bool one_line) {
  return std::any_of(text.begin(), text.end(), [one_line](char letter) {
    if (!one_line && (letter == '\n' || letter == '\r' || letter == '\t')) return false;
    return static_cast<unsigned char>(letter) < 0x20 || letter == 0x7F;
  });
}

std::string wrong_text(const Field& field, const std::string& text) {
  switch (field.kind) {
    case Kind::kTitle:
      if (kanban::trimmed(text).empty()) return "settings.required";
      break;
    case Kind::kColor:
      if (!text.empty() && (text.size() != 6 || !std::all_of(text.begin(), text.end(), is_hex))) {
        return "settings.color";
      }
      return {};
    case Kind::kDate: return is_date(text) ? "" : "settings.date";
    case Kind::kChoice:
      return std::find(field.choices.begin(), field.choices.end(), text) == field.choices.end()
                 ? "settings.choice"
                 : "";
    default: break;
  }
  if (static_cast<std::int64_t>(text.size()) > field.most) return "settings.too_long";
  return has_control(text, field.kind == Kind::kTitle) ? "settings.control" : "";
}

std::string wrong_number(const Field& field, std::int64_t number) {
  if (number >= field.least && number <= field.most) return {};
  const bool nobody = field.kind >= Kind::kPerson && number == 0;
  return nobody ? "settings.required" : "settings.range";
}

std::string folded_key(const Description& description, const Row& row) {
  std::string key;
  for (std::size_t i = 0; i < description.fields.size(); ++i) {
    if (!description.fields[i].key) continue;
    const std::string cell = shown(row[i]);
    key += (description.fields[i].kind == Kind::kTitle ? kanban::fold_title(cell) : cell) + '\n';
  }
  return key;
}

// Where a repeated key is shown: at the last field of the key, the one people write.
std::string_view last_key(const Description& description) {
  std::string_view name;
  for (const Field& field : description.fields) {
    if (field.key) name = field.name;
  }
  return name;
}

// Dates of this form compare like days.
void check_absences(std::span<const Row> rows, std::vector<Wrong>& wrong) {
  std::map<std::int64_t, std::map<std::string, std::string>> known;  // of a person: first day -> last day
  for (std::size_t at = 0; at < rows.size(); ++at) {
    const std::string &first = text_of(rows[at], 1), &last = text_of(rows[at], 2);
    if (!is_date(first) || !is_date(last)) continue;
    if (last < first) {
      wrong.push_back({at, "last_day", "settings.last_first"});
      continue;
    }
    auto& others = known[number_of(rows[at], 0)];
    const auto next = others.lower_bound(first);
    const bool meets_next = next != others.end() && next->first != first && next->first <= last;
    const bool meets_former = next != others.begin() && std::prev(next)->second >= first;
    if (meets_next || meets_former) wrong.push_back({at, "first_day", "settings.overlap"});
    others.emplace(first, last);
  }
}

}  // namespace

bool is_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  for (const std::size_t at : {0U, 1U, 2U, 3U, 5U, 6U, 8U, 9U}) {
    if (!is_digit(text[at])) return false;
  }
  const auto number = [text](std::size_t from, std::size_t count) {
    int value = 0;
    for (std::size_t i = from; i < from + count; ++i) value = value * 10 + (text[i] - '0');
    return value;
  };
  const std::chrono::year_month_day day{std::chrono::year{number(0, 4)},
                                        std::chrono::month{static_cast<unsigned>(number(5, 2))},
                                        std::chrono::day{static_cast<unsigned>(number(8, 2))}};
  return day.ok() && number(0, 4) >= 1970 && number(0, 4) <= 2199;
}

std::vector<Wrong> check(const Description& description, std::span<const Row> rows) {
  if (rows.size() > description.most_rows) return {{0, "", "settings.too_many"}};
  std::vector<Wrong> wrong;
  std::set<std::string> keys;
  for (std::size_t at = 0; at < rows.size(); ++at) {
    const Row& row = rows[at];
    const std::size_t before = wrong.size();
    for (std::size_t i = 0; i < description.fields.size(); ++i) {
      const Field& field = description.fields[i];
      const std::string code =
          is_text(field.kind) ? wrong_text(field, text_of(row, i)) : wrong_number(field, number_of(row, i));
      if (!code.empty()) wrong.push_back({at, std::string(field.name), code});
    }
    if (wrong.size() != before) continue;
    if (!keys.insert(folded_key(description, row)).second) {
      wrong.push_back({at, std::string(last_key(description)), "settings.twice"});
    }
    if (description.section == Section::kThresholds && number_of(row, 4) < number_of(row, 3)) {
      wrong.push_back({at, "alarm_minutes", "settings.alarm_first"});
    }
  }
  if (description.section == Section::kAbsences) check_absences(rows, wrong);
  return wrong;
}

}  // namespace sd::settings
