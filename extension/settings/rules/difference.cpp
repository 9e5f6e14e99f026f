#include "extension/settings/rules/difference.h"

#include <set>

namespace sd::settings {
namespace {

bool is_empty(const Cell& cell) { return cell == Cell{std::int64_t{0}} || cell == Cell{std::string{}}; }

// A row that appears or goes: itself, and what it holds besides its name.
void whole_row(const Description& description, const Row& row, bool added, std::vector<Changed>& out) {
  const std::string name = name_of(description, row);
  out.push_back({name, added ? "added" : "removed", "", ""});
  for (std::size_t i = 0; i < description.fields.size(); ++i) {
    if (description.fields[i].key || is_empty(row[i])) continue;
    const std::string value = shown(row[i]);
    out.push_back({name, std::string(description.fields[i].name), added ? "" : value, added ? value : ""});
  }
}

std::string names_of(const Description& description, std::span<const Row> rows) {
  std::string names;
  for (const Row& row : rows) names += (names.empty() ? "" : ", ") + name_of(description, row);
  return names;
}

}  // namespace

std::vector<Changed> difference(const Description& description, std::span<const Row> before,
                                std::span<const Row> after, const Origins& origins) {
  std::map<std::string, std::size_t> known;
  for (std::size_t i = 0; i < before.size(); ++i) known.emplace(name_of(description, before[i]), i);

  std::vector<Changed> changes;
  std::set<std::size_t> kept;
  bool moved = false;
  std::size_t last = 0;
  for (std::size_t i = 0; i < after.size(); ++i) {
    const std::string name = name_of(description, after[i]);
    const auto origin = origins.find(i);
    const auto found = known.find(origin == origins.end() ? name : origin->second);
    if (found == known.end() || !kept.insert(found->second).second) {
      whole_row(description, after[i], true, changes);
      continue;
    }
    moved |= found->second < last;
    last = found->second;
    const Row& was = before[found->second];
    for (std::size_t f = 0; f < description.fields.size(); ++f) {
      if (was[f] == after[i][f]) continue;
      changes.push_back({name, std::string(description.fields[f].name), shown(was[f]), shown(after[i][f])});
    }
  }
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (!kept.contains(i)) whole_row(description, before[i], false, changes);
  }
  if (description.ordered && moved) {
    changes.push_back({"", "order", names_of(description, before), names_of(description, after)});
  }
  return changes;
}

}  // namespace sd::settings
